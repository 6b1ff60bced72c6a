import { normalCdf, normalDensity } from "../distributions/index.ts";
import { medianOfSorted, sortedCopy } from "./median.ts";

const LOCATION_CUT = 4.5;
const SCALE_CUT = 3;
/** Φ⁻¹(3/4) */
const QUARTILE = 0.6744897501960817;

/**
 * τ-scale: resistant like the median absolute deviation it starts from, efficient and fast for large samples.
 *
 * Location is a weighted mean, w = (1 − (|x − med| / 4.5 s0)²)₊², s0 = med |x − med|; the scale is
 * s0 √(mean min(((x − location)/s0)², 9) / its expectation at the normal).
 *
 * @param values at least 2, finite
 * @returns 0 when half of the values are the same
 * @see Yohai & Zamar (1988), JASA 83, 406-413; Maronna & Zamar (2002), Technometrics 44, 307-317
 */
export function tauScale(values: ArrayLike<number>): number {
  const sorted = sortedCopy("values", values, 2);
  const middle = medianOfSorted(sorted);
  const start = medianOfSorted(sorted.map((value) => Math.abs(value - middle)).sort());
  if (start === 0) return 0;
  let [weighted, weights] = [0, 0];
  for (const value of sorted) {
    const w = Math.max(0, 1 - ((value - middle) / (start * LOCATION_CUT)) ** 2) ** 2;
    weighted += w * value;
    weights += w;
  }
  const location = weighted / weights;
  let sum = 0;
  for (const value of sorted) sum += Math.min(((value - location) / start) ** 2, SCALE_CUT ** 2);
  return start * Math.sqrt(sum / (sorted.length * expectedRho(SCALE_CUT * QUARTILE)));
}

/** E min(Z², b²) for a standard normal Z, in units of b: 2((1 − b²)Φ(b) − b φ(b) + b²) − 1, over Φ⁻¹(3/4)². */
function expectedRho(b: number): number {
  return 2 * ((1 - b * b) * normalCdf(b) - b * normalDensity(b) + b * b) - 1;
}
