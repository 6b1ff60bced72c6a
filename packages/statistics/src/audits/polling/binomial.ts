import { normalQuantile, regularizedIncompleteBeta } from "../../distributions/index.ts";

/** P(X ≤ k) for X the successes in n trials of probability p strictly between 0 and 1. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return regularizedIncompleteBeta(1 - p, n - k, k + 1);
}

/** The smallest k with P(X ≤ k) ≥ probability (0 < probability < 1), found from the normal approximation by steps. */
export function binomialQuantile(probability: number, n: number, p: number): number {
  if (n === 0) return 0;
  const guess = n * p + normalQuantile(probability) * Math.sqrt(n * p * (1 - p));
  let k = Math.max(0, Math.min(n, Math.round(guess)));
  if (binomialCdf(k, n, p) >= probability) {
    while (k > 0 && binomialCdf(k - 1, n, p) >= probability) k -= 1;
  } else {
    do k += 1;
    while (binomialCdf(k, n, p) < probability);
  }
  return k;
}
