import { fileOnDisk, openTable } from "@veedor/authority-files";
import { cellReader, wholeRows } from "../table-files/cell-reader.ts";
import { Problem } from "../terminal/problem.ts";

/** The columns of a sample file that an estimate reads; `null` where it does without. */
export type SampleColumns = {
  readonly id: string | null;
  readonly choices: readonly string[];
  readonly total: string;
  readonly ballots: string | null;
  readonly registered: string | null;
  readonly stratum: string | null;
  readonly stratumSize: string | null;
};

/** One row of a sample file: the counts of one station. */
export type SampleRow = {
  readonly line: number;
  readonly votes: readonly number[];
  readonly total: number;
  readonly ballots: number;
  readonly registered: number | null;
  readonly stratum: string;
  readonly stratumSize: number | null;
};

/** Name of the single stratum of a simple random sample. */
export const WHOLE_FRAME = "";

/**
 * Reads a sample file, one row a station. A missing column, an empty cell, anything but a count, and choices that
 * add up to more than the total are problems that name line and column: a sample that is estimated from must be
 * whole.
 */
export async function readSampleFile(path: string, columns: SampleColumns): Promise<SampleRow[]> {
  const table = await openTable(fileOnDisk(path));
  const cellOf = cellReader(path, table);
  const id = columns.id === null ? null : cellOf(columns.id);
  const choices = columns.choices.map(cellOf);
  const total = cellOf(columns.total);
  const ballots = columns.ballots === null ? total : cellOf(columns.ballots);
  const registered = columns.registered === null ? null : cellOf(columns.registered);
  const stratum = columns.stratum === null ? null : cellOf(columns.stratum);
  const stratumSize = columns.stratumSize === null ? null : cellOf(columns.stratumSize);
  const rows: SampleRow[] = [];
  const lineOf = new Map<string, number>();
  for await (const { line, cells } of wholeRows(path, table)) {
    const station = id?.text(line, cells) ?? `${line}`;
    const first = lineOf.get(station);
    if (first !== undefined)
      throw new Problem("data", "problems.station-twice", { path, line, station, first });
    lineOf.set(station, line);
    const row: SampleRow = {
      line,
      votes: choices.map((cell) => cell.count(line, cells)),
      total: total.count(line, cells),
      ballots: ballots.count(line, cells),
      registered: registered === null ? null : registered.count(line, cells),
      stratum: stratum === null ? WHOLE_FRAME : stratum.text(line, cells),
      stratumSize: stratumSize === null ? null : stratumSize.count(line, cells),
    };
    const sum = row.votes.reduce((votes, count) => votes + count, 0);
    if (sum > row.total) {
      throw new Problem("data", "problems.choices-above-total", {
        path,
        line,
        sum,
        total: row.total,
        column: columns.total,
      });
    }
    rows.push(row);
  }
  if (rows.length === 0) throw new Problem("data", "problems.no-rows", { path });
  return rows;
}
