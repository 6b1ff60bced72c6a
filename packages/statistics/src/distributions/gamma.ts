import { requireBetween } from "../statistics-error.ts";

/** B_2k / (2k (2k − 1)), k = 1 … 7: the Stirling series (Abramowitz & Stegun 6.1.40). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];
/** From here on seven terms of the Stirling series leave less than 1e-16. */
export const STIRLING_FROM = 10;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** ln Γ(z) − [(z − ½) ln z − z + ½ ln 2π], for z ≥ {@link STIRLING_FROM}. */
export function stirlingRemainder(z: number): number {
  const inverse = 1 / z;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * square + STIRLING[k]!;
  return sum * inverse;
}

/**
 * Natural logarithm of the gamma function, for x > 0: Stirling's series, reached from small arguments
 * by Γ(x) = Γ(x + 1) / x.
 *
 * Error below 1e-14 of the larger of 1 and the result (so absolute, not relative, near the zeros at 1 and 2).
 *
 * @throws StatisticsError when x is not a positive finite number
 * @see Abramowitz & Stegun (1964), 6.1.15 and 6.1.40
 */
export function logGamma(x: number): number {
  requireBetween("x", x, 0, Infinity);
  let product = 1;
  let z = x;
  for (; z < STIRLING_FROM; z++) product *= z;
  return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + stirlingRemainder(z) - Math.log(product);
}

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b > 0, without the cancellation that the three
 * logarithms suffer when one argument is large.
 */
export function logBeta(a: number, b: number): number {
  requireBetween("a", a, 0, Infinity);
  requireBetween("b", b, 0, Infinity);
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < STIRLING_FROM) return logGamma(a) + logGamma(b) - logGamma(a + b);
  const total = a + b;
  const largeMinusTotal =
    -(total - 0.5) * Math.log1p(small / large) -
    small * Math.log(large) +
    small +
    stirlingRemainder(large) -
    stirlingRemainder(total);
  return logGamma(small) + largeMinusTotal;
}
