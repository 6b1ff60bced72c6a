import { requireSample } from "./arguments.ts";
import { medianOfSorted, quantileOfSorted, sortedCopy } from "./median.ts";
import { smallestWith } from "./ordered-search.ts";

/** Up to this size the medcouple is averaged with that of the mirrored values (as robustbase does). */
const MIRRORED_UP_TO = 100;

/**
 * Medcouple: a resistant measure of skewness from −1 (left) to 1 (right); 0 for a symmetric sample.
 *
 * The median of h(a, b) = ((a − m) − (m − b)) / (a − b) over all pairs a ≥ m ≥ b, m the median; among values that
 * equal the median the sign that puts one half on each side. Resists up to a quarter of odd values.
 *
 * Exact in O(n) memory: the kernel rises along rows and columns of the sorted values, so the pairs below a bound are
 * counted along a staircase, and the median is found by bisection.
 *
 * @param values at least 2, finite
 * @throws StatisticsError otherwise
 * @see Brys, Hubert & Struyf (2004), Journal of Computational and Graphical Statistics 13, 996-1017
 */
export function medcouple(values: ArrayLike<number>): number {
  const sorted = sortedCopy("values", values, 2);
  if (sorted.length > MIRRORED_UP_TO) return oneSided(sorted);
  const mirrored = sorted.map((value) => -value).sort();
  return (oneSided(sorted) - oneSided(mirrored)) / 2;
}

function oneSided(sorted: Float64Array): number {
  const middle = medianOfSorted(sorted);
  // Above: from the largest down to the median; below: from the median down. Both hold the values equal to it.
  const above = sorted.filter((value) => value >= middle).toReversed();
  const below = sorted.filter((value) => value <= middle).toReversed();
  const ties = below.filter((value) => value === middle).length;
  const kernel = (i: number, j: number): number => {
    const [a, b] = [above[i]!, below[j]!];
    if (a !== b) return (a - middle - (middle - b)) / (a - b);
    return Math.sign(ties - 1 - (i - (above.length - ties)) - j);
  };
  const pairs = above.length * below.length;
  /** Pairs whose kernel is at most the bound: it falls with i and with j. */
  const atMost = (bound: number): number => {
    let count = 0;
    let j = below.length;
    for (let i = 0; i < above.length; i++) {
      while (j > 0 && kernel(i, j - 1) <= bound) j -= 1;
      count += below.length - j;
    }
    return count;
  };
  // Of an even number of pairs the lower of the two in the middle.
  const rank = Math.floor((pairs + 1) / 2);
  return smallestWith(-1, 1, (bound) => atMost(bound) >= rank);
}

/** The two bounds of a boxplot and the positions of the values outside. */
export type Fences = { readonly low: number; readonly high: number; readonly outside: readonly number[] };

/**
 * Fences of a boxplot: quartiles less and plus 1.5 interquartile ranges (Tukey), and adjusted to skewness by the
 * medcouple M: Q1 − 1.5 e^(−4M) R and Q3 + 1.5 e^(3M) R for M ≥ 0, with −3M and 4M for M < 0 (Hubert & Vandervieren).
 * Quartiles are Tukey's hinges (medians of the halves) for the adjusted fences, of type 7 for the plain ones, as the
 * programs in use take them.
 *
 * Seven of a thousand normal values lie outside: count what is outside against that, not against none.
 *
 * @param values at least 4, finite
 * @param skewed whether to adjust
 * @throws StatisticsError otherwise
 * @see Hubert & Vandervieren (2008), Computational Statistics & Data Analysis 52, 5186-5201
 */
export function boxplotFences(values: ArrayLike<number>, skewed: boolean): Fences {
  requireSample("values", values, 4);
  const sorted = sortedCopy("values", values);
  const half = Math.ceil(sorted.length / 2);
  const [first, third] = skewed
    ? [medianOfSorted(sorted.subarray(0, half)), medianOfSorted(sorted.subarray(sorted.length - half))]
    : [quantileOfSorted(sorted, 0.25), quantileOfSorted(sorted, 0.75)];
  const skewness = skewed ? medcouple(sorted) : 0;
  const [left, right] = skewness >= 0 ? [-4, 3] : [-3, 4];
  const low = first - 1.5 * Math.exp(left * skewness) * (third - first);
  const high = third + 1.5 * Math.exp(right * skewness) * (third - first);
  const outside = Array.from(values, (_, i) => i).filter((i) => values[i]! < low || values[i]! > high);
  return { low, high, outside };
}
