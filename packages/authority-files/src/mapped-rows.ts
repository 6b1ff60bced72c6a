import type { CheckResult, StationCode } from "@veedor/domain";
import { readCode } from "@veedor/domain";
import { FileProblem } from "./file-problem.ts";
import type { ReportWriter } from "./import-report.ts";
import type { ColumnPart, Mapping, RowFilter } from "./mapping.ts";
import { readCount } from "./numbers.ts";
import type { FileSource } from "./source.ts";
import type { Table, TableOptions } from "./table.ts";
import { openTable } from "./table.ts";

/** Reads a part of a row's cells. */
export type CellReader = (cells: readonly string[]) => string;
/** A line whose station is known; `results` are the findings so far. */
export type MappedRow = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly station: StationCode;
  readonly results: CheckResult[];
};

/** Opens the file as the mapping says. */
export async function openMapped(
  source: FileSource,
  mapping: Mapping,
  options: TableOptions,
): Promise<Table> {
  return openTable(source, { ...mapping.file, ...options });
}

/** Position of a column. @throws {FileProblem} `column-not-found` */
export function columnPosition(file: string, table: Table, column: string): number {
  const position = table.columns.indexOf(column);
  if (position >= 0) return position;
  throw new FileProblem("column-not-found", { file, column, columns: table.columns.join(", ") });
}

export function cellReader(file: string, table: Table, from: ColumnPart): CellReader {
  const position = columnPosition(file, table, from.column);
  const { split, part = 0 } = from;
  if (split === undefined) return (cells) => cells[position]?.trim() ?? "";
  return (cells) => cells[position]?.split(split)[part]?.trim() ?? "";
}

/** Reads a count, or notes why it is not one. */
export function countOf(
  cell: string,
  column: string,
  mapping: Mapping,
  results: CheckResult[],
): number | null {
  const read = readCount(cell, mapping.thousands);
  if (typeof read !== "string") return read;
  results.push({ code: read, parameters: { column, cell: cell.slice(0, 40) } });
  return null;
}

/** Lines that pass the filters and have a station code; what is wrong with the others goes to the report. */
export async function* mappedRows(
  file: string,
  table: Table,
  mapping: Mapping,
  report: ReportWriter,
): AsyncGenerator<MappedRow> {
  const parts = mapping.station.columns.map((column) => cellReader(file, table, { column }));
  const matches = ({ column, values }: RowFilter): ((cells: readonly string[]) => boolean) => {
    const read = cellReader(file, table, { column });
    return (cells) => values.includes(read(cells));
  };
  const only = (mapping.only ?? []).map(matches);
  const except = (mapping.except ?? []).map(matches);
  const seen = new Map<StationCode, { line: number; mark: number }>();
  for await (const { line, cells } of table.rows()) {
    if (cells.length !== table.columns.length) {
      const parameters = { cells: cells.length, columns: table.columns.length };
      report.line(line, null, [{ code: "wrong-number-of-cells", parameters }]);
      continue;
    }
    if (!only.every((is) => is(cells)) || except.some((is) => is(cells))) {
      report.filtered();
      continue;
    }
    const pieces = parts.map((read) => read(cells));
    const code = pieces.join(mapping.station.separator);
    const station = pieces.includes("") ? null : readCode<StationCode>(code);
    if (station === null) {
      const found = pieces.includes("") ? "station-code-missing" : "bad-station-code";
      report.line(line, null, [{ code: found, parameters: { cell: code.slice(0, 40) } }]);
      continue;
    }
    const results: CheckResult[] = [];
    const mark = markOf(cells);
    const first = seen.get(station);
    if (first === undefined) seen.set(station, { line, mark });
    else {
      results.push({ code: "duplicate-station", parameters: { first: first.line } });
      if (first.mark === mark) results.push({ code: "repeated-line", parameters: { first: first.line } });
    }
    yield { line, cells, station, results };
  }
}

/**
 * A 30-bit mark of a line's cells (FNV-1a over UTF-16 units), kept instead of the text. It is compared only between
 * lines of the same station, so a chance agreement is one in a thousand million, and costs no more than a warning.
 */
function markOf(cells: readonly string[]): number {
  let mark = 0x811c9dc5;
  for (const cell of cells) {
    for (let i = 0; i < cell.length; i++) mark = Math.imul(mark ^ cell.charCodeAt(i), 0x01000193);
    mark = Math.imul(mark ^ 0x1ffff, 0x01000193);
  }
  return mark >>> 2;
}
