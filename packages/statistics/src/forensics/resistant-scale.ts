import { medianOfSorted, sortedCopy } from "./median.ts";
import { smallestWith } from "./ordered-search.ts";

/** 1 / Φ⁻¹(3/4): makes the median absolute deviation estimate the standard deviation of normal values. */
const MAD_CONSISTENCY = 1.4826;

/**
 * Median absolute deviation, 1.4826 · med |x − med x|. Half of the values may be anything without carrying it off.
 * Efficiency 37 % at the normal; it looks at both sides as if they were the same.
 *
 * @throws StatisticsError for an empty sample or a value that is not finite
 * @see Hampel (1974), JASA 69, 383-393
 */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  const sorted = sortedCopy("values", values);
  const middle = medianOfSorted(sorted);
  const deviations = sorted.map((value) => Math.abs(value - middle)).sort();
  return MAD_CONSISTENCY * medianOfSorted(deviations);
}

const QN_CONSISTENCY = 2.21914;
/** Finite-sample factors for n = 2 to 12 (Croux & Rousseeuw 1992, by simulation; as in robustbase). */
const QN_SMALL = [
  0.399356, 0.99365, 0.51321, 0.84401, 0.6122, 0.85877, 0.66993, 0.87344, 0.72014, 0.88906, 0.75743,
];

/**
 * Q_n: about the lower quarter of all distances between two values, 2.21914 d_n · the k-th smallest |x_i − x_j|,
 * k = C(⌊n/2⌋ + 1, 2). It resists up to one half of odd values, needs no centre, and has 82 % efficiency.
 *
 * Exact and in O(n) memory: the k-th distance is found by bisection over the numbers themselves, counting pairs with
 * two pointers.
 *
 * @param values at least 2, finite
 * @throws StatisticsError otherwise
 * @see Rousseeuw & Croux (1993), Alternatives to the Median Absolute Deviation, JASA 88, 1273-1283
 */
export function qnScale(values: ArrayLike<number>): number {
  const sorted = sortedCopy("values", values, 2);
  const n = sorted.length;
  const half = Math.floor(n / 2) + 1;
  const rank = (half * (half - 1)) / 2;
  const pairsWithin = (distance: number): number => {
    let pairs = 0;
    let from = 0;
    for (let i = 0; i < n; i++) {
      while (sorted[i]! - sorted[from]! > distance) from += 1;
      pairs += i - from;
    }
    return pairs;
  };
  const distance = smallestWith(0, sorted[n - 1]! - sorted[0]!, (at) => pairsWithin(at) >= rank);
  return QN_CONSISTENCY * qnFactor(n) * distance;
}

/** The finite-sample factor of Q_n: a table up to 12, a fitted curve above (as in robustbase since 0.92). */
function qnFactor(n: number): number {
  if (n <= 12) return QN_SMALL[n - 2]!;
  const correction =
    n % 2 === 1
      ? (1.60188 + (-2.1284 - 5.172 / n) / n) / n
      : (3.67561 + (1.9654 + (6.987 - 77 / n) / n) / n) / n;
  return 1 / (1 + correction);
}

const SN_CONSISTENCY = 1.1926;
/** Finite-sample factors for n = 2 to 9 (Croux & Rousseeuw 1992). */
const SN_SMALL = [0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131];

/**
 * S_n: the typical distance of a value to the others, 1.1926 c_n · lomed_i himed_j |x_i − x_j|. It resists up to one
 * half of odd values, needs no centre, and has 58 % efficiency.
 *
 * himed is the ⌊n/2⌋ + 1-th smallest of n, lomed the ⌊(n+1)/2⌋-th.
 *
 * @param values at least 2, finite
 * @throws StatisticsError otherwise
 * @see Rousseeuw & Croux (1993), JASA 88, 1273-1283
 */
export function snScale(values: ArrayLike<number>): number {
  const sorted = sortedCopy("values", values, 2);
  const n = sorted.length;
  const near = Math.floor(n / 2) + 1;
  // The `near` values closest to x_i (itself among them) stand side by side: of the windows that hold x_i the one
  // whose farther end is nearest. The windows' starts never go back as i grows.
  const distances = new Float64Array(n);
  let start = 0;
  const reach = (i: number, from: number): number =>
    Math.max(sorted[i]! - sorted[from]!, sorted[from + near - 1]! - sorted[i]!);
  for (let i = 0; i < n; i++) {
    start = Math.max(start, i - near + 1);
    while (start + near < n && start < i && reach(i, start + 1) <= reach(i, start)) start += 1;
    distances[i] = reach(i, start);
  }
  distances.sort();
  const factor = n <= 9 ? SN_SMALL[n - 2]! : n % 2 === 1 ? n / (n - 0.9) : 1;
  return SN_CONSISTENCY * factor * distances[Math.floor((n + 1) / 2) - 1]!;
}
