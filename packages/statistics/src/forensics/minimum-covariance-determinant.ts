import { StatisticsError } from "../statistics-error.ts";
import { requireLength, requireSample } from "./arguments.ts";
import type { BivariateMoments } from "./bivariate-moments.ts";
import { bivariateMoments, nearest, squaredDistances } from "./bivariate-moments.ts";
import { chiSquareQuantile, chiSquareUpperTail } from "./chi-square.ts";
import { medianOfSorted, sortedCopy } from "./median.ts";
import { qnScale } from "./resistant-scale.ts";
import { resistantStarts } from "./resistant-starts.ts";
import { tauScale } from "./tau-scale.ts";

/** From here on the faster scale standardises the data (Hubert, Rousseeuw & Verdonck 2012, section 2). */
const LARGE = 1000;
const MOST_STEPS = 200;
const CUTOFF = 0.975;

/**
 * @property center resistant centre (x, y) and `covariance` [var x, cov, var y], reweighted
 * @property raw centre of the half with the smallest determinant, before reweighting
 * @property distances squared, of each pair from the centre: about χ² with 2 degrees of freedom for ordinary pairs
 */
export type ResistantEllipse = BivariateMoments & {
  readonly raw: BivariateMoments;
  readonly distances: Float64Array;
};

/**
 * Minimum covariance determinant of pairs, such as logit turnout and logit share: centre and covariance of the half of
 * the stations that lie closest together, reweighted. Up to half of the stations may be anything.
 *
 * Deterministic (DetMCD): the pairs are standardised by median and a resistant scale, six resistant correlation
 * structures give starts, and each is concentrated (the half nearest to the centre of the half before, until nothing
 * changes); the smallest determinant wins. Consistency and small-sample factors as in robustbase's covMcd with α = ½:
 * pairs within the 97.5 % ellipse of the raw estimate count in the reweighted one.
 *
 * @param x, y at least 6 pairs, finite, not on one line for half of them
 * @throws StatisticsError for fewer pairs, or half of the pairs on one line
 * @see Hubert, Rousseeuw & Verdonck (2012), A Deterministic Algorithm for Robust Location and Scatter, JCGS 21, 618-637;
 * Pison, Van Aelst & Willems (2002), Metrika 55, 111-123 for the factors
 */
export function minimumCovarianceDeterminant(x: ArrayLike<number>, y: ArrayLike<number>): ResistantEllipse {
  requireSample("x", x, 6);
  requireSample("y", y, 6);
  requireLength("y", y, x.length);
  const n = x.length;
  const half = Math.floor((n + 3) / 2);
  const scale = n < LARGE ? qnScale : tauScale;
  const [u, v] = [standardise("x", x, scale), standardise("y", y, scale)];
  let best: { set: Uint32Array; determinant: number } | null = null;
  for (const start of resistantStarts(u, v, half, scale)) {
    const found = concentrate(u, v, start, half);
    if (best === null || found.determinant < best.determinant) best = found;
  }
  const set = best?.set ?? new Uint32Array();
  const spread = bivariateMoments(x, y, set, 1);
  if (!(spread.covariance[0] * spread.covariance[2] - spread.covariance[1] ** 2 > 0))
    throw new StatisticsError(
      "not-computable",
      "x, y",
      set.length,
      "must not lie on one line for half of them",
    );
  const raw = scaled(spread, consistency(half / n) * smallSample(n, 0.673292623522027, 0.691365864961895));
  const limit = chiSquareQuantile(CUTOFF, 2);
  const within = Uint32Array.from(positionsBelow(squaredDistances(x, y, raw), limit));
  const factor = consistency(within.length / n) * smallSample(n, 3.11101712909049, 1.91401056721863);
  const reweighted = scaled(bivariateMoments(x, y, within, 1), within.length === n ? 1 : factor);
  return { ...reweighted, raw, distances: squaredDistances(x, y, reweighted) };
}

function standardise(
  argument: string,
  values: ArrayLike<number>,
  scale: (values: ArrayLike<number>) => number,
): Float64Array {
  const middle = medianOfSorted(sortedCopy(argument, values));
  const spread = scale(values);
  if (!(spread > 0))
    throw new StatisticsError(
      "not-computable",
      argument,
      spread,
      "must not be the same for half of the pairs",
    );
  return Float64Array.from(values, (value) => (value - middle) / spread);
}

/** C-steps: the half nearest to the centre of the half before has no larger determinant. */
function concentrate(u: Float64Array, v: Float64Array, start: Uint32Array, half: number) {
  let set = start;
  let determinant = Infinity;
  for (let step = 0; step < MOST_STEPS; step++) {
    const moments = bivariateMoments(u, v, set, 1);
    const [a, b, c] = moments.covariance;
    const next = a * c - b * b;
    if (!(next > 0)) return { set, determinant: next };
    if (step > 0 && next >= determinant) return { set, determinant };
    determinant = next;
    set = nearest(squaredDistances(u, v, moments), half);
  }
  return { set, determinant };
}

function positionsBelow(distances: Float64Array, limit: number): number[] {
  return Array.from(distances.keys()).filter((i) => distances[i]! < limit);
}

function scaled({ center, covariance: [a, b, c] }: BivariateMoments, factor: number): BivariateMoments {
  return { center, covariance: [a * factor, b * factor, c * factor] };
}

/** Makes the covariance of the central share α of normal pairs that of all: α / P(χ²_4 ≤ the quantile of χ²_2). */
function consistency(share: number): number {
  if (share >= 1) return 1;
  return share / (1 - chiSquareUpperTail(chiSquareQuantile(share, 2), 4));
}

/** 1 / (1 − e^a / n^b): small-sample factors of Pison, Van Aelst & Willems for two dimensions and α = ½. */
function smallSample(n: number, a: number, b: number): number {
  return 1 / (1 - Math.exp(a) / n ** b);
}
