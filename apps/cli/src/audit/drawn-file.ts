import { fileOnDisk, openTable } from "@veedor/authority-files";
import type { BallotMarks, ComparedBallot } from "@veedor/statistics";
import { cellReader, wholeRows } from "../table-files/cell-reader.ts";
import { Problem } from "../terminal/problem.ts";

/** Written for a ballot that was not found, or of which there is no record. */
const NOT_FOUND = "?";

/**
 * Reads what rounds drew: columns `choice` and `votes`, and `round` where there are several.
 *
 * @returns for each round, in order of its first line, the marks of each choice
 */
export async function readRounds(path: string, names: readonly string[]): Promise<number[][]> {
  const table = await openTable(fileOnDisk(path));
  const cellOf = cellReader(path, table);
  const [choice, votes] = [cellOf("choice"), cellOf("votes")];
  const round = table.columns.includes("round") ? cellOf("round") : null;
  const rounds = new Map<string, number[]>();
  for await (const { line, cells } of wholeRows(path, table)) {
    const name = round?.text(line, cells) ?? "";
    const marks = rounds.get(name) ?? names.map(() => 0);
    rounds.set(name, marks);
    const position = positionOf(choice.text(line, cells), names, path, line);
    marks[position] = (marks[position] ?? 0) + votes.count(line, cells);
  }
  return [...rounds.values()];
}

/** Reads polled ballots, one a row in the order drawn: column `choice`, empty for a ballot without a valid vote. */
export async function readPolledBallots(path: string, names: readonly string[]): Promise<number[][]> {
  const table = await openTable(fileOnDisk(path));
  const column = columnOf(table.columns, "choice", path);
  const ballots: number[][] = [];
  for await (const { line, cells } of wholeRows(path, table)) {
    const marks = marksOf(cells[column] ?? "", names, path, line);
    if (marks === null) throw new Problem("data", "auditing.not-found-polled", { path, line });
    ballots.push([...marks]);
  }
  return ballots;
}

/**
 * Reads compared ballots: columns `recorded` and `audited`, a choice each, empty without a valid vote, `?` where there
 * is no record or the ballot was not found; and `times` where a ballot was drawn more than once.
 */
export async function readComparedBallots(path: string, names: readonly string[]): Promise<ComparedBallot[]> {
  const table = await openTable(fileOnDisk(path));
  const [recorded, audited] = ["recorded", "audited"].map((name) => columnOf(table.columns, name, path));
  const times = table.columns.includes("times") ? cellReader(path, table)("times") : null;
  const ballots: ComparedBallot[] = [];
  for await (const { line, cells } of wholeRows(path, table)) {
    ballots.push({
      recorded: marksOf(cells[recorded ?? -1] ?? "", names, path, line),
      audited: marksOf(cells[audited ?? -1] ?? "", names, path, line),
      times: times?.count(line, cells) ?? 1,
    });
  }
  return ballots;
}

function columnOf(columns: readonly string[], column: string, path: string): number {
  const position = columns.indexOf(column);
  if (position < 0)
    throw new Problem("data", "problems.column-missing", { path, column, columns: columns.join(", ") });
  return position;
}

function marksOf(cell: string, names: readonly string[], path: string, line: number): BallotMarks {
  const choice = cell.trim();
  if (choice === NOT_FOUND) return null;
  if (choice === "") return names.map(() => 0);
  const position = positionOf(choice, names, path, line);
  return names.map((_, i) => (i === position ? 1 : 0));
}

function positionOf(choice: string, names: readonly string[], path: string, line: number): number {
  const position = names.indexOf(choice);
  if (position < 0) {
    const values = { path, line, choice, known: names.slice(0, 20).join(", ") };
    throw new Problem("data", "auditing.choice-unknown", values);
  }
  return position;
}
