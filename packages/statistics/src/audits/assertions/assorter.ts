import { requireBetween, requireInteger, requireNumber, StatisticsError } from "../../statistics-error.ts";
import type { Assertion } from "./assertion.ts";

/**
 * An assertion as SHANGRLA tests it: a number A for each ballot, from 0 to u, whose mean over all ballots is above
 * 1/2 exactly when the assertion is true.
 */
export interface Assorter {
  /** the most that a ballot can have */
  upperBound: number;
  /** the value of a ballot with these marks, 0 or 1 for each choice; all 0 for one that is not valid: 1/2 */
  valueOf: (marks: readonly number[]) => number;
}

/**
 * Turns an assertion into an assorter: with g = Σ weight · mark and a its smallest value on a ballot,
 * A = (g − a)/(−2 a).
 *
 * "A beats B": 1, 0 or 1/2. "More than f": 1/(2f), 0 or 1/2.
 *
 * @param marks the most marks on one valid ballot, 1 where it is left out; a ballot with more of them must be given
 *   as all 0
 * @throws StatisticsError for weights that are not finite, or among which none is below 0 (then it cannot fail)
 * @see Blom et al. (2021), E-Vote-ID 2021, section 3.2; docs/method/audits.md
 */
export function assorterOf(assertion: Assertion, marks = 1): Assorter {
  requireInteger("marks", marks, 1);
  assertion.weights.forEach((weight, i) => requireNumber(`assertion.weights[${i}]`, weight));
  const rising = [...assertion.weights].sort((a, b) => a - b);
  let lowest = 0;
  let highest = 0;
  for (let i = 0; i < Math.min(marks, rising.length); i++) {
    lowest += Math.min(0, rising[i]!);
    highest += Math.max(0, rising[rising.length - 1 - i]!);
  }
  if (lowest === 0) {
    const expected = "must hold a weight below 0: without one the assertion cannot be false";
    throw new StatisticsError("impossible", "assertion.weights", assertion.weights, expected);
  }
  const scale = -2 * lowest;
  return {
    upperBound: (highest - lowest) / scale,
    valueOf: (ballot) => {
      if (ballot.length !== assertion.weights.length) {
        const expected = `must hold ${assertion.weights.length} marks, one for each choice`;
        throw new StatisticsError("length-mismatch", "marks", ballot.length, expected);
      }
      let g = 0;
      for (let i = 0; i < ballot.length; i++) g += assertion.weights[i]! * ballot[i]!;
      return (g - lowest) / scale;
    },
  };
}

/**
 * The assorter of a comparison: with the value c of a ballot's record and a of the ballot itself, the overstatement
 * is ω = c − a and
 *
 *     B = (1 − ω/u)/(2 − v/u)
 *
 * where u bounds the assorter and v is the assorter margin, twice the mean of all records less 1. The mean of B over
 * all ballots is above 1/2 exactly when that of A is.
 *
 * @param margin v, above 0 and at most 2u − 1
 * @returns its upper bound, 2/(2 − v/u), the value without an error, half of it, and the value of a ballot
 * @throws StatisticsError for a bound of 1/2 or less, or a margin outside (0, 2u − 1]
 * @see Stark (2020), SHANGRLA, section 3.2; docs/method/audits.md
 */
export function overstatementAssorter(margin: number, upperBound = 1) {
  requireBetween("upperBound", upperBound, 0.5, Infinity);
  requireNumber("margin", margin, Number.MIN_VALUE, 2 * upperBound - 1);
  const scale = 2 - margin / upperBound;
  return {
    upperBound: 2 / scale,
    withoutError: 1 / scale,
    /** B of a ballot: `recorded` and `audited` are its assorter values; a ballot not found counts as 0 */
    valueOf: (recorded: number, audited: number): number => {
      requireNumber("recorded", recorded, 0, upperBound);
      requireNumber("audited", audited, 0, upperBound);
      return (1 - (recorded - audited) / upperBound) / scale;
    },
    /** the mean of B where shares of all ballots hold an overstatement of u/2 and of u */
    meanWithErrors: (halfRate: number, fullRate: number): number => {
      requireNumber("halfRate", halfRate, 0, 1);
      requireNumber("fullRate", fullRate, 0, 1 - halfRate);
      return (1 - halfRate / 2 - fullRate) / scale;
    },
  };
}
