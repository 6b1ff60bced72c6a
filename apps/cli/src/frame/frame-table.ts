import { fileOnDisk, openTable } from "@veedor/authority-files";
import { joinedLabel } from "@veedor/quick-count";
import { cellReader, wholeRows } from "../table-files/cell-reader.ts";
import { Problem } from "../terminal/problem.ts";

/** A station as a draw needs it, with the counts of a previous election where they are asked for. */
export type FrameRow = {
  readonly id: string;
  readonly stratum: string;
  readonly votes: number;
  readonly denominator: number;
};

/** Columns of a frame file that a draw reads. */
export type FrameColumns = {
  readonly id: string | null;
  readonly strata: readonly string[];
  readonly previous: { readonly votes: string; readonly total: string } | null;
};

/**
 * Reads a frame file for a draw. A code that stands twice or is empty, an empty stratum and a bad count are
 * problems that name the line: nothing is drawn from a frame that is not whole.
 */
export async function readFrameTable(path: string, columns: FrameColumns): Promise<FrameRow[]> {
  const table = await openTable(fileOnDisk(path));
  const cellOf = cellReader(path, table);
  const id = columns.id === null ? null : cellOf(columns.id);
  const strata = columns.strata.map((column) => ({ column, cell: cellOf(column) }));
  const previous = columns.previous && {
    votes: cellOf(columns.previous.votes),
    total: cellOf(columns.previous.total),
  };
  const lineOf = new Map<string, number>();
  const rows: FrameRow[] = [];
  for await (const { line, cells } of wholeRows(path, table)) {
    const station = id === null ? String(line) : id.text(line, cells);
    const first = lineOf.get(station);
    if (first !== undefined)
      throw new Problem("data", "problems.station-twice", { path, line, station, first });
    lineOf.set(station, line);
    const labels = strata.map(({ column, cell }) => {
      const label = cell.text(line, cells);
      if (strata.length > 1 && label.includes("|")) {
        throw new Problem("data", "problems.bar-in-stratum", { path, line, column, cell: label });
      }
      return label;
    });
    const votes = previous === null ? 0 : previous.votes.count(line, cells);
    const denominator = previous === null ? 0 : previous.total.count(line, cells);
    if (votes > denominator) {
      const values = { path, line, sum: votes, total: denominator, column: columns.previous?.total ?? "" };
      throw new Problem("data", "problems.choices-above-total", values);
    }
    rows.push({ id: station, stratum: joinedLabel(labels), votes, denominator });
  }
  if (rows.length === 0) throw new Problem("data", "problems.no-rows", { path });
  if (previous) checkPreviousElection(path, rows, columns);
  return rows;
}

/** A spread needs at least two stations, and a share that is neither nothing nor everything. */
function checkPreviousElection(path: string, rows: readonly FrameRow[], { previous }: FrameColumns): void {
  if (rows.length < 2) throw new Problem("data", "problems.one-station-no-spread", { path });
  const votes = rows.reduce((sum, row) => sum + row.votes, 0);
  const total = rows.reduce((sum, row) => sum + row.denominator, 0);
  if (total === 0) throw new Problem("data", "problems.no-votes", { path, column: previous?.total ?? "" });
  if (votes > 0 && votes < total) return;
  throw new Problem("data", "problems.no-spread", { path, column: previous?.votes ?? "", votes, total });
}

/** Sizes of the strata, in the order of their names by UTF-16 code unit, so that every machine lists them alike. */
export function strataSizes(rows: readonly FrameRow[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { stratum } of rows) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  return new Map([...sizes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
