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

const BIG = 2 ** 500;
const SMALL = 2 ** -500;
const LOG_BIG = 500 * Math.LN2;

/** What the hypothesis says before each draw. */
export interface NullMeans {
  /** m_j, the mean of what was not drawn before draw j if the population's mean is exactly t */
  means: Float64Array;
  /** the first draw (from 0) whose sum is above N t by more than rounding; the number of draws where none is */
  impossibleFrom: number;
  /** whether the sum of all draws is above N t at all */
  exceeds: boolean;
}

/**
 * m_j = (N t − S_{j−1})/(N − j + 1) without replacement, with compensated sums (Kahan); t with replacement, where
 * nothing is used up.
 */
export function nullMeans(values: Float64Array, hypothesis: CompleteHypothesis): NullMeans {
  const { mean, population, upperBound } = hypothesis;
  const means = new Float64Array(values.length);
  let impossibleFrom = values.length;
  if (population === Infinity) return { means: means.fill(mean), impossibleFrom, exceeds: false };
  const nullTotal = population * mean;
  const surely = nullTotal + population * upperBound * 1e-15;
  let total = 0;
  let lost = 0;
  for (let j = 0; j < values.length; j++) {
    means[j] = (nullTotal - total) / (population - j);
    const added = values[j]! - lost;
    const sum = total + added;
    lost = sum - total - added;
    total = sum;
    if (total > surely && impossibleFrom > j) impossibleFrom = j;
  }
  return { means, impossibleFrom, exceeds: total > nullTotal };
}

/**
 * Multiplies the factors 1 + λ_j (x_j − m_j) of a non-negative (super)martingale, in the order of the draws, and turns
 * the product T into p-values by Ville's inequality: P(sup T ≥ 1/α) ≤ α.
 *
 * @param bets λ_j, each made from earlier draws alone and from 0 to 1/m_j; overwritten by the factors
 */
export function runMartingale(
  values: Float64Array,
  bets: Float64Array,
  hypothesis: CompleteHypothesis,
  certainty: Certainty,
  known: NullMeans,
): SequentialTest {
  const { means, impossibleFrom } = known;
  const top = hypothesis.upperBound * (1 + 1e-12);
  for (let j = 0; j < values.length; j++) {
    const rest = means[j]!;
    // Where the rest's mean would have to be at a bound of what is possible, there is nothing to bet.
    bets[j] = rest > top ? 0 : rest <= 0 ? 1 : 1 + bets[j]! * (values[j]! - rest);
  }
  const history = inverseProducts(bets);
  if (certainty === "at-once") history.fill(0, impossibleFrom);
  else if (hypothesis.population !== Infinity) certainAsShangrla(history, hypothesis, known);
  return { pValue: smallestOf(history), history };
}

/**
 * After each factor, 1 over the product so far, at most 1. The product is kept as a number and a power of 2^500, so
 * that it neither overflows nor vanishes. A factor of Infinity makes it, and all after it, 0.
 */
export function inverseProducts(factors: Float64Array): Float64Array {
  const history = new Float64Array(factors.length);
  let product = 1;
  let exponent = 0;
  for (let j = 0; j < factors.length; j++) {
    product *= factors[j]!;
    if (product > BIG || product < SMALL) {
      if (product === Infinity) return history;
      if (product > BIG) {
        product *= SMALL;
        exponent += 1;
      } else if (product > 0) {
        product *= BIG;
        exponent -= 1;
      }
    }
    history[j] = Math.min(1, exponent === 0 ? 1 / product : Math.exp(-exponent * LOG_BIG) / product);
  }
  return history;
}

/** The smallest p-value of a history, 1 where it is empty. */
export function smallestOf(history: Float64Array): number {
  let smallest = 1;
  for (let j = 0; j < history.length; j++) smallest = Math.min(smallest, history[j]!);
  return smallest;
}

function certainAsShangrla(
  history: Float64Array,
  { upperBound }: CompleteHypothesis,
  { means, exceeds }: NullMeans,
): void {
  const tiny = 2 * Number.EPSILON;
  for (let j = 0; j < history.length; j++) {
    const rest = means[j]!;
    if (Math.abs(rest) <= tiny || Math.abs(upperBound - rest) <= tiny + 1e-6 * Math.abs(rest)) history[j] = 1;
    if (rest < 0) history[j] = 0;
  }
  if (exceeds) history[history.length - 1] = 0;
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
