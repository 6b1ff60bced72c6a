import { delimitedRows } from "./delimited-rows.ts";
import type { Encoding } from "./encoding.ts";
import { decode, detectEncoding } from "./encoding.ts";
import { FileProblem } from "./file-problem.ts";
import type { ReadingLimits } from "./limits.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import type { FileSource } from "./source.ts";
import { spreadsheetRows } from "./spreadsheet-rows.ts";
import type { TableRow } from "./table-row.ts";
import type { Delimiter } from "./table-shape.ts";
import { detectDelimiter, detectHeading, firstRecords, uniqueNames } from "./table-shape.ts";
import type { Container, Unpacked } from "./unpacking.ts";
import { unpack } from "./unpacking.ts";

/**
 * How a file is written. `entry` is the archive's file or the spreadsheet's sheet; `heading` the line (from 1) of
 * the column names; encoding and delimiter are `null` in a spreadsheet.
 */
export type FileForm = {
  readonly container: Container;
  readonly entry: string | null;
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  readonly heading: number;
};

/** A table of any container. `rows()` starts again from the file each time; rows may be ragged. */
export type Table = {
  readonly form: FileForm;
  readonly columns: string[];
  readonly rows: () => AsyncIterable<TableRow>;
};

/** What is known of the file already; the rest is detected. */
export type TableOptions = Partial<Omit<FileForm, "container">> & {
  readonly limits?: Partial<ReadingLimits>;
};

type UnpackedText = Exclude<Unpacked, { readonly container: "xlsx" }>;

const SAMPLE_CHARACTERS = 256 * 1024;

/**
 * Opens a CSV (plain, gzip, ZIP) or XLSX file as a table. Delimited text is streamed: memory does not grow with the
 * number of rows. Spreadsheets are held in memory, within the limits.
 *
 * @throws {FileProblem} here or while rows are read, with the file's name and how far it was read
 */
export async function openTable(source: FileSource, options: TableOptions = {}): Promise<Table> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const unpacked = await unpack(source, limits, options.entry ?? null);
  return unpacked.container === "xlsx"
    ? openSpreadsheet(source.name, unpacked.bytes, options, limits)
    : openDelimited(source.name, unpacked, options, limits);
}

async function openSpreadsheet(
  file: string,
  bytes: Uint8Array,
  options: TableOptions,
  limits: ReadingLimits,
): Promise<Table> {
  const { sheet, rows } = await spreadsheetRows(file, bytes, options.entry ?? null, limits);
  const first = rows.slice(0, 200);
  const guessed = first[detectHeading(first.map((row) => row.cells))]?.line ?? 1;
  const heading = options.heading ?? guessed;
  const columns = columnsOf(file, rows.find((row) => row.line === heading)?.cells, limits);
  // Spreadsheets do not store the empty cells at a row's end, so short rows are filled up.
  const body = async function* (): AsyncGenerator<TableRow> {
    for (const { line, cells } of rows)
      if (line > heading) yield { line, cells: fill(cells, columns.length) };
  };
  const form = { container: "xlsx", entry: sheet, encoding: null, delimiter: null, heading } as const;
  return { form, columns, rows: body };
}

async function openDelimited(
  file: string,
  { container, entry, text }: UnpackedText,
  options: TableOptions,
  limits: ReadingLimits,
): Promise<Table> {
  const encoding = options.encoding ?? (await detectEncoding(text));
  const sample = await firstCharacters(decode(text, encoding));
  const delimiter = options.delimiter ?? detectDelimiter(sample);
  const all = (): AsyncIterable<TableRow[]> => delimitedRows(file, decode(text, encoding), delimiter, limits);
  const guess = detectHeading(firstRecords(sample, delimiter));
  const { heading, cells } = await findHeading(all(), options.heading ?? null, guess);
  const columns = columnsOf(file, cells, limits);
  const body = async function* (): AsyncGenerator<TableRow> {
    for await (const rows of all()) for (const row of rows) if (row.line > heading) yield row;
  };
  return { form: { container, entry, encoding, delimiter, heading }, columns, rows: body };
}

async function firstCharacters(pieces: AsyncIterable<string>): Promise<string> {
  let sample = "";
  for await (const piece of pieces) {
    sample += piece;
    if (sample.length >= SAMPLE_CHARACTERS) return sample.slice(0, SAMPLE_CHARACTERS);
  }
  // Each whole record ends with a line end, also the file's last.
  return `${sample}\n`;
}

type Heading = { readonly heading: number; readonly cells: string[] | undefined };

async function findHeading(
  batches: AsyncIterable<TableRow[]>,
  wanted: number | null,
  guess: number,
): Promise<Heading> {
  let position = 0;
  for await (const rows of batches) {
    for (const { line, cells } of rows) {
      if (wanted === null ? position === guess : line >= wanted) return { heading: line, cells };
      position += 1;
    }
  }
  return { heading: wanted ?? 1, cells: undefined };
}

function columnsOf(file: string, cells: readonly string[] | undefined, limits: ReadingLimits): string[] {
  if (cells === undefined || cells.every((cell) => cell.trim() === ""))
    throw new FileProblem("not-a-table", { file });
  if (cells.length > limits.columns)
    throw new FileProblem("too-many-columns", { file, limit: limits.columns });
  return uniqueNames(cells);
}

const fill = (cells: readonly string[], width: number): string[] =>
  cells.length >= width ? [...cells] : [...cells, ...Array<string>(width - cells.length).fill("")];
