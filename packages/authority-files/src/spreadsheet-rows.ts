import readSpreadsheet from "read-excel-file/node";
import { FileProblem } from "./file-problem.ts";
import type { ReadingLimits } from "./limits.ts";
import type { TableRow } from "./table-row.ts";
import { checkUnpackedSize, openArchive } from "./zip-archive.ts";

/** A sheet's name and its rows that are not empty. */
export type SpreadsheetRows = { readonly sheet: string; readonly rows: readonly TableRow[] };

/**
 * Reads one sheet of an XLSX file: the named one, or the first with more than one row.
 *
 * @throws {FileProblem} `sheet-not-found`, `spreadsheet-damaged`, `expands-too-much`, `too-many-*`, `cell-too-long`
 */
export async function spreadsheetRows(
  file: string,
  bytes: Uint8Array,
  wanted: string | null,
  limits: ReadingLimits,
): Promise<SpreadsheetRows> {
  checkUnpackedSize(file, await openArchive(file, bytes), limits);
  const sheets = await sheetsOf(file, bytes);
  const found =
    wanted === null
      ? sheets.find(({ data }) => data.length > 1)
      : sheets.find(({ sheet }) => sheet === wanted);
  if (found === undefined) {
    const names = sheets.map(({ sheet }) => sheet).join(", ");
    if (wanted === null) throw new FileProblem("not-a-table", { file });
    throw new FileProblem("sheet-not-found", { file, sheet: wanted, sheets: names });
  }
  if (found.data.length > limits.rows) throw new FileProblem("too-many-rows", { file, limit: limits.rows });
  const rows: TableRow[] = [];
  found.data.forEach((values, i) => {
    if (values.length > limits.columns)
      throw new FileProblem("too-many-columns", { file, limit: limits.columns });
    const cells = values.map(textOf);
    if (cells.some((cell) => cell.length > limits.cellLength)) {
      throw new FileProblem("cell-too-long", { file, line: i + 1, limit: limits.cellLength });
    }
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: i + 1, cells });
  });
  return { sheet: found.sheet, rows };
}

async function sheetsOf(
  file: string,
  bytes: Uint8Array,
): Promise<Awaited<ReturnType<typeof readSpreadsheet>>> {
  try {
    return await readSpreadsheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch (error) {
    throw new FileProblem("spreadsheet-damaged", { file }, error);
  }
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
