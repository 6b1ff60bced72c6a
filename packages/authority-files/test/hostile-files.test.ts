import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fileOnDisk, openTable } from "../src/index.ts";
import { codeOf, file, gzip, rowsOf, xlsx, zip } from "./small-files.ts";

const CSV = Buffer.from("mesa,votos\n1,5\n2,6\n");
const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 ** 2, "1");

it("a missing file, a folder, a file as a folder, an empty file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "veedor-hostile-"));
  try {
    expect(await codeOf(fileOnDisk(join(folder, "no.csv")))).toBe("file-not-found");
    expect(await codeOf(fileOnDisk(folder))).toBe("file-is-a-folder");
    expect(await codeOf(fileOnDisk(join(import.meta.filename, "x.csv")))).toBe("file-not-found");
    expect(await codeOf(file(""))).toBe("file-empty");
    expect(await codeOf(file(gzip("")))).toBe("file-empty");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("a gzip bomb is stopped by its ratio and by its total", async () => {
  const bomb = gzip(zeros(40));
  expect(bomb.length).toBeLessThan(60_000);
  expect(await codeOf(file(bomb))).toBe("expands-too-much");
  expect(await codeOf(file(gzip(zeros(2))), { limits: { bytes: 1024 ** 2 } })).toBe("expands-too-much");
});

it("a cut gzip is damaged", async () => {
  expect(await codeOf(file(gzip(CSV).subarray(0, 20)))).toBe("archive-damaged");
});

it("a ZIP bomb is stopped by its ratio", async () => {
  expect(await codeOf(file(zip([{ name: "a.csv", content: zeros(40) }])))).toBe("expands-too-much");
});

it("a ZIP that lies about its sizes is damaged, not trusted", async () => {
  expect(await codeOf(file(zip([{ name: "a.csv", content: zeros(20), claims: 1_000 }])))).toBe(
    "archive-damaged",
  );
  expect(await codeOf(file(zip([{ name: "a.csv", content: CSV, claims: 4_000_000_000 }])))).toBe(
    "archive-damaged",
  );
});

it("archives that are cut, empty, encrypted, or hold several files", async () => {
  const two = zip([
    { name: "a.csv", content: CSV },
    { name: "b.csv", content: CSV },
  ]);
  expect(await codeOf(file(two.subarray(0, two.length - 30)))).toBe("archive-damaged");
  expect(await codeOf(file(zip([])))).toBe("archive-without-files");
  expect(await codeOf(file(zip([{ name: "a.csv", content: CSV, flags: 1 }])))).toBe("archive-encrypted");
  expect(await codeOf(file(two))).toBe("archive-with-several-files");
  expect(await codeOf(file(two), { entry: "c.csv" })).toBe("archive-entry-not-found");
  expect(await codeOf(file(two), { entry: "b.csv" })).toBe("read");
  const mac = zip([
    { name: "__MACOSX/._a.csv", content: CSV },
    { name: "a.csv", content: CSV },
  ]);
  expect(await codeOf(file(mac))).toBe("read");
});

it("spreadsheets that are not ones, bombs inside, old ones", async () => {
  const notOne = zip([{ name: "xl/workbook.xml", content: Buffer.from("<workbook>") }]);
  expect(await codeOf(file(notOne, "a.xlsx"))).toBe("spreadsheet-damaged");
  const bomb = zip([
    { name: "xl/workbook.xml", content: CSV },
    { name: "xl/worksheets/sheet1.xml", content: zeros(3) },
  ]);
  expect(await codeOf(file(bomb), { limits: { spreadsheetUnpackedBytes: 1024 ** 2 } })).toBe(
    "expands-too-much",
  );
  expect(await codeOf(file(xlsx([["mesa"], ["1"]])), { limits: { spreadsheetBytes: 100 } })).toBe(
    "file-too-large",
  );
  const old = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  expect(await codeOf(file(old, "a.xls"))).toBe("spreadsheet-old-format");
});

it("a spreadsheet under any name is read, with row numbers and rows filled up", async () => {
  const rows = [["Resultados"], [], ["mesa", "votos", "nota"], ["1", "5"], ["2", "6", "x"]];
  const table = await openTable(file(xlsx(rows), "mesas.csv"));
  expect(table.form).toEqual({
    container: "xlsx",
    entry: "Mesas",
    encoding: null,
    delimiter: null,
    heading: 3,
  });
  expect(await rowsOf(table)).toEqual([
    { line: 4, cells: ["1", "5", ""] },
    { line: 5, cells: ["2", "6", "x"] },
  ]);
  expect(await codeOf(file(xlsx(rows)), { entry: "Otra" })).toBe("sheet-not-found");
});

it("quotes that are never closed end early, also in a large file", async () => {
  expect(await codeOf(file('mesa,nota\n1,"abierta\n2,b\n'))).toBe("quote-not-closed");
  const large = `mesa,nota\n1,"abierta\n${"2,b\n".repeat(5_000_000)}`;
  expect(await codeOf(file(large))).toBe("quote-not-closed");
});

it("the line of a quote that is never closed is where its record begins, and the rows before it are given", async () => {
  const text = 'mesa,nota\r\n1,"dos\r\nrenglones"\r\n2,b\r\n3,"abierta\r\n4,d\r\n';
  const table = await openTable(file(text), { delimiter: ",", heading: 1 });
  const lines: number[] = [];
  const reading = async (): Promise<void> => {
    for await (const { line } of table.rows()) lines.push(line);
  };
  await expect(reading()).rejects.toMatchObject({ code: "quote-not-closed", parameters: { line: 5 } });
  expect(lines).toEqual([2, 4]);
});

it("NUL bytes, binary junk, wrong encoding given", async () => {
  expect(await codeOf(file("mesa,votos\n1,\u0000\n"))).toBe("file-has-nul-bytes");
  expect(await codeOf(file(Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256)))).toBe(
    "file-has-nul-bytes",
  );
  expect(await codeOf(file(Buffer.from("mesa,ñ\n1,2\n", "latin1")), { encoding: "utf-8" })).toBe(
    "wrong-encoding",
  );
});

it("too many columns, too many rows, a huge cell, only blank lines", async () => {
  const wide = (columns: number): string =>
    `${Array.from({ length: columns }, (_, i) => `c${i}`).join(",")}\n`;
  expect(await codeOf(file(wide(2_001)))).toBe("too-many-columns");
  expect(await codeOf(file(wide(2_000)))).toBe("read");
  expect(await codeOf(file("a,b\n1,2\n1,2\n1,2\n"), { limits: { rows: 3 } })).toBe("too-many-rows");
  expect(await codeOf(file(`a,b\n1,${"x".repeat(32_768)}\n`))).toBe("cell-too-long");
  expect(await codeOf(file(`a,b\n1,${"x".repeat(32_767)}\n`))).toBe("read");
  expect(await codeOf(file("\n\n  \n"))).toBe("not-a-table");
  expect(await codeOf(file("a,b\n1,2\n"), { limits: { bytes: 5 } })).toBe("file-too-large");
});
