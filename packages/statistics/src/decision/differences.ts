/** A difference whose variance is below this part of its terms' is rounding, and taken as certain. */
const CERTAIN = 1e-13;

/** Normal variables of which all must be positive: their means and their covariance. */
export interface Comparison {
  means: number[];
  covariance: number[][];
}

/**
 * The variables s_i − s_j − margin, one for each rival j, and, if a threshold is given, s_i − threshold before them.
 */
export function comparisonsOf(
  choice: number,
  rivals: readonly number[],
  shares: readonly number[],
  covariance: readonly (readonly number[])[],
  options: { margin?: number; threshold?: number } = {},
): Comparison {
  const margin = options.margin ?? 0;
  const own = shares[choice]!;
  const means = rivals.map((rival) => own - shares[rival]! - margin);
  const v = (a: number, b: number): number => covariance[a]![b]!;
  const table = rivals.map((a) =>
    rivals.map((b) => v(choice, choice) - v(choice, a) - v(choice, b) + v(a, b)),
  );
  rivals.forEach((a, i) => {
    if (table[i]![i]! <= CERTAIN * (v(choice, choice) + v(a, a))) table[i]![i] = 0;
  });
  if (options.threshold === undefined) return { means, covariance: table };
  const crossed = rivals.map((a) => v(choice, choice) - v(choice, a));
  return {
    means: [own - options.threshold, ...means],
    covariance: [[v(choice, choice), ...crossed], ...table.map((row, i) => [crossed[i]!, ...row])],
  };
}

/** Standard error of s_a − s_b; 0 where the variance is only rounding. */
export function standardErrorOfDifference(
  a: number,
  b: number,
  covariance: readonly (readonly number[])[],
): number {
  const sum = covariance[a]![a]! + covariance[b]![b]!;
  const variance = sum - 2 * covariance[a]![b]!;
  return variance <= CERTAIN * sum ? 0 : Math.sqrt(variance);
}
