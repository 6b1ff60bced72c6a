import { seededRandom } from "../random/index.ts";
import { requireInteger } from "../statistics-error.ts";
import { sortedCopy } from "./median.ts";

/**
 * Hartigan's dip: the largest distance between the distribution of the sample and the unimodal distribution nearest to
 * it. A turnout with two humps has a large dip; two humps are two kinds of places first of all.
 *
 * The greatest convex minorant and the least concave majorant are followed alternately over the modal interval, which
 * shrinks until the dip can grow no more (Hartigan's algorithm AS 217 with Maechler's corrections).
 *
 * @param values at least 1, finite
 * @returns the dip, from 1/(2n) to 1/4
 * @throws StatisticsError for an empty sample or a value that is not finite
 * @see Hartigan & Hartigan (1985), Annals of Statistics 13, 70-84; Hartigan (1985), Applied Statistics 34, 320-325
 */
export function dip(values: ArrayLike<number>): number {
  return dipOfSorted(sortedCopy("values", values));
}

/**
 * Dip test: the p-value of {@link dip} against the uniform distribution, the hardest unimodal one, by simulation.
 *
 * @param options.replicates simulated samples, default 999
 * @throws StatisticsError for an empty sample or a value that is not finite
 */
export function dipTest(
  values: ArrayLike<number>,
  options: { readonly seed: string; readonly replicates?: number },
): { readonly dip: number; readonly pValue: number } {
  const replicates = requireInteger("options.replicates", options.replicates ?? 999, 1, 10_000_000);
  const observed = dip(values);
  const random = seededRandom(options.seed);
  const sample = new Float64Array(values.length);
  let asLarge = 0;
  for (let replicate = 0; replicate < replicates; replicate++) {
    // Sorted uniforms from sums of exponentials: no sorting.
    let sum = 0;
    for (let i = 0; i < sample.length; i++) {
      sum -= Math.log(1 - random.next());
      sample[i] = sum;
    }
    if (dipOfSorted(sample) >= observed) asLarge += 1;
  }
  return { dip: observed, pValue: (1 + asLarge) / (1 + replicates) };
}

/** In steps of 1 / (2n), which keeps the arithmetic of ranks whole. */
function dipOfSorted(x: Float64Array): number {
  const n = x.length;
  if (n < 2 || x[0] === x[n - 1]) return 1 / (2 * n);
  const minorant = touchPoints(x, 0, n - 1, 1);
  const majorant = touchPoints(x, n - 1, 0, -1);
  let [low, high] = [0, n - 1];
  let best = 1;
  for (;;) {
    const convex = chain(high, low, minorant);
    const concave = chain(low, high, majorant);
    const modal = widestGap(x, convex, concave);
    if (modal.distance < best) break;
    let grown = 1;
    for (let j = modal.convexFrom; j < convex.length - 1; j++)
      grown = Math.max(grown, distanceInside(x, convex[j + 1]!, convex[j]!, 1));
    for (let k = modal.concaveFrom; k < concave.length - 1; k++)
      grown = Math.max(grown, distanceInside(x, concave[k]!, concave[k + 1]!, -1));
    best = Math.max(best, grown);
    const [nextLow, nextHigh] = [convex[modal.convexFrom]!, concave[modal.concaveFrom]!];
    if (nextLow === low && nextHigh === high) break;
    [low, high] = [nextLow, nextHigh];
  }
  return best / (2 * n);
}

/** For each point the point where its line of the hull touches before it, coming from `from`. */
function touchPoints(x: Float64Array, from: number, to: number, step: 1 | -1): Int32Array {
  const touch = new Int32Array(x.length);
  touch[from] = from;
  for (let j = from + step; j !== to + step; j += step) {
    touch[j] = j - step;
    for (;;) {
      const at = touch[j]!;
      const before = touch[at]!;
      if (at === from || (x[j]! - x[at]!) * (at - before) < (x[at]! - x[before]!) * (j - at)) break;
      touch[j] = before;
    }
  }
  return touch;
}

/** Touch points from one end of the modal interval to the other. */
function chain(from: number, to: number, touch: Int32Array): number[] {
  const points = [from];
  for (let at = from; (from > to ? at > to : at < to) && points.length <= touch.length; ) {
    at = touch[at]!;
    points.push(at);
  }
  return points;
}

/** Where minorant and majorant are farthest apart, in steps of 1 / (2n). */
function widestGap(x: Float64Array, convex: readonly number[], concave: readonly number[]) {
  let [ix, iv] = [convex.length - 2, 1];
  let [convexFrom, concaveFrom] = [convex.length - 1, concave.length - 1];
  if (convex.length === 2 && concave.length === 2) return { distance: 1, convexFrom, concaveFrom };
  let distance = 0;
  do {
    const [g, l] = [convex[ix]!, concave[iv]!];
    if (g > l) {
      const previous = convex[ix + 1]!;
      const gap = l - previous + 1 - ((x[l]! - x[previous]!) * (g - previous)) / (x[g]! - x[previous]!);
      iv += 1;
      if (gap >= distance) [distance, convexFrom, concaveFrom] = [gap, ix + 1, iv - 1];
    } else {
      const previous = concave[iv - 1]!;
      const gap = ((x[g]! - x[previous]!) * (l - previous)) / (x[l]! - x[previous]!) - (g - previous - 1);
      ix -= 1;
      if (gap >= distance) [distance, convexFrom, concaveFrom] = [gap, ix + 1, iv];
    }
    ix = Math.max(0, ix);
    iv = Math.min(concave.length - 1, iv);
  } while (convex[ix] !== concave[iv]);
  return { distance, convexFrom, concaveFrom };
}

/** Largest distance of the ranks from one line of the hull, between its two touch points. */
function distanceInside(x: Float64Array, from: number, to: number, side: 1 | -1): number {
  if (to - from <= 1 || x[to] === x[from]) return 1;
  const slope = (to - from) / (x[to]! - x[from]!);
  let most = 1;
  for (let j = from; j <= to; j++) {
    const line = (x[j]! - x[from]!) * slope;
    most = Math.max(most, side === 1 ? j - from + 1 - line : line - (j - from - 1));
  }
  return most;
}
