import { requireBetween } from "../../statistics-error.ts";
import type { CompleteHypothesis } from "./mean-hypothesis.ts";

/** What a sequence of draws says against a hypothesis about the mean. */
export interface SequentialTest {
  /**
   * The sequential p-value: the smallest value of `history`. It may be read after every draw and the audit stopped
   * at any of them: under the hypothesis the chance that it ever falls to α is at most α.
   */
  pValue: number;
  /** After each draw 1/T, at most 1. It goes up and down; the p-value at a draw is the smallest so far. */
  history: Float64Array;
}

/**
 * How a draw that makes the hypothesis impossible is treated, without replacement.
 *
 * `at-once` (the default): as soon as the drawn values add up to more than N t, p is 0.
 * `as-shangrla`: as the program SHANGRLA does it, for agreement with its numbers: only the draw after that, or the
 * last of the sequence, gives 0; p is shown as 1 where the rest would have to be exactly 0, or within one part in a
 * million of u.
 */
export type Certainty = "at-once" | "as-shangrla";

/**
 * The factor by which the martingale is multiplied at a draw.
 *
 * @param value x_j
 * @param rest m_j, the mean of what was not drawn before this draw if the population's mean is exactly t
 * @param drawn j − 1, draws before this one
 * @param total their sum
 */
export type Factor = (value: number, rest: number, drawn: number, total: number) => number;

const BIG = 2 ** 500;
const SMALL = 2 ** -500;
const LOG_BIG = 500 * Math.LN2;

/**
 * Runs a non-negative (super)martingale T over the draws, in their order, and turns it into p-values by Ville's
 * inequality: P(sup T ≥ 1/α) ≤ α.
 *
 * T is kept as a number and a power of 2^500, so that it neither overflows nor vanishes; sums are compensated
 * (Kahan). Nothing is allocated in the loop but the history before it.
 */
export function runMartingale(
  values: ArrayLike<number>,
  hypothesis: CompleteHypothesis,
  certainty: Certainty,
  factor: Factor,
): SequentialTest {
  const { mean, upperBound, population } = hypothesis;
  const finite = population !== Infinity;
  const nullTotal = population * mean;
  const { isCertain, isHidden } = certaintyRules(hypothesis, certainty, values.length);
  const history = new Float64Array(values.length);
  let smallest = 1;
  let total = 0;
  let lost = 0;
  let product = 1;
  let exponent = 0;
  let certain = false;
  for (let j = 0; j < values.length; j++) {
    const value = values[j]!;
    const rest = finite ? (nullTotal - total) / (population - j) : mean;
    if (!certain) product *= boundedFactor(value, rest, upperBound, factor(value, rest, j, total));
    if (product > BIG) {
      product *= SMALL;
      exponent += 1;
    } else if (product < SMALL && product > 0) {
      product *= BIG;
      exponent -= 1;
    }
    const added = value - lost;
    const sum = total + added;
    lost = sum - total - added;
    total = sum;
    certain = isCertain(certain, rest, total, j);
    const p = certain ? 0 : isHidden(rest) ? 1 : inverse(product, exponent);
    history[j] = p;
    if (p < smallest) smallest = p;
  }
  return { pValue: smallest, history };
}

/** 1/T, at most 1. */
function inverse(product: number, exponent: number): number {
  const p = exponent === 0 ? 1 / product : Math.exp(-exponent * LOG_BIG) / product;
  return p < 1 ? p : 1;
}

/** When the hypothesis has become impossible, and when p is not shown; with replacement neither ever happens. */
function certaintyRules(
  { mean, upperBound, population }: CompleteHypothesis,
  certainty: Certainty,
  draws: number,
): {
  isCertain: (before: boolean, rest: number, total: number, j: number) => boolean;
  isHidden: (rest: number) => boolean;
} {
  if (population === Infinity) return { isCertain: () => false, isHidden: () => false };
  const nullTotal = population * mean;
  if (certainty === "as-shangrla") {
    return {
      isCertain: (_, rest, total, j) => rest < 0 || (j === draws - 1 && total > nullTotal),
      isHidden: (rest) => hiddenByShangrla(rest, upperBound),
    };
  }
  // More than rounding: only then is the hypothesis impossible.
  const surely = nullTotal + population * upperBound * 1e-15;
  return { isCertain: (before, _, total) => before || total > surely, isHidden: () => false };
}

/** Where the rest's mean would have to be at a bound of what is possible, there is nothing to bet. */
function boundedFactor(value: number, rest: number, upperBound: number, factor: number): number {
  if (rest > upperBound * (1 + 1e-12)) return 0;
  if (rest <= 0) return value > 0 ? Math.max(1, factor) || 1 : 1;
  return factor;
}

function hiddenByShangrla(rest: number, upperBound: number): boolean {
  const tiny = 2 * Number.EPSILON;
  return Math.abs(rest) <= tiny || Math.abs(upperBound - rest) <= tiny + 1e-6 * Math.abs(rest);
}

/**
 * The number of draws after which the p-value first was at most the risk limit; null where it never was.
 *
 * @throws StatisticsError for a risk limit not strictly between 0 and 1
 */
export function drawsUntil(history: ArrayLike<number>, riskLimit: number): number | null {
  requireBetween("riskLimit", riskLimit, 0, 1);
  for (let j = 0; j < history.length; j++) if (history[j]! <= riskLimit) return j + 1;
  return null;
}
