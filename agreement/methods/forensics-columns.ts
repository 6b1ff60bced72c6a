import type { ReferenceFolder } from "../reference-folder.ts";

/** A data file by column name. */
export type Columns = {
  readonly text: (column: string) => readonly string[];
  readonly count: (column: string) => readonly number[];
  readonly has: (column: string) => boolean;
};

/** Reads a CSV of the references whose cells may be quoted, with commas inside. */
export function columnsOf(folder: ReferenceFolder, file: string): Columns {
  const [head = [], ...lines] = folder.text(file).trim().split(/\r?\n/).map(cellsOf);
  const text = (column: string): readonly string[] => {
    const at = head.indexOf(column);
    if (at < 0) throw new Error(`${file} has no column ${column}`);
    return lines.map((cells) => cells[at] ?? "");
  };
  return { text, count: (column) => text(column).map(Number), has: (column) => head.includes(column) };
}

function cellsOf(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/gy;
  for (
    let match = cell.exec(line);
    match !== null && cell.lastIndex <= line.length;
    match = cell.exec(line)
  ) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (cell.lastIndex === line.length) break;
  }
  return cells;
}

/** Stations in three columns. */
export type Stations = {
  readonly registered: readonly number[];
  readonly ballots: readonly number[];
  readonly votes: readonly number[];
};

/** The stations that can be and where somebody voted: 0 < ballots ≤ registered, votes ≤ ballots. */
export function possibleStations(
  folder: ReferenceFolder,
  file: string,
  names: readonly [registered: string, ballots: string, votes: string],
): Stations {
  const columns = columnsOf(folder, file);
  const [registered, ballots, votes] = names.map(columns.count) as [number[], number[], number[]];
  const used = registered
    .map((_, i) => i)
    .filter((i) => ballots[i]! > 0 && ballots[i]! <= registered[i]! && votes[i]! <= ballots[i]!);
  const of = (column: readonly number[]): number[] => used.map((i) => column[i]!);
  return { registered: of(registered), ballots: of(ballots), votes: of(votes) };
}
