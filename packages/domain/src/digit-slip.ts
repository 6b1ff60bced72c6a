import type { Contest } from "./contest.ts";
import { linesWithRole, VOTE_ROLES } from "./contest.ts";
import type { Figure } from "./tally.ts";

/** A figure that a slip of the hand would explain: its line, and what it would have been. */
export type SuspectedSlip = { readonly line: number; readonly figure: number; readonly likely: number };

/**
 * Whether one figure comes of the other by a slip of the hand: two neighbouring digits swapped, or a digit lost or
 * added. A leading zero is no digit of a figure, so 40 is not 4 with a digit before it.
 */
export function isDigitSlip(one: number, other: number): boolean {
  const [short, long] = [String(one), String(other)].sort((a, b) => a.length - b.length);
  if (short === undefined || long === undefined || one === other) return false;
  if (short.length === long.length) return isSwap(short, long);
  if (long.length !== short.length + 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.slice(at) === long.slice(at + 1);
}

function isSwap(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const swapped = `${one.slice(0, at)}${one[at + 1] ?? ""}${one[at] ?? ""}${one.slice(at + 2)}`;
  return at + 1 < one.length && swapped === other;
}

/**
 * Looks for the line that a slip would explain when the parts of a sheet do not add up to its total: with one figure
 * put right by a swapped or a lost digit, everything fits. Other errors look like a slip by chance on about one wrong
 * sheet in five, so it is a hint where to look first, not a finding (`docs/method/checks.md`).
 *
 * @returns the first such line, swaps before lost digits, in the order of the sheet; `null` where the parts fit, one
 *   is missing, or nothing explains the difference
 */
export function slipThatFits(contest: Contest, figures: readonly Figure[]): SuspectedSlip | null {
  const parts = linesWithRole(contest, ...VOTE_ROLES);
  const [totalLine, second] = linesWithRole(contest, "total");
  if (totalLine === undefined || second !== undefined) return null;
  const total = figures[totalLine] ?? null;
  let sum = 0;
  for (const line of parts) {
    const figure = figures[line] ?? null;
    if (figure === null) return null;
    sum += figure;
  }
  if (total === null || sum === total) return null;
  const candidates = [
    ...parts.map((line) => ({
      line,
      figure: figures[line] ?? 0,
      likely: (figures[line] ?? 0) + total - sum,
    })),
    { line: totalLine, figure: total, likely: sum },
  ].filter(({ figure, likely }) => likely >= 0 && isDigitSlip(figure, likely));
  const isEven = ({ figure, likely }: SuspectedSlip): boolean =>
    String(figure).length === String(likely).length;
  return candidates.find(isEven) ?? candidates[0] ?? null;
}
