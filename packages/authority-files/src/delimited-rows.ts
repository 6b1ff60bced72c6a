import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { FileProblem } from "./file-problem.ts";
import type { ReadingLimits } from "./limits.ts";
import type { TableRow } from "./table.ts";
import type { Delimiter } from "./table-shape.ts";

/**
 * Rows of delimited text, streamed, with the line on which each begins. Blank lines are left out; ragged ones are
 * given as they are. A quote that is never closed is an error, found after `cellLength × columns` characters at most.
 *
 * @throws {FileProblem} `quote-not-closed`, `not-a-table`, `cell-too-long`, `too-many-columns`, `too-many-rows`
 */
export async function* delimitedRows(
  file: string,
  text: AsyncIterable<string>,
  delimiter: Delimiter,
  limits: ReadingLimits,
): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: Math.min(limits.cellLength * 64, 16 * 1024 ** 2),
    record_delimiter: ["\r\n", "\n", "\r"],
  });
  const input = Readable.from(text);
  input.on("error", (error) => parser.destroy(error));
  let count = 0;
  let line = 1;
  let twice = 0;
  try {
    for await (const parsed of input.pipe(parser)) {
      const { record: cells, info } = parsed as { record: string[]; info: { lines: number } };
      const length = longest(cells);
      if (length > limits.cellLength)
        throw new FileProblem("cell-too-long", { file, line, limit: limits.cellLength });
      if (cells.length > limits.columns)
        throw new FileProblem("too-many-columns", { file, limit: limits.columns });
      const start = line;
      // The parser counts a line end of two characters inside quotes twice.
      if (info.lines + 1 - twice > line + 1) twice += pairsIn(cells);
      line = info.lines + 1 - twice;
      if (cells.length === 1 && cells[0]?.trim() === "") continue;
      count += 1;
      if (count > limits.rows) throw new FileProblem("too-many-rows", { file, limit: limits.rows });
      yield { line: start, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const open = error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE";
    throw new FileProblem(open ? "quote-not-closed" : "not-a-table", { file, line }, error);
  } finally {
    input.destroy();
    parser.destroy();
  }
}

function longest(cells: readonly string[]): number {
  let length = 0;
  for (const cell of cells) if (cell.length > length) length = cell.length;
  return length;
}

function pairsIn(cells: readonly string[]): number {
  let pairs = 0;
  for (const cell of cells) pairs += cell.split("\r\n").length - 1;
  return pairs;
}
