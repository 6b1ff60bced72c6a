import { normalCdf } from "../distributions/index.ts";
import { requireInteger, StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts } from "./arguments.ts";
import { BENFORD_FIRST, BENFORD_SECOND } from "./benford.ts";
import { chiSquareUpperTail } from "./chi-square.ts";

/** Which digit of a count is examined, with what it is compared: Benford's law, or for the last the uniform. */
export const DIGIT_PLACES = ["first", "second", "last"] as const;
export type DigitPlace = (typeof DIGIT_PLACES)[number];

/**
 * How often each digit stands at a place, against what was expected of it.
 *
 * @property n counts examined: those of at least the minimum
 * @property observed counts by digit (first: 1 to 9; second and last: 0 to 9)
 * @property expected share of each digit
 * @property chiSquare Pearson's Σ (O − E)² / E
 * @property df digits less one
 * @property pValue nominal: it takes the law for granted, which honest votes need not follow
 * @property mean of the digits, with its expectation, z and nominal two-sided p-value
 * @property effect Cramér's w = √(χ² / n): 0.1 is small, 0.3 middling (Cohen 1988)
 */
export type DigitTest = {
  readonly place: DigitPlace;
  readonly n: number;
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  readonly chiSquare: number;
  readonly df: number;
  readonly pValue: number;
  readonly mean: {
    readonly mean: number;
    readonly expected: number;
    readonly expectedDeviation: number;
    readonly z: number;
    readonly pValue: number;
  };
  readonly effect: number;
};

const UNIFORM: readonly number[] = Array.from({ length: 10 }, () => 0.1);
const EXPECTED: Readonly<Record<DigitPlace, readonly number[]>> = {
  first: BENFORD_FIRST,
  second: BENFORD_SECOND,
  last: UNIFORM,
};
/** The smallest count that has such a digit (for the last: one with a digit before it). */
const SMALLEST: Readonly<Record<DigitPlace, number>> = { first: 1, second: 10, last: 10 };

/**
 * Digit test of a column of counts: first and second digits against Benford's law (2BL, Mebane 2006), last digits
 * against the uniform distribution (Beber & Scacco 2012).
 *
 * When not to use: as evidence of anything by itself. Second digits depend on the sizes of stations and on the
 * closeness of districts; with and without manipulation the test was right about as often as a coin (Deckert, Myagkov
 * & Ordeshook 2011). Last digits of counts below 100 are not uniform either, and rounding by tired people is no
 * manipulation. Compare with a simulation of the same country.
 *
 * @param counts votes, one a station; those below the minimum are left out
 * @param place which digit
 * @param minimum smallest count examined; by default the smallest that has the digit. Beber & Scacco advise 100 for last
 * @throws StatisticsError when a count is none, or none reaches the minimum
 * @see Mebane (2006), Election Forensics: The Second-digit Benford's Law Test; Beber & Scacco (2012), Political
 * Analysis 20, 211-234
 */
export function digitTest(counts: Counts, place: DigitPlace, minimum = SMALLEST[place]): DigitTest {
  if (!DIGIT_PLACES.includes(place))
    throw new StatisticsError("unknown-name", "place", place, `must be one of ${DIGIT_PLACES.join(", ")}`);
  requireInteger("minimum", minimum, SMALLEST[place]);
  requireCounts("counts", counts);
  const expected = EXPECTED[place];
  const smallestDigit = place === "first" ? 1 : 0;
  const observed = expected.map(() => 0);
  let n = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (count < minimum) continue;
    observed[digitAt(count, place) - smallestDigit]! += 1;
    n += 1;
  }
  if (n === 0)
    throw new StatisticsError("not-computable", "counts", n, `must hold a count of at least ${minimum}`);
  let chiSquare = 0;
  observed.forEach((count, i) => {
    chiSquare += (count - n * expected[i]!) ** 2 / (n * expected[i]!);
  });
  const df = expected.length - 1;
  return {
    place,
    n,
    observed,
    expected,
    chiSquare,
    df,
    pValue: chiSquareUpperTail(chiSquare, df),
    mean: meanOfDigits(observed, expected, smallestDigit),
    effect: Math.sqrt(chiSquare / n),
  };
}

function digitAt(count: number, place: DigitPlace): number {
  if (place === "last") return count % 10;
  let power = 1;
  while (count >= power * 10) power *= 10;
  return place === "first" ? Math.floor(count / power) : Math.floor((count * 10) / power) % 10;
}

function meanOfDigits(observed: readonly number[], expected: readonly number[], smallestDigit: number) {
  let n = 0;
  let sum = 0;
  let mean = 0;
  let square = 0;
  expected.forEach((share, i) => {
    const digit = i + smallestDigit;
    n += observed[i]!;
    sum += observed[i]! * digit;
    mean += share * digit;
    square += share * digit * digit;
  });
  const deviation = Math.sqrt(square - mean * mean);
  const z = (sum / n - mean) / (deviation / Math.sqrt(n));
  return {
    mean: sum / n,
    expected: mean,
    expectedDeviation: deviation,
    z,
    pValue: 2 * normalCdf(-Math.abs(z)),
  };
}
