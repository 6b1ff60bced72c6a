import { requireInteger, requireNumber, StatisticsError } from "../statistics-error.ts";

/**
 * How the stations of a sample are divided among the strata.
 * All rules give every stratum the floor first: min(minimum, N_h), so that a stratum smaller than the minimum is
 * taken whole. No stratum ever gets more than N_h.
 */
export type AllocationRule = "proportional" | "equal" | "optimal";
export const ALLOCATION_RULES: readonly AllocationRule[] = ["proportional", "equal", "optimal"];

/** Checks the sizes and the number wanted; returns the floors. */
function floorsOf(sizes: readonly number[], n: number, minimum: number): number[] {
  if (sizes.length === 0) throw new StatisticsError("empty", "sizes", "[]", "must hold at least one stratum");
  requireInteger("minimum", minimum);
  requireInteger("n", n);
  const floors = sizes.map((size, h) => Math.min(requireInteger(`sizes[${h}]`, size, 1), minimum));
  const least = floors.reduce((a, b) => a + b, 0);
  const most = sizes.reduce((a, b) => a + b, 0);
  if (n < least) {
    throw new StatisticsError(
      "impossible",
      "n",
      n,
      `must be at least ${least}, the sum of the strata's minimums`,
    );
  }
  if (n > most)
    throw new StatisticsError("impossible", "n", n, `must be at most ${most}, the stations of the frame`);
  return floors;
}

/**
 * Allocation in proportion to the strata's sizes, by the largest remainder, with a floor.
 *
 * 1. Quotas q_h = n N_h / N. Each stratum gets max(floor of q_h, its minimum), with the minimum capped at N_h.
 * 2. While stations are left, the next goes to the stratum with the largest shortfall q_h − n_h among those with
 *    n_h < N_h. This is the largest-remainder rule where no minimum binds.
 * 3. If the minimums have already used more than n, one station at a time is taken from the stratum with the largest
 *    excess n_h − q_h among those above their minimum.
 *
 * Ties: in step 2 the stratum that comes first in the list, in step 3 the one that comes last. All comparisons are
 * made in whole numbers (n N_h − N n_h), so rounding decides nothing.
 *
 * @param sizes N_h, stations in each stratum, whole numbers of 1 and more
 * @param n stations to draw
 * @param minimum least number in each stratum (default 0)
 * @returns n_h in the order of the strata
 * @throws StatisticsError `impossible` when n is below the sum of the minimums or above the frame
 */
export function allocateProportionally(sizes: readonly number[], n: number, minimum = 0): number[] {
  const floors = floorsOf(sizes, n, minimum);
  const frame = sizes.reduce((a, b) => a + b, 0);
  requireInteger("n × stations of the frame", n * frame);
  const drawn = sizes.map((size, h) => Math.max(Math.floor((n * size) / frame), floors[h]!));
  const shortfall = (h: number): number => n * sizes[h]! - frame * drawn[h]!;
  let left = n - drawn.reduce((a, b) => a + b, 0);
  for (; left > 0; left--) {
    let best = -1;
    for (let h = 0; h < sizes.length; h++) {
      if (drawn[h]! < sizes[h]! && (best < 0 || shortfall(h) > shortfall(best))) best = h;
    }
    drawn[best]! += 1;
  }
  for (; left < 0; left++) {
    let best = -1;
    for (let h = 0; h < sizes.length; h++) {
      if (drawn[h]! > floors[h]! && (best < 0 || shortfall(h) <= shortfall(best))) best = h;
    }
    drawn[best]! -= 1;
  }
  return drawn;
}

/**
 * The same number in each stratum, as nearly as the sizes allow: stations are given one at a time to the stratum
 * that has the fewest and is not exhausted; ties to the larger stratum, then to the first in the list.
 *
 * Parameters, result and errors as for {@link allocateProportionally}.
 */
export function allocateEqually(sizes: readonly number[], n: number, minimum = 0): number[] {
  const drawn = floorsOf(sizes, n, minimum);
  for (let left = n - drawn.reduce((a, b) => a + b, 0); left > 0; left--) {
    let best = -1;
    for (let h = 0; h < sizes.length; h++) {
      if (drawn[h]! >= sizes[h]!) continue;
      const order = best < 0 ? -1 : drawn[h]! - drawn[best]! || sizes[best]! - sizes[h]!;
      if (order < 0) best = h;
    }
    drawn[best]! += 1;
  }
  return drawn;
}

/**
 * The allocation with the least variance of the estimated total, Σ N_h² S_h² (1/n_h − 1/N_h), exact in whole
 * numbers (rounding Neyman's formula is not).
 *
 * From the floors up, the next station goes to the stratum with the largest priority value N_h S_h / √(n_h (n_h + 1))
 * among those with n_h < N_h: giving it lowers the variance most. A stratum with n_h = 0 comes before all others
 * (larger N_h S_h first). Ties: the larger stratum, then the first in the list; so strata without any deviation
 * get stations only when the others are exhausted.
 *
 * @param deviations S_h, residual standard deviations (see {@link residualDeviation}), ≥ 0, in any common unit
 * @returns n_h in the order of the strata
 * @throws StatisticsError as for {@link allocateProportionally}, and when the lists differ in length
 * @see Wright (2012), The American Statistician 66, 217-224; (2017), Statistics & Probability Letters 129, 32-37
 */
export function allocateOptimally(
  sizes: readonly number[],
  deviations: readonly number[],
  n: number,
  minimum = 1,
): number[] {
  if (deviations.length !== sizes.length) {
    const expected = `must hold ${sizes.length} numbers, one for each stratum`;
    throw new StatisticsError("length-mismatch", "deviations", deviations.length, expected);
  }
  deviations.forEach((deviation, h) => requireNumber(`deviations[${h}]`, deviation, 0));
  const drawn = floorsOf(sizes, n, minimum);
  // Compared squared: the same order, without the roots' rounding.
  const worth = sizes.map((size, h) => (size * deviations[h]!) ** 2);
  const empty = (h: number): boolean => drawn[h] === 0;
  for (let left = n - drawn.reduce((a, b) => a + b, 0); left > 0; left--) {
    let best = -1;
    for (let h = 0; h < sizes.length; h++) {
      if (drawn[h]! < sizes[h]! && (best < 0 || isBefore(h, best))) best = h;
    }
    drawn[best]! += 1;
  }
  return drawn;

  function isBefore(a: number, b: number): boolean {
    const urgentA = empty(a) && worth[a]! > 0;
    const urgentB = empty(b) && worth[b]! > 0;
    if (urgentA !== urgentB) return urgentA;
    const priority = (h: number): number =>
      urgentA ? worth[h]! : worth[h]! / (Math.max(1, drawn[h]!) * (drawn[h]! + 1));
    const difference = priority(a) - priority(b);
    return difference > 0 || (difference === 0 && sizes[a]! > sizes[b]!);
  }
}
