import type { CheckResult } from "./checks.ts";
import type { Contest } from "./contest.ts";
import { linesWithRole, VOTE_ROLES } from "./contest.ts";
import type { Figure } from "./tally.ts";
import { sumOfLines } from "./tally.ts";

/**
 * Plausibility of one tally sheet: figures missing, parts against the total, ballots against their use, votes
 * against registered voters. What is missing is never counted as 0, so a check that needs it is not made.
 *
 * @param figures in the order of the contest's lines
 * @param registered registered voters, or `null` where they are not known
 */
export function checkTally(contest: Contest, figures: readonly Figure[], registered: Figure): CheckResult[] {
  const results = missingFigures(contest, figures);
  const voteLines = linesWithRole(contest, ...VOTE_ROLES);
  const known = voteLines.filter((position) => (figures[position] ?? null) !== null);
  const sum = sumOfLines(figures, known) ?? 0;
  const whole = known.length === voteLines.length;
  const total = onlyFigure(contest, figures, "total");
  // A part that is missing can only raise the sum: above stays an error, below says nothing then.
  if (total !== null && sum > total) results.push({ code: "sum-above-total", parameters: { sum, total } });
  if (total !== null && whole && sum < total)
    results.push({ code: "sum-below-total", parameters: { sum, total } });
  const votes = total ?? (whole ? sum : null);
  results.push(...reconcileBallots(contest, figures, total));
  if (votes === 0 && sum === 0) results.push({ code: "no-votes", parameters: {} });
  // Registered 0 has its own warning; it marks special stations and not an excess of votes.
  if (votes !== null && registered !== null && registered > 0 && votes > registered) {
    results.push({ code: "votes-above-registered", parameters: { votes, registered } });
  }
  return results;
}

function onlyFigure(
  contest: Contest,
  figures: readonly Figure[],
  role: "total" | "ballotsReceived" | "unused",
): Figure {
  const positions = linesWithRole(contest, role);
  return positions.length === 0 ? null : sumOfLines(figures, positions);
}

function missingFigures(contest: Contest, figures: readonly Figure[]): CheckResult[] {
  const missing = contest.lines.filter((_, i) => (figures[i] ?? null) === null);
  return missing.map(({ name }) => ({ code: "figure-missing", parameters: { line: name } }));
}

/** Ballots received are those used, which the total counts, and those left over. */
function reconcileBallots(contest: Contest, figures: readonly Figure[], total: Figure): CheckResult[] {
  const received = onlyFigure(contest, figures, "ballotsReceived");
  const unused = onlyFigure(contest, figures, "unused");
  if (received === null || unused === null || total === null || received === total + unused) return [];
  return [{ code: "ballots-not-reconciled", parameters: { received, total, unused } }];
}
