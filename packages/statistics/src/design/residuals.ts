import { requireNumber, StatisticsError } from "../statistics-error.ts";

/** What the stations of a previous election say about a share's sampling error. */
export interface ResidualDeviation {
  /** R = Σ y / Σ x */
  ratio: number;
  /** S_e, the standard deviation (divisor N − 1) of e_i = y_i − R x_i, in votes a station */
  deviation: number;
  /** X̄, mean of x, in votes a station */
  meanDenominator: number;
}

/**
 * The residual standard deviation of a ratio over all stations of a previous election: what decides how many
 * stations a margin needs.
 *
 * @param y votes of the choice at each station
 * @param x the denominator at each station (valid or all votes), with a sum above 0
 * @param ratio R where it is not Σ y / Σ x of these stations: give the whole country's when they are one stratum, so
 *   that the deviation is that of the combined ratio within the stratum (about the stratum's own mean)
 * @throws StatisticsError with fewer than two stations, lists of different length or a sum of x of 0
 * @see Cochran (1977), Sampling Techniques, 3rd ed., sections 2.11 and 6.3
 */
export function residualDeviation(
  y: readonly number[],
  x: readonly number[],
  ratio?: number,
): ResidualDeviation {
  if (y.length !== x.length) {
    throw new StatisticsError(
      "length-mismatch",
      "x",
      x.length,
      `must hold ${y.length} numbers, as many as y`,
    );
  }
  if (y.length < 2) throw new StatisticsError("empty", "y", y.length, "must hold at least two stations");
  let sumY = 0;
  let sumX = 0;
  for (let i = 0; i < y.length; i++) {
    sumY += requireNumber(`y[${i}]`, y[i], 0);
    sumX += requireNumber(`x[${i}]`, x[i], 0);
  }
  if (sumX === 0) throw new StatisticsError("not-computable", "x", 0, "must have a sum above 0");
  const share = ratio === undefined ? sumY / sumX : requireNumber("ratio", ratio);
  const mean = (sumY - share * sumX) / y.length;
  let squares = 0;
  for (let i = 0; i < y.length; i++) squares += (y[i]! - share * x[i]! - mean) ** 2;
  return { ratio: share, deviation: Math.sqrt(squares / (y.length - 1)), meanDenominator: sumX / x.length };
}

/**
 * The design effect of drawing stations instead of voters: how many times the sampling variance of a share is that
 * of as many voters drawn singly, (S_e² / X̄²) / (P (1 − P) / X̄).
 *
 * For Guanajuato 2012 it is about 14: a station of 343 voters says as much as 25 voters drawn singly.
 *
 * @param residual of a previous election, see {@link residualDeviation}
 * @throws StatisticsError when the ratio is not strictly between 0 and 1 or the mean denominator not above 0
 */
export function designEffect(residual: ResidualDeviation): number {
  const { ratio, deviation, meanDenominator } = residual;
  requireNumber("residual.deviation", deviation, 0);
  requireNumber("residual.meanDenominator", meanDenominator, Number.MIN_VALUE);
  if (!(ratio > 0 && ratio < 1)) {
    throw new StatisticsError("not-computable", "residual.ratio", ratio, "must lie strictly between 0 and 1");
  }
  return (deviation * deviation) / (meanDenominator * ratio * (1 - ratio));
}
