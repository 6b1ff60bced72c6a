import type { Contest } from "./contest.ts";
import { linesWithRole, VOTE_ROLES } from "./contest.ts";
import { DomainError } from "./domain-error.ts";
import type { StationCode } from "./identifiers.ts";

/** A figure of a tally sheet: a count, or `null` when the sheet does not give it. A zero is not an empty. */
export type Figure = number | null;

/** Figures of one station's tally sheet for one contest, in the order of the contest's lines. */
export type Tally = { readonly station: StationCode; readonly figures: readonly Figure[] };

/** Largest figure accepted on a sheet line. No station serves as many voters; larger ones are damaged cells. */
export const LARGEST_FIGURE = 10_000_000;

/** Checks that the figures fit the contest's lines and are counts or `null`; returns them frozen. */
export function defineTally(contest: Contest, station: StationCode, figures: readonly Figure[]): Tally {
  if (figures.length !== contest.lines.length) {
    throw new DomainError("length-mismatch", "figures", `${figures.length}, not ${contest.lines.length}`);
  }
  figures.forEach((figure, i) => {
    if (figure !== null && !(Number.isInteger(figure) && figure >= 0 && figure <= LARGEST_FIGURE)) {
      throw new DomainError("not-a-count", `figures[${i}]`, figure);
    }
  });
  return Object.freeze({ station, figures: Object.freeze([...figures]) });
}

/** Sum of the figures at the given positions, or `null` ("not computable") when one of them is missing. */
export function sumOfLines(figures: readonly Figure[], positions: readonly number[]): Figure {
  let sum = 0;
  for (const position of positions) {
    const figure = figures[position] ?? null;
    if (figure === null) return null;
    sum += figure;
  }
  return sum;
}

/**
 * What the shares are shares of.
 *
 * - `validVotes`: votes for choices only
 * - `ballotsCast`: choices + blank + null (+ blank and null together, + challenged where declared)
 * - `total`: the sheet's own total line
 */
export const DENOMINATORS = ["validVotes", "ballotsCast", "total"] as const;
export type Denominator = (typeof DENOMINATORS)[number];

/** Positions of the lines whose sum is the denominator; empty when the contest's sheet has no such line. */
export function denominatorLines(contest: Contest, denominator: Denominator): number[] {
  if (denominator === "validVotes") return linesWithRole(contest, "choice");
  if (denominator === "total") return linesWithRole(contest, "total");
  return linesWithRole(contest, ...VOTE_ROLES);
}
