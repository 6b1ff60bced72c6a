/** Centre and covariance of pairs, as [mean x, mean y] and [var x, covariance, var y]. */
export type BivariateMoments = {
  readonly center: readonly [number, number];
  readonly covariance: readonly [number, number, number];
};

/**
 * Means, and sums of squares and products about them over the divisor.
 *
 * @param used positions of the pairs
 * @param less what is taken from their number to divide by: 1 the unbiased, 0 the maximum likelihood covariance
 */
export function bivariateMoments(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  used: ArrayLike<number>,
  less: 0 | 1,
): BivariateMoments {
  const n = used.length;
  let [sumX, sumY] = [0, 0];
  for (let i = 0; i < n; i++) {
    sumX += x[used[i]!]!;
    sumY += y[used[i]!]!;
  }
  const [meanX, meanY] = [sumX / n, sumY / n];
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [dx, dy] = [x[used[i]!]! - meanX, y[used[i]!]! - meanY];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const divisor = n - less;
  return { center: [meanX, meanY], covariance: [xx / divisor, xy / divisor, yy / divisor] };
}

/** Squared Mahalanobis distances of all pairs from a centre, in the metric of a covariance. */
export function squaredDistances(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { center, covariance }: BivariateMoments,
): Float64Array {
  const [a, b, c] = covariance;
  const determinant = a * c - b * b;
  return Float64Array.from({ length: x.length }, (_, i) => {
    const [dx, dy] = [x[i]! - center[0], y[i]! - center[1]];
    return (c * dx * dx - 2 * b * dx * dy + a * dy * dy) / determinant;
  });
}

/** Orthonormal eigenvectors of the symmetric matrix [[a, b], [b, c]], as two directions. */
export function eigenvectors([a, b, c]: readonly [number, number, number]): readonly [
  readonly [number, number],
  readonly [number, number],
] {
  const angle = Math.atan2(2 * b, a - c) / 2;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return [
    [cosine, sine],
    [-sine, cosine],
  ];
}

/** Positions of the smallest distances; of equal ones the earlier. */
export function nearest(distances: Float64Array, count: number): Uint32Array {
  const order = Uint32Array.from({ length: distances.length }, (_, i) => i);
  order.sort((a, b) => distances[a]! - distances[b]! || a - b);
  return order.subarray(0, count);
}
