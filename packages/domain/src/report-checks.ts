import type { CheckResult } from "./checks.ts";
import type { Contest } from "./contest.ts";
import { linesWithRole, VOTE_ROLES } from "./contest.ts";
import { isDigitSlip, slipThatFits } from "./digit-slip.ts";
import type { Figure } from "./tally.ts";
import { sumOfLines } from "./tally.ts";
import { tallyChecker } from "./tally-checks.ts";

/**
 * Where a figure is possible but so rare that somebody should look at the sheet. On the complete results of five
 * elections (`docs/method/checks.md`) each speaks of about one station in a hundred or fewer.
 *
 * @property fewestVotes below these nothing is said of shares: a station of twelve voters can do anything
 */
export const UNUSUAL = {
  leastTurnout: 0.1,
  mostTurnout: 0.99,
  mostBlankOrNull: 0.3,
  fewestVotes: 30,
} as const;

/**
 * Checks one report of an observer.
 *
 * @param figures in the order of the contest's lines
 * @param registered registered voters of the station, or `null` where they are not known
 * @param counted figures of the same station that count already, or `null`
 * @returns at most one result a code
 */
export type ReportChecker = (
  figures: readonly Figure[],
  registered: Figure,
  counted: readonly Figure[] | null,
) => CheckResult[];

/** Makes the checks of a contest's reports; its lines are looked up once. */
export function reportChecker(contest: Contest): ReportChecker {
  const checkSheet = tallyChecker(contest);
  const needed = new Set(linesWithRole(contest, ...VOTE_ROLES, "total"));
  const blankOrNull = linesWithRole(contest, "blank", "null", "blankAndNull");
  return (figures, registered, counted) => {
    const results = checkSheet(figures, registered).filter(({ code }) => code !== "figure-missing");
    const missing = [...needed].filter((line) => (figures[line] ?? null) === null);
    if (missing.length > 0)
      results.push({ code: "figure-missing", parameters: { line: namesOf(contest, missing) } });
    const votes = votesOf(contest, figures);
    if (votes !== null) {
      noteTurnout(votes, registered, results);
      noteBlankOrNull(contest, figures, blankOrNull, votes, results);
    }
    if (counted !== null) noteDifferences(contest, figures, counted, results);
    noteSlip(contest, figures, counted, results);
    return results;
  };
}

/** Whether two reports of a station say the same: every figure that both give, and both give every choice. */
export function reportsAgree(contest: Contest, one: readonly Figure[], other: readonly Figure[]): boolean {
  const choices = linesWithRole(contest, "choice");
  const whole = [one, other].every((figures) => choices.every((line) => (figures[line] ?? null) !== null));
  return whole && differingLines(contest, one, other).length === 0;
}

/** Lines that both reports give, and not alike. */
function differingLines(contest: Contest, one: readonly Figure[], other: readonly Figure[]): number[] {
  return contest.lines.flatMap((_, line) => {
    const [a, b] = [one[line] ?? null, other[line] ?? null];
    return a !== null && b !== null && a !== b ? [line] : [];
  });
}

function votesOf(contest: Contest, figures: readonly Figure[]): Figure {
  const total = linesWithRole(contest, "total");
  const stated = total.length === 0 ? null : sumOfLines(figures, total);
  return stated ?? sumOfLines(figures, linesWithRole(contest, ...VOTE_ROLES));
}

/** No votes, and more votes than voters, have checks of their own. */
function noteTurnout(votes: number, registered: Figure, results: CheckResult[]): void {
  if (registered === null || registered < UNUSUAL.fewestVotes || votes === 0 || votes > registered) return;
  const turnout = votes / registered;
  if (turnout < UNUSUAL.leastTurnout || turnout > UNUSUAL.mostTurnout)
    results.push({ code: "turnout-out-of-range", parameters: { votes, registered } });
}

function noteBlankOrNull(
  contest: Contest,
  figures: readonly Figure[],
  lines: readonly number[],
  votes: number,
  results: CheckResult[],
): void {
  if (votes < UNUSUAL.fewestVotes) return;
  const line = lines.find((one) => (figures[one] ?? 0) > UNUSUAL.mostBlankOrNull * votes);
  if (line === undefined) return;
  const parameters = { line: namesOf(contest, [line]), figure: figures[line] ?? 0, votes };
  results.push({ code: "blank-or-null-unusual", parameters });
}

function noteDifferences(
  contest: Contest,
  figures: readonly Figure[],
  counted: readonly Figure[],
  results: CheckResult[],
): void {
  const lines = differingLines(contest, figures, counted);
  if (lines.length === 0) return;
  results.push({
    code: "differs-from-report",
    parameters: { lines: lines.length, line: namesOf(contest, lines) },
  });
}

/** A slip that the total gives away; else one that the other report does: a single line, or it and the total. */
function noteSlip(
  contest: Contest,
  figures: readonly Figure[],
  counted: readonly Figure[] | null,
  results: CheckResult[],
): void {
  const slip = slipThatFits(contest, figures);
  if (slip !== null) {
    const parameters = { line: namesOf(contest, [slip.line]), figure: slip.figure, likely: slip.likely };
    results.push({ code: "digit-slip-suspected", parameters });
    return;
  }
  if (counted === null) return;
  const lines = differingLines(contest, figures, counted);
  const total = linesWithRole(contest, "total");
  const [line, more] = lines.filter((one) => !total.includes(one));
  if (line === undefined || more !== undefined) return;
  const [figure, likely] = [figures[line] ?? 0, counted[line] ?? 0];
  if (!isDigitSlip(figure, likely)) return;
  const parameters = { line: namesOf(contest, [line]), figure, likely };
  results.push({ code: "digit-slip-suspected", parameters });
}

function namesOf(contest: Contest, lines: readonly number[]): string {
  return lines.map((line) => contest.lines[line]?.name ?? "").join(", ");
}
