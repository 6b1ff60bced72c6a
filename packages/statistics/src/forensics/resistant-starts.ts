import { normalQuantile } from "../distributions/index.ts";
import { bivariateMoments, eigenvectors, nearest, squaredDistances } from "./bivariate-moments.ts";
import { medianOfSorted, sortedCopy } from "./median.ts";
import { ranks } from "./ranks.ts";

type Scale = (values: ArrayLike<number>) => number;

/**
 * The starting halves of DetMCD for standardised pairs: from the hyperbolic tangent, ranks, normal scores, spatial
 * signs, the half nearest to the centre, and comedian-like scales of sums and differences. In two dimensions
 * correlation matrices all have the diagonals as eigenvectors, so four of the six starts are one.
 *
 * @see Hubert, Rousseeuw & Verdonck (2012), section 2.1
 */
export function resistantStarts(u: Float64Array, v: Float64Array, half: number, scale: Scale): Uint32Array[] {
  const n = u.length;
  const all = Uint32Array.from({ length: n }, (_, i) => i);
  const norms = u.map((value, i) => Math.hypot(value, v[i]!));
  const central = nearest(norms, Math.ceil(n / 2));
  const starts = [
    correlated(u.map(Math.tanh), v.map(Math.tanh), all),
    spatialSigns(u, v, norms),
    bivariateMoments(u, v, central, 1).covariance,
  ];
  // Rank correlation and normal scores have the same directions as the first unless they are exactly uncorrelated.
  const scores = (values: Float64Array) =>
    ranks(values).map((rank) => normalQuantile((rank - 1 / 3) / (n + 1 / 3)));
  starts.push(correlated(scores(u), scores(v), all));
  return starts.map((structure) => halfFrom(u, v, eigenvectors(structure), { half, scale }));
}

/** A correlation matrix as [1, r, 1]. */
function correlated(x: Float64Array, y: Float64Array, all: Uint32Array): [number, number, number] {
  const [a, b, c] = bivariateMoments(x, y, all, 1).covariance;
  return [1, b / Math.sqrt(a * c), 1];
}

function spatialSigns(u: Float64Array, v: Float64Array, norms: Float64Array): [number, number, number] {
  let [a, b, c] = [0, 0, 0];
  for (let i = 0; i < u.length; i++) {
    if (norms[i]! <= Number.EPSILON) continue;
    const [x, y] = [u[i]! / norms[i]!, v[i]! / norms[i]!];
    a += x * x;
    b += x * y;
    c += y * y;
  }
  return [a, b, c];
}

/** The half nearest to the centre in the directions given, and from its mean and covariance the half nearest to that. */
function halfFrom(
  u: Float64Array,
  v: Float64Array,
  [p, q]: readonly [readonly [number, number], readonly [number, number]],
  { half, scale }: { readonly half: number; readonly scale: Scale },
): Uint32Array {
  const along = u.map((value, i) => value * p[0] + v[i]! * p[1]);
  const across = u.map((value, i) => value * q[0] + v[i]! * q[1]);
  const [s, t] = [scale(along), scale(across)];
  // Location: the coordinatewise median after sphering with P diag(1/s) P', then brought back.
  const sphereU = along.map((value, i) => (value / s) * p[0] + (across[i]! / t) * q[0]);
  const sphereV = along.map((value, i) => (value / s) * p[1] + (across[i]! / t) * q[1]);
  const [m, k] = [medianOfSorted(sortedCopy("u", sphereU)), medianOfSorted(sortedCopy("v", sphereV))];
  const [centerAlong, centerAcross] = [(m * p[0] + k * p[1]) * s, (m * q[0] + k * q[1]) * t];
  const distances = along.map(
    (value, i) => ((value - centerAlong) / s) ** 2 + ((across[i]! - centerAcross) / t) ** 2,
  );
  const first = nearest(distances, half);
  return nearest(squaredDistances(u, v, bivariateMoments(u, v, first, 1)), half);
}
