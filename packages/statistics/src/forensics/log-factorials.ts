import { logGamma } from "../distributions/index.ts";

/** Where the running sum is begun anew from the gamma function, so that its rounding does not add up. */
const RENEWED_EVERY = 256;

/** ln 0!, ln 1!, … ln n!, as a table. Relative error below 1e-14. */
export function logFactorials(n: number): Float64Array {
  const table = new Float64Array(n + 1);
  for (let k = 2; k <= n; k++)
    table[k] = k % RENEWED_EVERY === 0 ? logGamma(k + 1) : table[k - 1]! + Math.log(k);
  return table;
}

/** Sums and differences of multiples of this are exact up to 2^33 of it. */
const GRID = 2 ** 20;

/**
 * ln k! for k = 0 … n in two parts: `high` on a grid on which sums and differences are exact, and the small rest `low`.
 * Differences of logarithms of large factorials so keep all their digits (absolute error about 1e-14, against 1e-12).
 */
export function logFactorialParts(n: number): { readonly high: Float64Array; readonly low: Float64Array } {
  const high = new Float64Array(n + 1);
  const low = new Float64Array(n + 1);
  let [sum, rest] = [0, 0];
  for (let k = 2; k <= n; k++) {
    const term = Math.log(k);
    const next = sum + term;
    // Neumaier's compensation: the sum is never smaller than the term from ln 3! on.
    rest += Math.abs(sum) >= term ? sum - next + term : term - next + sum;
    sum = next;
    high[k] = Math.round(sum * GRID) / GRID;
    low[k] = sum - high[k]! + rest;
  }
  return { high, low };
}
