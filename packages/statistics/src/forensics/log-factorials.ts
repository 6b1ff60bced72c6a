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
