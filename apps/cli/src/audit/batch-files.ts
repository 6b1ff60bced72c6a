import { fileOnDisk, openTable } from "@veedor/authority-files";
import type { ReportedBatch } from "@veedor/statistics";
import { cellReader, wholeRows } from "../table-files/cell-reader.ts";
import { Problem } from "../terminal/problem.ts";

/** The columns of a file of batches. */
export type BatchColumns = {
  readonly id: string;
  readonly choices: readonly string[];
  readonly ballots: string;
};

/** Batches in the order of their file, and where each stands. */
export type ReadBatches = {
  readonly ids: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  readonly batches: readonly ReportedBatch[];
};

/** Reads the reported batches, one a row: code, votes of each choice, ballots. */
export async function readBatches(path: string, columns: BatchColumns): Promise<ReadBatches> {
  const table = await openTable(fileOnDisk(path));
  const cellOf = cellReader(path, table);
  const id = cellOf(columns.id);
  const choices = columns.choices.map(cellOf);
  const ballots = cellOf(columns.ballots);
  const ids: string[] = [];
  const positions = new Map<string, number>();
  const lineOf = new Map<string, number>();
  const batches: ReportedBatch[] = [];
  for await (const { line, cells } of wholeRows(path, table)) {
    const code = id.text(line, cells);
    const first = lineOf.get(code);
    if (first !== undefined)
      throw new Problem("data", "problems.station-twice", { path, line, station: code, first });
    const votes = choices.map((cell) => cell.count(line, cells));
    const total = ballots.count(line, cells);
    const sum = votes.reduce((all, count) => all + count, 0);
    if (sum > total) {
      const values = { path, line, sum, total, column: columns.ballots };
      throw new Problem("data", "problems.choices-above-total", values);
    }
    lineOf.set(code, line);
    positions.set(code, ids.length);
    ids.push(code);
    batches.push({ votes, ballots: total });
  }
  if (batches.length === 0) throw new Problem("data", "problems.no-rows", { path });
  return { ids, positions, batches };
}

/** Reads recounted batches, one row a draw in the order drawn: code and votes of each choice. */
export async function readRecounts(
  path: string,
  columns: BatchColumns,
  positions: ReadonlyMap<string, number>,
): Promise<{ batch: number; votes: number[]; line: number }[]> {
  const table = await openTable(fileOnDisk(path));
  const cellOf = cellReader(path, table);
  const id = cellOf(columns.id);
  const choices = columns.choices.map(cellOf);
  const draws: { batch: number; votes: number[]; line: number }[] = [];
  for await (const { line, cells } of wholeRows(path, table)) {
    const code = id.text(line, cells);
    const batch = positions.get(code);
    if (batch === undefined) throw new Problem("data", "auditing.batch-unknown", { path, line, batch: code });
    draws.push({ batch, votes: choices.map((cell) => cell.count(line, cells)), line });
  }
  return draws;
}
