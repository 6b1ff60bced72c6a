import { normalCdf } from "../distributions/index.ts";
import { positionsByArea } from "./duplicate-tallies.ts";
import { benjaminiHochberg } from "./false-discovery.ts";
import { medianOfSorted, sortedCopy } from "./median.ts";

/** How far a value is from the middle of its area. */
export type Deviation = {
  readonly position: number;
  /** the value less the median of the others of its area */
  readonly deviation: number;
  /** σ²: the spread of its area's stations beyond sampling */
  readonly spread: number;
  readonly z: number;
  readonly pValue: number;
  readonly qValue: number;
};

/** An area of fewer stations has no middle of its own: its stations are compared with the whole country. */
const FEWEST_OF_AREA = 5;
/** An area's own spread counts for its stations, the country's for this many: a median of few tells little of spread. */
const COUNTRY_COUNTS_FOR = 50;
const MEDIAN_OF_SQUARE = 0.454936423119572;

/**
 * Each value against the median of the others of its area, in units of what sampling and the area's ordinary spread
 * explain: z = d / √(σ² + v), v the sampling variance of the value and σ² the spread of the area's stations beyond it,
 * such that the median of d² / (σ² + v) is that of a squared normal (the area's and the country's, weighted by stations). Two-sided normal p-values, Benjamini–Hochberg
 * over all values.
 *
 * @param values of the positions used, such as logits
 * @param variances sampling variance of each
 * @param areas of each
 */
export function deviationsByArea(
  values: Float64Array,
  variances: Float64Array,
  areas: readonly string[],
): Deviation[] {
  const positions = Array.from(values.keys());
  const byArea = [...positionsByArea(positions, areas).values()];
  const country = sortedCopy("values", values);
  const deviations = new Float64Array(values.length);
  for (const list of byArea) {
    const sorted = list.length < FEWEST_OF_AREA ? country : Float64Array.from(list, (i) => values[i]!).sort();
    for (const i of list) deviations[i] = values[i]! - medianWithout(sorted, values[i]!);
  }
  const national = spreadOf(deviations, variances, positions);
  const result: Omit<Deviation, "qValue">[] = [];
  for (const list of byArea) {
    const own = spreadOf(deviations, variances, list);
    const spread = (own * list.length + national * COUNTRY_COUNTS_FOR) / (list.length + COUNTRY_COUNTS_FOR);
    for (const i of list) {
      const z = deviations[i]! / Math.sqrt(spread + variances[i]!);
      const pValue = 2 * normalCdf(-Math.abs(z));
      result.push({ position: i, deviation: deviations[i]!, spread, z, pValue });
    }
  }
  result.sort((a, b) => a.position - b.position);
  const qValues = benjaminiHochberg(result.map(({ pValue }) => pValue));
  return result.map((one, i) => ({ ...one, qValue: qValues[i]! }));
}

/** The median of a sorted list without one of its values. */
function medianWithout(sorted: Float64Array, value: number): number {
  const n = sorted.length - 1;
  if (n === 0) return value;
  // The k-th of the others: those from the value on move up by one place.
  const at = (k: number): number => (sorted[k]! < value ? sorted[k]! : sorted[k + 1]!);
  return n % 2 === 1 ? at((n - 1) / 2) : (at(n / 2 - 1) + at(n / 2)) / 2;
}

/** σ² ≥ 0 at which the median of d² / (σ² + v) is that of a squared normal, by bisection. */
function spreadOf(deviations: Float64Array, variances: Float64Array, list: readonly number[]): number {
  const scaled = new Float64Array(list.length);
  const middle = (spread: number): number => {
    list.forEach((i, k) => {
      scaled[k] = deviations[i]! ** 2 / (spread + variances[i]!);
    });
    return medianOfSorted(scaled.sort());
  };
  if (middle(0) <= MEDIAN_OF_SQUARE) return 0;
  let [low, high] = [0, 1];
  while (middle(high) > MEDIAN_OF_SQUARE) high *= 4;
  for (let round = 0; round < 40; round++) {
    const between = (low + high) / 2;
    if (middle(between) > MEDIAN_OF_SQUARE) low = between;
    else high = between;
  }
  return high;
}
