import { requireNumber, StatisticsError } from "../../statistics-error.ts";
import {
  type CompleteHypothesis,
  completeHypothesis,
  type MeanHypothesis,
  requireSequence,
} from "./mean-hypothesis.ts";
import { type Certainty, inverseProducts, type SequentialTest, smallestOf } from "./sequential-test.ts";

/** What the Kaplan tests may be told besides the hypothesis. */
export interface KaplanOptions {
  /**
   * g, from 0 (below 1 for Kaplan–Wald): keeps a value of 0 from making the rest of the sequence worthless.
   * 0 where it is left out.
   */
  padding?: number;
  /**
   * Whether the audit may stop at any draw (the default), which needs the values in the order in which they were
   * drawn. Where that order is lost: false, and only the last p-value counts.
   */
  optionalStopping?: boolean;
}

/**
 * The Kaplan–Markov test, with replacement: p_j = Π (t + g)/(x_i + g).
 *
 * Used by comparison audits of single ballots (as "super-simple", with overstatements) and by MACRO. Values need no
 * upper bound. When NOT to use it: without replacement ALPHA and Kaplan–Kolmogorov need fewer draws.
 *
 * @throws StatisticsError for negative values or padding
 * @see Stark (2009), Risk-limiting postelection audits: conservative P-values from common probability inequalities,
 *   IEEE Transactions on Information Forensics and Security 4 (4); docs/method/audits.md
 */
export function kaplanMarkovTest(
  values: ArrayLike<number>,
  hypothesis: MeanHypothesis,
  options: KaplanOptions = {},
): SequentialTest {
  const { complete, padding } = prepared(values, hypothesis, options, Infinity);
  const padded = complete.mean + padding;
  const factors = new Float64Array(values);
  for (let j = 0; j < factors.length; j++) factors[j] = (factors[j]! + padding) / padded;
  return resultOf(factors, options);
}

/**
 * The Kaplan–Wald test, with replacement: 1/p_j = Π ((1 − g) x_i/t + g).
 *
 * @throws StatisticsError for negative values, or padding not from 0 and below 1
 * @see Stark & Teague (2014), Verifiable European Elections: Risk-limiting Audits for D'Hondt and its Relatives,
 *   JETS 3 (1), section 4; docs/method/audits.md
 */
export function kaplanWaldTest(
  values: ArrayLike<number>,
  hypothesis: MeanHypothesis,
  options: KaplanOptions = {},
): SequentialTest {
  const { complete, padding } = prepared(values, hypothesis, options, 1);
  const scale = (1 - padding) / complete.mean;
  const factors = new Float64Array(values);
  for (let j = 0; j < factors.length; j++) factors[j] = scale * factors[j]! + padding;
  return resultOf(factors, options);
}

/**
 * The Kaplan–Kolmogorov test, without replacement:
 * 1/p_j = Π (x_i + g)/m_i with m_i = (N (t + g) − Σ_{k<i} (x_k + g))/(N − i + 1).
 *
 * @param hypothesis with its population N
 * @param certainty `at-once`: p is 0 as soon as the plain sum is above N t; `as-shangrla`: once m_i is below 0
 * @throws StatisticsError without a population, for negative values or padding
 * @see Stark (2020), Sets of Half-Average Nulls Generate Risk-Limiting Audits: SHANGRLA, section 4.2 (there:
 *   Kaplan's martingale); docs/method/audits.md
 */
export function kaplanKolmogorovTest(
  values: ArrayLike<number>,
  hypothesis: MeanHypothesis,
  options: KaplanOptions = {},
  certainty: Certainty = "at-once",
): SequentialTest {
  const { complete, padding } = prepared(values, hypothesis, options, Infinity);
  const { mean, population } = complete;
  if (population === Infinity) {
    const expected = "must be given: this test is for draws without replacement";
    throw new StatisticsError("out-of-range", "hypothesis.population", population, expected);
  }
  const nullTotal = population * (mean + padding);
  const surely = population * mean * (1 + 1e-12);
  const factors = new Float64Array(values);
  let total = 0;
  let sum = 0;
  let lost = 0;
  for (let j = 0; j < factors.length; j++) {
    const value = factors[j]!;
    const rest = (nullTotal - total) / (population - j);
    total += value + padding;
    const added = value - lost;
    lost = sum + added - sum - added;
    sum += added;
    const impossible = rest < 0 || (certainty === "at-once" && sum > surely);
    factors[j] = impossible
      ? Infinity
      : rest === 0
        ? value + padding > 0
          ? Infinity
          : 1
        : (value + padding) / rest;
  }
  return resultOf(factors, options);
}

function resultOf(factors: Float64Array, options: KaplanOptions): SequentialTest {
  const history = inverseProducts(factors);
  const last = history[history.length - 1]!;
  return { pValue: (options.optionalStopping ?? true) ? smallestOf(history) : last, history };
}

function prepared(
  values: ArrayLike<number>,
  hypothesis: MeanHypothesis,
  options: KaplanOptions,
  belowPadding: number,
): { complete: CompleteHypothesis; padding: number } {
  const complete = completeHypothesis(hypothesis);
  requireSequence(values, { ...complete, upperBound: Number.MAX_VALUE });
  const padding = requireNumber("options.padding", options.padding ?? 0, 0);
  if (padding >= belowPadding) {
    throw new StatisticsError("out-of-range", "options.padding", padding, "must be below 1");
  }
  return { complete, padding };
}
