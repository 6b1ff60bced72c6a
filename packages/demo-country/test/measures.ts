import { linesWithRole } from "@veedor/domain";
import type { DemoElection } from "../src/index.ts";

/** Line position of a choice by code, and of the total. */
export function linesOf(
  election: DemoElection,
  code: string,
): { readonly choice: number; readonly total: number } {
  const choice = election.contest.lines.findIndex((line) => line.code === code);
  return { choice, total: linesWithRole(election.contest, "total")[0] ?? -1 };
}

/** Share of a choice among the total, over the stations chosen. */
export function shareOf(
  election: DemoElection,
  code: string,
  chosen: (zone: string, index: number) => boolean = () => true,
): number {
  const { choice, total } = linesOf(election, code);
  let votes = 0;
  let all = 0;
  election.tallies.forEach(({ figures }, i) => {
    if (!chosen(election.frame.stations[i]?.attributes["zone"] ?? "", i)) return;
    votes += figures[choice] ?? 0;
    all += figures[total] ?? 0;
  });
  return votes / all;
}

/** Design effect of a simple random sample of stations against one of voters (Cochran 1977, ratio estimator). */
export function designEffect(election: DemoElection, code: string): number {
  const { choice, total } = linesOf(election, code);
  const share = shareOf(election, code);
  const n = election.tallies.length;
  let squares = 0;
  let all = 0;
  for (const { figures } of election.tallies) {
    squares += ((figures[choice] ?? 0) - share * (figures[total] ?? 0)) ** 2;
    all += figures[total] ?? 0;
  }
  return squares / (n - 1) / (all / n) / (share * (1 - share));
}
