import type { CheckResult } from "./checks.ts";
import type { Contest } from "./contest.ts";
import { linesWithRole, VOTE_ROLES } from "./contest.ts";
import type { Figure } from "./tally.ts";
import { sumOfLines } from "./tally.ts";

/**
 * Checks one tally sheet.
 *
 * @param figures in the order of the contest's lines
 * @param registered registered voters, or `null` where they are not known
 */
export type TallyChecker = (figures: readonly Figure[], registered: Figure) => CheckResult[];

/** Where a contest's sheet has the lines that the checks look at. */
type CheckedLines = {
  readonly votes: readonly number[];
  readonly total: readonly number[];
  readonly received: readonly number[];
  readonly unused: readonly number[];
};

/**
 * Plausibility of a contest's tally sheets: figures missing, parts against the total, ballots against their use,
 * votes against registered voters. What is missing is never counted as 0, so a check that needs it is not made.
 * The contest's lines are looked up once, for as many sheets as there are.
 */
export function tallyChecker(contest: Contest): TallyChecker {
  const lines: CheckedLines = {
    votes: linesWithRole(contest, ...VOTE_ROLES),
    total: linesWithRole(contest, "total"),
    received: linesWithRole(contest, "ballotsReceived"),
    unused: linesWithRole(contest, "unused"),
  };
  return (figures, registered) => {
    const results: CheckResult[] = [];
    noteMissing(contest, figures, results);
    const votes = noteVotes(lines, figures, results);
    // Registered 0 has its own warning; it marks special stations and not an excess of votes.
    if (votes !== null && registered !== null && registered > 0 && votes > registered) {
      results.push({ code: "votes-above-registered", parameters: { votes, registered } });
    }
    return results;
  };
}

/** The checks of {@link tallyChecker} for a single tally sheet. */
export const checkTally = (contest: Contest, figures: readonly Figure[], registered: Figure): CheckResult[] =>
  tallyChecker(contest)(figures, registered);

function noteMissing(contest: Contest, figures: readonly Figure[], results: CheckResult[]): void {
  contest.lines.forEach(({ name }, i) => {
    if ((figures[i] ?? null) === null) results.push({ code: "figure-missing", parameters: { line: name } });
  });
}

/** Holds the parts against the total and the ballots; gives the votes of the sheet, `null` if not computable. */
function noteVotes(lines: CheckedLines, figures: readonly Figure[], results: CheckResult[]): Figure {
  const { sum, whole } = sumOfKnown(figures, lines.votes);
  const total = figureOf(figures, lines.total);
  // A part that is missing can only raise the sum: above stays an error, below says nothing then.
  if (total !== null && sum > total) results.push({ code: "sum-above-total", parameters: { sum, total } });
  if (total !== null && whole && sum < total)
    results.push({ code: "sum-below-total", parameters: { sum, total } });
  noteBallots(lines, figures, total, results);
  const votes = total ?? (whole ? sum : null);
  if (votes === 0 && sum === 0) results.push({ code: "no-votes", parameters: {} });
  return votes;
}

/** Sum of the figures that are given, and whether all are. */
function sumOfKnown(
  figures: readonly Figure[],
  positions: readonly number[],
): { readonly sum: number; readonly whole: boolean } {
  let sum = 0;
  let whole = true;
  for (const position of positions) {
    const figure = figures[position] ?? null;
    if (figure === null) whole = false;
    else sum += figure;
  }
  return { sum, whole };
}

/** A figure that a sheet gives on one line, or in parts; `null` where it has no such line. */
const figureOf = (figures: readonly Figure[], positions: readonly number[]): Figure =>
  positions.length === 0 ? null : sumOfLines(figures, positions);

/** Ballots received are those used, which the total counts, and those left over. */
function noteBallots(
  lines: CheckedLines,
  figures: readonly Figure[],
  total: Figure,
  results: CheckResult[],
): void {
  const received = figureOf(figures, lines.received);
  const unused = figureOf(figures, lines.unused);
  if (received === null || unused === null || total === null || received === total + unused) return;
  results.push({ code: "ballots-not-reconciled", parameters: { received, total, unused } });
}
