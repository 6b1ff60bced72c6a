import { normalQuantile, studentTCdf, studentTQuantile } from "../distributions/index.ts";
import { requireBetween, requireNumber, StatisticsError } from "../statistics-error.ts";

/**
 * P(lead > 0): the probability that the first is ahead of the second, by Student's t.
 *
 * Without a standard error (0) it is 1, 0 or, at a lead of exactly 0, one half.
 *
 * @param lead estimated difference of two shares
 * @param standardError of that difference (with its covariance: V11 + V22 − 2 V12), in the same unit, ≥ 0
 * @param df degrees of freedom above 0; Infinity (the default) is the normal
 * @throws StatisticsError for a negative standard error or df not above 0
 */
export function probabilityAhead(lead: number, standardError: number, df = Infinity): number {
  requireNumber("lead", lead);
  requireNumber("standardError", standardError, 0);
  if (standardError === 0) return lead > 0 ? 1 : lead < 0 ? 0 : 0.5;
  return studentTCdf(lead / standardError, df);
}

/**
 * P(share ≥ threshold) by Student's t (df Infinity, the default: the normal).
 * Without a standard error it is 1 when the estimate reaches the threshold and 0 when it does not.
 *
 * @throws StatisticsError for a negative standard error or df not above 0
 */
export function probabilityAtLeast(
  share: number,
  standardError: number,
  threshold: number,
  df = Infinity,
): number {
  requireNumber("share", share);
  requireNumber("standardError", standardError, 0);
  requireNumber("threshold", threshold);
  if (standardError === 0) return share >= threshold ? 1 : 0;
  return studentTCdf((share - threshold) / standardError, df);
}

/** P(share > one half): an absolute majority. See {@link probabilityAtLeast}. */
export function probabilityOfMajority(share: number, standardError: number, df = Infinity): number {
  return probabilityAtLeast(share, standardError, 0.5, df);
}

/** Intervals that hold all together with at least the wanted probability. */
export interface SimultaneousIntervals {
  /** how many standard errors each reaches to either side */
  quantile: number;
  intervals: { low: number; high: number }[];
}

/**
 * Bonferroni's simultaneous intervals: each of k at level 1 − (1 − level)/k, so that all hold at once with at least
 * the level, however they depend on each other. Not cut at 0 and 1.
 *
 * @param level strictly between 0 and 1
 * @param df degrees of freedom above 0; Infinity (the default) is the normal
 * @throws StatisticsError when the lists are empty or differ in length, or a number is outside its range
 */
export function simultaneousIntervals(
  estimates: readonly number[],
  standardErrors: readonly number[],
  level: number,
  df = Infinity,
): SimultaneousIntervals {
  if (estimates.length === 0)
    throw new StatisticsError("empty", "estimates", "[]", "must hold at least one estimate");
  if (standardErrors.length !== estimates.length) {
    const expected = `must hold ${estimates.length} numbers, one for each estimate`;
    throw new StatisticsError("length-mismatch", "standardErrors", standardErrors.length, expected);
  }
  requireBetween("level", level, 0, 1);
  const upper = 1 - (1 - level) / (2 * estimates.length);
  const quantile = df === Infinity ? normalQuantile(upper) : studentTQuantile(upper, df);
  const intervals = estimates.map((estimate, i) => {
    requireNumber(`estimates[${i}]`, estimate);
    const reach = quantile * requireNumber(`standardErrors[${i}]`, standardErrors[i], 0);
    return { low: estimate - reach, high: estimate + reach };
  });
  return { quantile, intervals };
}
