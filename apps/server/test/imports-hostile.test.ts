import { deflateRawSync, gzipSync } from "node:zlib";
import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import { FRAME_MAPPING, frameCsv, importFile, nothingStored } from "./setting/imports.ts";
import { type NewMission, newMission } from "./setting/mission.ts";
import { testServer } from "./setting/server.ts";
import { storedZip, zipWith } from "./setting/zip.ts";

let server: RunningServer;
let of: NewMission;
beforeAll(async () => {
  server = await testServer();
  of = await newMission(server);
});
afterAll(() => server.close());

const asked = { purpose: "frame" as const, fileName: "mesas.csv", mapping: FRAME_MAPPING };
const load = (file: string | Uint8Array | ReadableStream, mapping: object = FRAME_MAPPING) =>
  importFile(server, of.chief, of.mission, { ...asked, mapping: { ...mapping } }, file);
const code = async (file: string | Uint8Array, mapping?: object) => (await load(file, mapping)).problem?.code;

describe("a hostile or damaged file", () => {
  it("is refused with what is wrong, and leaves nothing", async () => {
    const heading = "mesa;departamento;municipio;zona;recinto;inscritos\n";
    expect(await code("")).toBe("file-empty");
    expect(await code(heading)).toMatch(/nothing-kept|not-a-table/);
    expect(await code("\0\0\0\0")).toBe("file-has-nul-bytes");
    expect(await code(`${heading}0001;Costa\0;Puerto;urban;Escuela;100\n`)).toBe("file-has-nul-bytes");
    expect(await code(`${heading}"0001;Costa;Puerto;urban;Escuela;100\n${"x;".repeat(3_000_000)}`)).toBe(
      "quote-not-closed",
    );
    expect(await code(`${heading}0001;${"x".repeat(40_000)};Puerto;urban;Escuela;100\n`)).toBe(
      "cell-too-long",
    );
    expect(await code(`${";".repeat(1_500)}\n`)).toMatch(/too-many-columns|not-a-table/);
    expect(await code("a;b;c\n1;2;3\n")).toBe("column-not-found");
    expect(await code(Buffer.from(`${heading}0001;Costa\u00e9`, "latin1"), withEncoding("utf-8"))).toBe(
      "wrong-encoding",
    );
    expect(await code(Buffer.from("d0cf11e0a1b11ae1", "hex"))).toBe("spreadsheet-old-format");
    expect(await code(gzipSync(frameCsv()).subarray(0, 60))).toBe("archive-damaged");
    expect(await code(storedZip({ "a.csv": frameCsv(), "b.csv": frameCsv() }))).toBe(
      "archive-with-several-files",
    );
    await nothingStored(server);
  });

  const withEncoding = (encoding: string) => ({ ...FRAME_MAPPING, file: { encoding } });

  it("that unpacks to far more than it is, as gzip, ZIP or spreadsheet, is stopped", async () => {
    const zeros = Buffer.alloc(64 * 1024 ** 2, "0");
    expect(await code(gzipSync(zeros))).toBe("expands-too-much");
    const packed = deflateRawSync(zeros);
    expect(await code(zipWith({ name: "mesas.csv", packed, bytes: zeros.length }))).toBe("expands-too-much");
    // A workbook whose sheet claims more than is allowed is refused before anything is unpacked.
    const book = zipWith(
      { name: "xl/workbook.xml", packed: deflateRawSync(Buffer.from("<workbook/>")), bytes: 11 },
      { name: "xl/worksheets/sheet1.xml", packed, bytes: 300 * 1024 ** 2 },
    );
    expect(await code(book)).toBe("expands-too-much");
    await nothingStored(server);
  });

  it("whose reading takes more memory than there is ends its thread, not the server", async () => {
    // A workbook that says nothing of its size in the directory, and holds a sheet of many cells.
    const cells = '<c t="inlineStr"><is><t>x</t></is></c>'.repeat(200);
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${`<row>${cells}</row>`.repeat(20_000)}</sheetData></worksheet>`;
    const part = (name: string, text: string) => ({ name, packed: deflateRawSync(text), bytes: 1 });
    const outcome = await load(
      zipWith(
        part(
          "[Content_Types].xml",
          '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        ),
        part("xl/workbook.xml", "<workbook/>"),
        part("xl/worksheets/sheet1.xml", sheet),
      ),
    );
    expect(outcome.state).toBe("failed");
    expect(outcome.problem?.code).toMatch(
      /^(spreadsheet-damaged|expands-too-much|file-too-demanding|archive-damaged)$/,
    );
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    await nothingStored(server);
  });

  it("cannot smuggle anything by names: __proto__, constructor, quotes, backslashes, tabs, formulas", async () => {
    const made = await newMission(server);
    const odd = [
      "__proto__",
      "constructor",
      'a"b',
      "a\\b",
      "{a,b}",
      "NULL",
      "\\N",
      "a\tb",
      "'; drop table station; --",
    ];
    const lines = odd.map((text, i) => {
      const cell = `"${text.replaceAll('"', '""')}"`;
      return [`M${i}`, cell, cell, cell, cell, i].join(";");
    });
    const csv = `mesa;departamento;municipio;zona;recinto;inscritos\n${lines.join("\n")}\n`;
    const mapping = {
      ...FRAME_MAPPING,
      file: { delimiter: ";" },
      attributes: [
        { name: "__proto__", from: { column: "zona" } },
        { name: "zone", from: { column: "zona" } },
      ],
    };
    const job = await importFile(server, made.chief, made.mission, { ...asked, mapping }, csv);
    expect(job).toMatchObject({ state: "done", report: { kept: odd.length } });
    const parameters = { mission: made.mission, frame: job.result ?? "" };
    const { items } = await made.chief.client.call(contract.listStations, { parameters, query: {} });
    expect(items.map(({ areas }) => areas[0])).toEqual(odd);
    expect(items.map(({ centre }) => centre)).toEqual(odd);
    expect(items.map(({ attributes }) => attributes["zone"])).toEqual(odd);
    const areas = await made.chief.client.call(contract.listAreas, { parameters, query: {} });
    expect(areas.items.map(({ name }) => name).sort()).toEqual([...odd].sort());
    const { query } = server.context.database;
    await query.deleteFrom("station").execute();
    await query.deleteFrom("frame_area").execute();
    await query.deleteFrom("frame").execute();
  });

  it("with texts that no canonical form has is refused, not hashed some other way", async () => {
    const twice =
      "mesa;departamento;municipio;zona;recinto;inscritos\nA\u00f1;C;P;u;E;1\nAn\u0303;C;P;u;E;1\n";
    const job = await load(twice);
    expect(job.problem).toMatchObject({ code: "frame-malformed" });
    expect(job.problem?.message).toContain("two station codes are the same");
    const levels = { ...FRAME_MAPPING, attributes: [{ name: "department", from: { column: "zona" } }] };
    expect((await load(frameCsv(), levels)).problem?.message).toContain("two columns have the same name");
    await nothingStored(server);
  });
});
