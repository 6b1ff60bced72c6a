import { requireProbabilities } from "./arguments.ts";

/**
 * Benjamini–Hochberg: for each p-value the smallest false discovery rate at which it is still called.
 *
 * q_(i) = min over j ≥ i of m p_(j) / j, with the p-values in rising order and m their number. Among the tests with
 * q ≤ 0.05 at most one in twenty is expected to be a false alarm, when the tests are independent or positively
 * dependent. Where none of the hypotheses is false the chance of any alarm is at most 0.05.
 *
 * @param pValues all p-values of the file, also the dull ones: leaving them out undoes the correction
 * @returns q-values in the order given
 * @throws StatisticsError for an empty list or a value outside 0 to 1
 * @see Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  requireProbabilities("pValues", pValues);
  const tests = pValues.length;
  const order = Uint32Array.from({ length: tests }, (_, i) => i).sort(
    (a, b) => pValues[a]! - pValues[b]! || a - b,
  );
  const qValues = new Float64Array(tests);
  let least = 1;
  for (let rank = tests; rank >= 1; rank--) {
    const test = order[rank - 1]!;
    // The factor is at least 1, and exactly 1 at the last rank: a q-value never falls below its p-value.
    least = Math.min(least, pValues[test]! * (tests / rank));
    qValues[test] = least;
  }
  return qValues;
}
