import type { Contest, Denominator, Figure, Tally } from "@veedor/domain";
import { denominatorLines, linesWithRole, sumOfLines } from "@veedor/domain";
import type { TrueShare } from "./record.ts";

/**
 * The shares of the file's own totals. A tally that lacks the denominator or a choice is left out of both sums, as
 * it is from the estimate.
 */
export function trueShares(
  contest: Contest,
  tallies: readonly Tally[],
  denominator: Denominator,
): TrueShare[] {
  const choices = linesWithRole(contest, "choice");
  const below = denominatorLines(contest, denominator);
  const votes = choices.map(() => 0);
  let total = 0;
  for (const { figures } of tallies) {
    const sum = sumOfLines(figures, below);
    if (sum === null || sumOfLines(figures, choices) === null) continue;
    total += sum;
    choices.forEach((line, i) => {
      votes[i] = (votes[i] ?? 0) + (figures[line] ?? 0);
    });
  }
  if (total === 0) return [];
  return choices.map((line, i) => ({
    choice: contest.lines[line]?.code ?? "",
    share: (votes[i] ?? 0) / total,
  }));
}

/** Turnout of the whole file, or `null` where a station's registered voters or ballots are not known. */
export function trueTurnout(
  contest: Contest,
  tallies: readonly Tally[],
  registeredOf: ReadonlyMap<string, Figure>,
): number | null {
  const total = denominatorLines(contest, "total");
  const ballots = total.length > 0 ? total : denominatorLines(contest, "ballotsCast");
  let cast = 0;
  for (const { figures } of tallies) cast += sumOfLines(figures, ballots) ?? 0;
  let registered = 0;
  for (const count of registeredOf.values()) {
    if (count === null) return null;
    registered += count;
  }
  return registered === 0 ? null : cast / registered;
}
