import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import type { FileProblem, FileSource, Table, TableOptions } from "../src/index.ts";
import { fileInMemory, openTable } from "../src/index.ts";

/** A file in memory, from text or bytes. */
export const file = (content: string | Uint8Array, name = "mesas.csv"): FileSource =>
  fileInMemory(name, typeof content === "string" ? Buffer.from(content, "utf8") : content);

/** All rows of a table. */
export async function rowsOf(table: Table): Promise<{ line: number; cells: string[] }[]> {
  const rows = [];
  for await (const row of table.rows()) rows.push(row);
  return rows;
}

/** Opens and reads a whole table; gives the problem's code, or `read` when there is none. */
export async function codeOf(source: FileSource, options: TableOptions = {}): Promise<string> {
  try {
    await rowsOf(await openTable(source, options));
    return "read";
  } catch (error) {
    if (error instanceof Error && error.name === "FileProblem") return (error as FileProblem).code;
    throw error;
  }
}

export const gzip = (text: string | Uint8Array): Uint8Array => gzipSync(text);

type Entry = {
  readonly name: string;
  readonly content: Uint8Array;
  readonly claims?: number;
  readonly flags?: number;
};

/** Writes a ZIP archive by hand, so that its directory can lie about sizes (`claims`) and flags. */
export function zip(entries: readonly Entry[]): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims = content.length, flags = 0 } of entries) {
    const packed = deflateRawSync(content);
    const title = Buffer.from(name, "utf8");
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, title, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), common, place, title]),
    );
    bodies.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

/** The parts of a small XLSX with one sheet of text cells. */
export function xlsx(rows: readonly (readonly string[])[]): Uint8Array {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const letters = "ABCDEFGHIJ";
  const sheet = rows.map((cells, r) => {
    const written = cells.map(
      (cell, c) => `<c r="${letters[c]}${r + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`,
    );
    return `<row r="${r + 1}">${written.join("")}</row>`;
  });
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const pack = "http://schemas.openxmlformats.org/package/2006";
  const parts: Record<string, string> = {
    "[Content_Types].xml": `${head}<Types xmlns="${pack}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Mesas" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${pack}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="${main}"><sheetData>${sheet.join("")}</sheetData></worksheet>`,
  };
  return zip(
    Object.entries(parts).map(([name, content]) => ({ name, content: Buffer.from(content, "utf8") })),
  );
}
