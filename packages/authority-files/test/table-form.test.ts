import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileInMemory, openTable } from "../src/index.ts";
import { file, gzip, rowsOf, zip } from "./small-files.ts";

describe("encodings", () => {
  it.each([
    ["utf-8", Buffer.from("mesa,región\n1,Ñuñoa\n", "utf8")],
    ["utf-8", Buffer.from("\ufeffmesa,región\n1,Ñuñoa\n", "utf8")],
    ["utf-16le", Buffer.from("\ufeffmesa,región\n1,Ñuñoa\n", "utf16le")],
    ["iso-8859-1", Buffer.from("mesa,región\n1,Ñuñoa\n", "latin1")],
  ])("%s", async (encoding, bytes) => {
    const table = await openTable(file(bytes));
    expect(table.form.encoding).toBe(encoding);
    expect(table.columns).toEqual(["mesa", "región"]);
    expect(await rowsOf(table)).toEqual([{ line: 2, cells: ["1", "Ñuñoa"] }]);
  });

  it("Windows-1252 by bytes that Latin-1 does not use, also when the first stands at the very end", async () => {
    const plain = `mesa,centro\n${"1,Escuela\n".repeat(60_000)}`;
    const bytes = Buffer.concat([
      Buffer.from(plain),
      Buffer.from([0x32, 0x2c, 0x93, 0x41, 0x94, 0xf1, 0x0a]),
    ]);
    const table = await openTable(file(bytes));
    expect(table.form.encoding).toBe("windows-1252");
    expect((await rowsOf(table)).at(-1)?.cells).toEqual(["2", "“A”ñ"]);
  });

  it("UTF-8 whose characters are cut by chunks stays UTF-8", async () => {
    const bytes = Buffer.from("mesa,región\n1,Ñuñoa\n");
    const open = async function* () {
      for (const byte of bytes) yield Uint8Array.of(byte);
    };
    const table = await openTable({ name: "a.csv", open });
    expect([table.form.encoding, (await rowsOf(table))[0]?.cells[1]]).toEqual(["utf-8", "Ñuñoa"]);
  });
});

describe("delimiters and heading rows", () => {
  it.each([",", ";", "\t", "|"] as const)(
    "delimiter %j, with the others inside quoted cells",
    async (delimiter) => {
      const others = [",", ";", "\t", "|"].filter((one) => one !== delimiter).join("");
      const row = (i: number): string => [i, `"Escuela ${others} ""Sur"""`, 100 + i].join(delimiter);
      const text = `${["mesa", "recinto", "votos"].join(delimiter)}\n${[1, 2, 3].map(row).join("\n")}\n`;
      const table = await openTable(file(text));
      expect(table.form.delimiter).toBe(delimiter);
      expect((await rowsOf(table))[0]?.cells).toEqual(["1", `Escuela ${others} "Sur"`, "101"]);
    },
  );

  it("decimal commas do not mislead", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i};-17,3${i};66,1${i}`);
    expect((await openTable(file(`mesa;lat;lon\n${rows.join("\n")}\n`))).form.delimiter).toBe(";");
  });

  it("titles above the heading are skipped; lines are those of an editor, also after quoted line ends", async () => {
    const text =
      'Tribunal Electoral;;\r\nElección 2024;;\r\n\r\nMesa;Recinto;Votos\r\n1;"Escuela\r\nSur";5\r\n2;Liceo;6\r\n';
    const table = await openTable(file(text));
    expect([table.form.heading, table.columns]).toEqual([4, ["Mesa", "Recinto", "Votos"]]);
    expect((await rowsOf(table)).map(({ line }) => line)).toEqual([5, 7]);
  });

  it("empty and repeated names are made distinct", async () => {
    const table = await openTable(file("mesa,,votos,votos, \n1,2,3,4,5\n"));
    expect(table.columns).toEqual(["mesa", "column 2", "votos", "votos (2)", "column 5"]);
  });

  it("what is given is not detected", async () => {
    const table = await openTable(file("a;b\nc,d;e\n1,2;3\n"), { delimiter: ",", heading: 2 });
    expect([table.columns, await rowsOf(table)]).toEqual([["c", "d;e"], [{ line: 3, cells: ["1", "2;3"] }]]);
  });

  it("a file without a line end at its end, and one of one column", async () => {
    expect(await rowsOf(await openTable(file("mesa\n1\n2")))).toEqual([
      { line: 2, cells: ["1"] },
      { line: 3, cells: ["2"] },
    ]);
  });
});

it("the container is known by its bytes, not by its name", async () => {
  const csv = Buffer.from("mesa,votos\n1,5\n");
  for (const [container, bytes] of [
    ["plain", csv],
    ["gzip", gzip(csv)],
    ["zip", zip([{ name: "x.csv", content: csv }])],
  ] as const) {
    const table = await openTable(fileInMemory("datos.bin", bytes));
    expect([table.form.container, await rowsOf(table)]).toEqual([
      container,
      [{ line: 2, cells: ["1", "5"] }],
    ]);
  }
});

it("any cells written as CSV are read back", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "ñ", ",", ";", '"', "\n", " ", "1"), maxLength: 8 });
  const rows = fc.array(fc.tuple(fc.constant("x"), cell, cell), { minLength: 1, maxLength: 20 });
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(rows, async (body) => {
      const text = [["mesa", "centro", "nota"], ...body]
        .map((cells) => `${cells.map(quoted).join(",")}\n`)
        .join("");
      const table = await openTable(file(text), { delimiter: ",", heading: 1 });
      expect((await rowsOf(table)).map(({ cells }) => cells)).toEqual(body);
    }),
  );
});

it("rows and their lines do not depend on where the file is cut into pieces", async () => {
  const bytes = Buffer.from('mesa,centro\r\n1,"Escuela\r\nSur ""B"""\r\n\r\n2,Ñandú\r\n3,Liceo');
  const whole = await rowsOf(await openTable(file(bytes)));
  expect(whole.map(({ line, cells }) => [line, ...cells])).toEqual([
    [2, "1", 'Escuela\r\nSur "B"'],
    [5, "2", "Ñandú"],
    [6, "3", "Liceo"],
  ]);
  for (let size = 1; size < bytes.length; size++) {
    const open = async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };
    expect(await rowsOf(await openTable({ name: "a.csv", open })), `pieces of ${size}`).toEqual(whole);
  }
});
