import { requireInteger, requireNumber } from "../statistics-error.ts";
import { logFactorials } from "./log-factorials.ts";

/** Counts as likely as the observed one up to this factor belong to the tail: rounding must not tear ties apart. */
const TIE = 1 + 1e-7;

/**
 * Exact two-sided binomial test: the probability of all counts that are at most as likely as the observed one.
 *
 * @param successes the count observed, 0 to n
 * @param n trials, independent
 * @param probability of a success under the hypothesis, 0 to 1
 * @returns the p-value
 * @throws StatisticsError for arguments outside these ranges
 * @see Clopper & Pearson (1934) for the model; the rule of likelihood is that of R's binom.test
 */
export function exactBinomialTest(successes: number, n: number, probability: number): number {
  requireInteger("n", n, 0, 10_000_000);
  requireInteger("successes", successes, 0, n);
  requireNumber("probability", probability, 0, 1);
  if (probability === 0) return successes === 0 ? 1 : 0;
  if (probability === 1) return successes === n ? 1 : 0;
  const factorials = logFactorials(n);
  const odds = Math.log(probability / (1 - probability));
  const none = n * Math.log1p(-probability);
  const mass = (k: number): number =>
    Math.exp(none + k * odds + factorials[n]! - factorials[k]! - factorials[n - k]!);
  const limit = mass(successes) * TIE;
  let tail = 0;
  for (let k = 0; k <= n; k++) {
    const p = mass(k);
    if (p <= limit) tail += p;
  }
  return Math.min(1, tail);
}
