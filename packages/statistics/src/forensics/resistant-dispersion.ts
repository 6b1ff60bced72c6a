/** Squared Pearson residual of a station and its number of trials. */
export type SquaredResidual = { readonly square: number; readonly trials: number };

/** The square of the normal's upper quartile: the median of a squared standard normal. */
const MEDIAN_OF_SQUARE = 0.454936423119572;
/** No station's voters are more alike than this. */
const MOST = 0.5;

/**
 * The overdispersion ρ of beta-binomial counts from the median station: with r² = (k − n p)² / (n p (1 − p)), whose
 * expectation is 1 + (n − 1) ρ, the ρ at which the median of r² / (1 + (n − 1) ρ) is that of a squared normal.
 *
 * Up to half of the stations may be anything without carrying it off; the method of moments would follow them.
 *
 * @returns ρ from 0 to 0.5; 0 without residuals
 */
export function resistantDispersion(residuals: readonly SquaredResidual[]): number {
  if (residuals.length === 0) return 0;
  const scaled = new Float64Array(residuals.length);
  const median = (rho: number): number => {
    residuals.forEach(({ square, trials }, i) => {
      scaled[i] = square / (1 + (trials - 1) * rho);
    });
    scaled.sort();
    const half = scaled.length >> 1;
    return scaled.length % 2 === 1 ? scaled[half]! : (scaled[half - 1]! + scaled[half]!) / 2;
  };
  if (median(0) <= MEDIAN_OF_SQUARE) return 0;
  let low = 0;
  let high = MOST;
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (median(middle) > MEDIAN_OF_SQUARE) low = middle;
    else high = middle;
  }
  return high;
}
