import type { Elections } from "../missions/contests-query.ts";
import type { ContestSituation } from "./use-situation.ts";

type Election = Elections[number];

/** Where the day stands. */
export type Phase =
  | { readonly code: "before"; readonly days: number; readonly opensAt: string | null }
  | { readonly code: "voting"; readonly closesAt: string | null }
  | { readonly code: "counting"; readonly closesAt: string | null }
  | { readonly code: "complete"; readonly closesAt: string | null };

/** The election that the day is about: the next one, or the last where none comes. */
export function presentElection(elections: Elections, today: string): Election | null {
  const inOrder = [...elections].sort((a, b) => (a.day < b.day ? -1 : 1));
  // The night after the polls belongs to its election.
  const yesterday = new Date(Date.parse(`${today}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return inOrder.find(({ day }) => day >= yesterday) ?? inOrder.at(-1) ?? null;
}

/**
 * The phase of an election's day. Where hours are not known, the first sheet that comes in ends the voting.
 *
 * @param today the date on the mission's own calendar, `2027-03-07`
 */
export function phaseOf(
  election: Election,
  situation: Pick<ContestSituation, "expected" | "reported"> | null,
  now: number,
  today: string,
): Phase {
  const { opensAt, closesAt, day } = election;
  const isCounting = closesAt === null ? (situation?.reported ?? 0) > 0 : now >= Date.parse(closesAt);
  if (isCounting) {
    const isComplete =
      situation !== null && situation.expected > 0 && situation.reported >= situation.expected;
    return { code: isComplete ? "complete" : "counting", closesAt };
  }
  const isOpen = opensAt === null ? today >= day : now >= Date.parse(opensAt);
  if (isOpen) return { code: "voting", closesAt };
  const days = Math.max(0, Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000));
  return { code: "before", days, opensAt };
}
