import { fileOnDisk, openTable } from "@veedor/authority-files";
import { cellReader, wholeRows } from "../table-files/cell-reader.ts";
import { Problem } from "../terminal/problem.ts";

/** The columns that an examination reads; empty or `null` where it does without. */
export type StationColumns = {
  readonly id: string | null;
  readonly registered: string;
  readonly ballots: string;
  readonly choices: readonly string[];
  /** from fine to coarse */
  readonly areas: readonly string[];
  readonly section: string | null;
  readonly previous: { readonly votes: string; readonly total: string } | null;
  readonly arrival: string | null;
};

/** The stations of a file in columns, those that cannot be left out. */
export type StationsFile = {
  readonly ids: readonly string[];
  readonly registered: readonly number[];
  readonly ballots: readonly number[];
  /** by choice */
  readonly votes: readonly (readonly number[])[];
  /** by level, from fine to coarse; a finer area is named with the coarser ones it lies in */
  readonly areas: readonly (readonly string[])[];
  readonly sections: readonly string[] | null;
  readonly previous: { readonly votes: readonly number[]; readonly total: readonly number[] } | null;
  readonly arrivals: readonly number[] | null;
  /** lines with more ballots than voters or more votes than ballots, and lines without ballots */
  readonly impossible: readonly number[];
  readonly empty: readonly number[];
};

/**
 * Reads a file of stations, one row each. Missing columns, empty cells, anything but counts and a station twice are
 * problems that name the line. Lines with impossible counts are left out and returned: they are findings of their own
 * (special stations without a roll among them), and no formula can take them.
 */
export async function readStationsFile(path: string, columns: StationColumns): Promise<StationsFile> {
  const table = await openTable(fileOnDisk(path));
  const read = rowReader(cellReader(path, table), columns);
  const rows: StationRow[] = [];
  const impossible: number[] = [];
  const empty: number[] = [];
  const lineOf = new Map<string, number>();
  for await (const { line, cells } of wholeRows(path, table)) {
    const row = read(line, cells);
    const first = lineOf.get(row.station);
    if (first !== undefined)
      throw new Problem("data", "problems.station-twice", { path, line, station: row.station, first });
    lineOf.set(row.station, line);
    if (!isPossible(row)) impossible.push(line);
    else if (row.ballots === 0) empty.push(line);
    else rows.push(row);
  }
  if (rows.length === 0) throw new Problem("data", "problems.no-rows", { path });
  return { ...inColumns(rows, columns), impossible, empty };
}

/** Finds the columns and returns a reader of one row. A column that was not asked for is empty or 0. */
function rowReader(cellOf: ReturnType<typeof cellReader>, columns: StationColumns) {
  type Read<Value> = (line: number, cells: readonly string[]) => Value;
  const text = (column: string | null): Read<string> => (column === null ? () => "" : cellOf(column).text);
  const count = (column: string | null): Read<number> => (column === null ? () => 0 : cellOf(column).count);
  const id: Read<string> = columns.id === null ? (line) => `${line}` : text(columns.id);
  const [registered, ballots, arrival] = [columns.registered, columns.ballots, columns.arrival].map(
    count,
  ) as [Read<number>, Read<number>, Read<number>];
  const choices = columns.choices.map(count);
  const areas = columns.areas.map(text);
  const section = text(columns.section);
  const [before, beforeTotal] = [
    count(columns.previous?.votes ?? null),
    count(columns.previous?.total ?? null),
  ];
  return (line: number, cells: readonly string[]): StationRow => ({
    station: id(line, cells),
    registered: registered(line, cells),
    ballots: ballots(line, cells),
    votes: choices.map((read) => read(line, cells)),
    areas: areas.map((read) => read(line, cells)),
    section: section(line, cells),
    before: before(line, cells),
    beforeTotal: beforeTotal(line, cells),
    arrival: arrival(line, cells),
  });
}

function isPossible({ registered, ballots, votes, before, beforeTotal }: StationRow): boolean {
  const sum = votes.reduce((total, count) => total + count, 0);
  return ballots <= registered && sum <= ballots && before <= beforeTotal;
}

type StationRow = {
  readonly station: string;
  readonly registered: number;
  readonly ballots: number;
  readonly votes: readonly number[];
  readonly areas: readonly string[];
  readonly section: string;
  readonly before: number;
  readonly beforeTotal: number;
  readonly arrival: number;
};

function inColumns(
  rows: readonly StationRow[],
  columns: StationColumns,
): Omit<StationsFile, "impossible" | "empty"> {
  return {
    ids: rows.map((row) => row.station),
    registered: rows.map((row) => row.registered),
    ballots: rows.map((row) => row.ballots),
    votes: columns.choices.map((_, choice) => rows.map((row) => row.votes[choice] ?? 0)),
    areas: columns.areas.map((_, level) =>
      rows.map((row) => row.areas.slice(level).toReversed().join(" | ")),
    ),
    sections: columns.section === null ? null : rows.map((row) => row.section),
    previous:
      columns.previous === null
        ? null
        : { votes: rows.map((row) => row.before), total: rows.map((row) => row.beforeTotal) },
    arrivals: columns.arrival === null ? null : rows.map((row) => row.arrival),
  };
}
