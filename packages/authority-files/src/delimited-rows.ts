import { finished } from "node:stream/promises";
import type { Parser } from "csv-parse";
import { CsvError, parse } from "csv-parse";
import { FileProblem } from "./file-problem.ts";
import type { ReadingLimits } from "./limits.ts";
import type { TableRow } from "./table-row.ts";
import type { Delimiter } from "./table-shape.ts";

/** What the parser gives of one record: its cells, and the lines of the text up to its end. */
type CutRecord = { readonly cells: string[]; readonly lines: number };

/**
 * Rows of delimited text, streamed in batches, with the line on which each begins. Blank lines are left out; ragged
 * ones are given as they are. A quote that is never closed is an error, found after `cellLength × 64` characters at
 * most.
 *
 * @throws {FileProblem} `quote-not-closed`, `not-a-table`, `cell-too-long`, `too-many-columns`, `too-many-rows`
 */
export async function* delimitedRows(
  file: string,
  text: AsyncIterable<string>,
  delimiter: Delimiter,
  limits: ReadingLimits,
): AsyncGenerator<TableRow[]> {
  const lines = new LineCounter();
  let count = 0;
  try {
    for await (const records of cutRecords(text, delimiter, limits)) {
      const rows: TableRow[] = [];
      for (const { cells, lines: end } of records) {
        const line = lines.next;
        checkWidth(file, line, cells, limits);
        lines.pass(cells, end);
        if (cells.length === 1 && cells[0]?.trim() === "") continue;
        count += 1;
        if (count > limits.rows) throw new FileProblem("too-many-rows", { file, limit: limits.rows });
        rows.push({ line, cells });
      }
      yield rows;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const open = error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE";
    throw new FileProblem(open ? "quote-not-closed" : "not-a-table", { file, line: lines.next }, error);
  }
}

/**
 * Cuts text into records: those of one piece of text together, since one promise for each record of a large file
 * costs about as much as the cutting. What stands before a fault is given before the fault is thrown.
 *
 * @throws {CsvError}
 */
async function* cutRecords(
  text: AsyncIterable<string>,
  delimiter: Delimiter,
  limits: ReadingLimits,
): AsyncGenerator<CutRecord[]> {
  let records: CutRecord[] = [];
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: Math.min(limits.cellLength * 64, 16 * 1024 ** 2),
    record_delimiter: ["\r\n", "\n", "\r"],
    // The record is taken here; `null` keeps it out of the parser's own stream of records.
    on_record: (cells: string[], { lines }) => {
      records.push({ cells, lines });
      return null;
    },
  });
  const taken = (): CutRecord[] => {
    const full = records;
    records = [];
    return full;
  };
  // Each fault also reaches the callback of the write that met it.
  parser.on("error", () => undefined);
  parser.resume();
  try {
    for await (const piece of text) {
      const fault = await faultOfWriting(parser, piece);
      yield taken();
      if (fault !== null) throw fault;
    }
    const fault = await faultOfEnding(parser);
    yield taken();
    if (fault !== null) throw fault;
  } finally {
    parser.destroy();
  }
}

const faultOfWriting = async (parser: Parser, piece: string): Promise<Error | null> =>
  new Promise((resolve) => {
    parser.write(piece, (error) => {
      resolve(error ?? null);
    });
  });

async function faultOfEnding(parser: Parser): Promise<Error | null> {
  parser.end();
  try {
    await finished(parser);
    return null;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** Counts lines as an editor does. */
class LineCounter {
  /** the line on which the next record begins */
  next = 1;
  #countedTwice = 0;

  /** @param end lines of the text up to the record's end, as the parser counts them */
  pass(cells: readonly string[], end: number): void {
    // The parser counts a line end of two characters inside quotes twice.
    if (end + 1 - this.#countedTwice > this.next + 1) this.#countedTwice += pairsIn(cells);
    this.next = end + 1 - this.#countedTwice;
  }
}

function pairsIn(cells: readonly string[]): number {
  let pairs = 0;
  for (const cell of cells) pairs += cell.split("\r\n").length - 1;
  return pairs;
}

function checkWidth(file: string, line: number, cells: readonly string[], limits: ReadingLimits): void {
  for (const cell of cells) {
    if (cell.length > limits.cellLength)
      throw new FileProblem("cell-too-long", { file, line, limit: limits.cellLength });
  }
  if (cells.length > limits.columns)
    throw new FileProblem("too-many-columns", { file, limit: limits.columns });
}
