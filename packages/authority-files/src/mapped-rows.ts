import type { CheckResult, StationCode } from "@veedor/domain";
import { readCode } from "@veedor/domain";
import { cellReader } from "./cell-readers.ts";
import type { ReportWriter } from "./import-report.ts";
import type { Mapping, RowFilter } from "./mapping.ts";
import type { FileSource } from "./source.ts";
import type { Table, TableOptions } from "./table.ts";
import { openTable } from "./table.ts";
import type { TableRow } from "./table-row.ts";

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

/** Gives a line with its station's code; `null` when it is filtered or has none, which the report then knows. */
export type RowMapper = (row: TableRow) => MappedRow | null;

/** Reads the lines of one file in their order: filters, the station's code, repeated stations. */
export function rowMapper(file: string, table: Table, mapping: Mapping, report: ReportWriter): RowMapper {
  const isWanted = filterOf(file, table, mapping);
  const readStation = stationReader(file, table, mapping);
  const noteRepetition = repetitionNoter();
  return ({ line, cells }) => {
    if (cells.length !== table.columns.length) {
      const parameters = { cells: cells.length, columns: table.columns.length };
      report.line(line, null, [{ code: "wrong-number-of-cells", parameters }]);
      return null;
    }
    if (!isWanted(cells)) {
      report.filtered();
      return null;
    }
    const station = readStation(cells);
    if (typeof station !== "string") {
      report.line(line, null, [station]);
      return null;
    }
    const results: CheckResult[] = [];
    noteRepetition(station, line, cells, results);
    return { line, cells, station, results };
  };
}

/** Whether a line passes every filter of `only` and none of `except`. */
function filterOf(file: string, table: Table, mapping: Mapping): (cells: readonly string[]) => boolean {
  const matches = ({ column, values }: RowFilter): ((cells: readonly string[]) => boolean) => {
    const read = cellReader(file, table, { column });
    return (cells) => values.includes(read(cells));
  };
  const only = (mapping.only ?? []).map(matches);
  const except = (mapping.except ?? []).map(matches);
  return (cells) => only.every((is) => is(cells)) && !except.some((is) => is(cells));
}

/** Reads the station's code, or tells what is wrong with it. */
function stationReader(
  file: string,
  table: Table,
  { station: { columns, separator } }: Mapping,
): (cells: readonly string[]) => StationCode | CheckResult {
  const parts = columns.map((column) => cellReader(file, table, { column }));
  return (cells) => {
    const pieces = parts.map((read) => read(cells));
    const text = pieces.join(separator);
    const isWhole = !pieces.includes("");
    const station = isWhole ? readCode<StationCode>(text) : null;
    if (station !== null) return station;
    const code = isWhole ? "bad-station-code" : "station-code-missing";
    return { code, parameters: { cell: text.slice(0, 40) } };
  };
}

/** Notes stations that stood on an earlier line, and lines that repeat it in every cell. */
function repetitionNoter(): (
  station: StationCode,
  line: number,
  cells: readonly string[],
  results: CheckResult[],
) => void {
  const seen = new Map<StationCode, { readonly line: number; readonly mark: number }>();
  return (station, line, cells, results) => {
    const mark = markOf(cells);
    const first = seen.get(station);
    if (first === undefined) {
      seen.set(station, { line, mark });
      return;
    }
    const parameters = { first: first.line };
    results.push({ code: "duplicate-station", parameters });
    if (first.mark === mark) results.push({ code: "repeated-line", parameters });
  };
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
