import { readFile } from "node:fs/promises";
import { fileOnDisk, openTable } from "@veedor/authority-files";
import type { ReportedContest } from "@veedor/statistics";
import { cellReader, wholeRows } from "../table-files/cell-reader.ts";
import { Problem } from "../terminal/problem.ts";

/** A reported contest with the names of its choices. */
export type NamedContest = { readonly names: readonly string[]; readonly contest: ReportedContest };

/**
 * Reads a contest: a table with the columns `choice` and `votes`, or JSON `{"choices": {"name": votes}}`.
 *
 * @param ballots all ballots, an upper bound that does not come from the count
 */
export async function readContest(path: string, ballots: number, winners: number): Promise<NamedContest> {
  const votes = path.endsWith(".json") ? await choicesOfJson(path) : await choicesOfTable(path);
  const sum = [...votes.values()].reduce((total, count) => total + count, 0);
  if (votes.size === 0) throw new Problem("data", "problems.no-rows", { path });
  if (sum > ballots) throw new Problem("data", "auditing.votes-above-ballots", { path, sum, ballots });
  return { names: [...votes.keys()], contest: { votes: [...votes.values()], ballots, winners } };
}

async function choicesOfTable(path: string): Promise<Map<string, number>> {
  const table = await openTable(fileOnDisk(path));
  const cellOf = cellReader(path, table);
  const [choice, votes] = [cellOf("choice"), cellOf("votes")];
  const counts = new Map<string, number>();
  for await (const { line, cells } of wholeRows(path, table)) {
    const name = choice.text(line, cells);
    if (counts.has(name)) throw new Problem("data", "auditing.choice-twice", { path, line, choice: name });
    counts.set(name, votes.count(line, cells));
  }
  return counts;
}

async function choicesOfJson(path: string): Promise<Map<string, number>> {
  const read = await parsed(path);
  const choices = isRecord(read) && isRecord(read["choices"]) ? Object.entries(read["choices"]) : null;
  const whole = (count: unknown): count is number => Number.isSafeInteger(count) && Number(count) >= 0;
  if (choices === null || !choices.every(([, count]) => whole(count)))
    throw new Problem("data", "auditing.contest-malformed", { path });
  return new Map(choices.map(([name, count]) => [name, Number(count)]));
}

async function parsed(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw new Problem("data", "auditing.cannot-read", { path });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("data", "auditing.contest-malformed", { path });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
