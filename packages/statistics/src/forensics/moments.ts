/**
 * @property standardDeviation with divisor n − 1
 * @property skewness third standardised moment, with divisor n throughout
 * @property kurtosis fourth standardised moment with divisor n: 3 for the normal
 */
export type Moments = {
  readonly n: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly kurtosis: number;
};

/** Mean, standard deviation, skewness and kurtosis; 0 where all values are the same or there is none. */
export function momentsOf(values: Float64Array): Moments {
  const n = values.length;
  const mean = n === 0 ? 0 : sumOf(values, (value) => value) / n;
  const central = (power: number): number => sumOf(values, (value) => (value - mean) ** power) / n;
  const variance = n === 0 ? 0 : central(2);
  return {
    n,
    mean,
    standardDeviation: n < 2 ? 0 : Math.sqrt((variance * n) / (n - 1)),
    skewness: variance === 0 ? 0 : central(3) / variance ** 1.5,
    kurtosis: variance === 0 ? 0 : central(4) / variance ** 2,
  };
}

/** A straight line y = intercept + slope · x. */
export type Line = { readonly intercept: number; readonly slope: number };

/** Least squares line, each pair counting for its weight (1 by default); level where all x are the same. */
export function lineThrough(x: Float64Array, y: Float64Array, weights?: Float64Array): Line {
  const weight = (i: number): number => weights?.[i] ?? 1;
  const total = sumOf(x, (_, i) => weight(i));
  const meanX = sumOf(x, (value, i) => weight(i) * value) / total;
  const meanY = sumOf(y, (value, i) => weight(i) * value) / total;
  const xx = sumOf(x, (value, i) => weight(i) * (value - meanX) ** 2);
  const xy = sumOf(x, (value, i) => weight(i) * (value - meanX) * (y[i]! - meanY));
  const slope = xx === 0 ? 0 : xy / xx;
  return { intercept: meanY - slope * meanX, slope };
}

/** Pearson's correlation; 0 where one of the two does not vary. */
export function correlationOf(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const meanX = sumOf(x, (value) => value) / n;
  const meanY = sumOf(y, (value) => value) / n;
  const xx = sumOf(x, (value) => (value - meanX) ** 2);
  const yy = sumOf(y, (value) => (value - meanY) ** 2);
  const xy = sumOf(x, (value, i) => (value - meanX) * (y[i]! - meanY));
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

function sumOf(values: Float64Array, of: (value: number, i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += of(values[i]!, i);
  return sum;
}
