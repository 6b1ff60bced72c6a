import { requireSample } from "./arguments.ts";

/** A sorted copy of a sample. */
export function sortedCopy(argument: string, values: ArrayLike<number>, least = 1): Float64Array {
  requireSample(argument, values, least);
  return Float64Array.from(values).sort();
}

/** Median of values in rising order; of an even number the mean of the two in the middle. */
export function medianOfSorted(sorted: ArrayLike<number>): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/**
 * Median: half of the values are at most, half at least this. No other value resists more odd ones (up to one half).
 *
 * @throws StatisticsError for an empty sample or a value that is not finite
 */
export function median(values: ArrayLike<number>): number {
  return medianOfSorted(sortedCopy("values", values));
}

/**
 * Quantile of a sample by linear interpolation: between the values at (n − 1) p, counted from 0 (Hyndman & Fan's type
 * 7, the default of R and NumPy).
 *
 * @param sorted values in rising order
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (at - below);
}
