// A contest as Arlo writes it: names of choices beside four names of its own.
import type { ReportedContest } from "@veedor/statistics";

export type ArloContest = Readonly<Record<string, number | boolean>>;

const OWN = new Set(["ballots", "numWinners", "votesAllowed", "pendingBallots", "isSubjectToRunoff"]);

/** The names of the choices in the file's order, and the contest in ours. */
export function contestOf(arlo: ArloContest): { names: string[]; contest: ReportedContest } {
  const names = Object.keys(arlo).filter((name) => !OWN.has(name));
  const contest = {
    votes: names.map((name) => Number(arlo[name])),
    ballots: Number(arlo["ballots"]),
    winners: Number(arlo["numWinners"]),
    marks: Number(arlo["votesAllowed"]),
  };
  return { names, contest };
}

/** Counts by name in the order of the choices; what is not named is 0. */
export function inOrder(
  names: readonly string[],
  counts: Readonly<Record<string, number | string>>,
): number[] {
  return names.map((name) => Number(counts[name] ?? 0));
}
