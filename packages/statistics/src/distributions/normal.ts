import { requireBetween, requireNumber, StatisticsError } from "../statistics-error.ts";

const SQUARE_ROOT_OF_TWO_PI = 2.5066282746310007;
/** Below this the series, above it the continued fraction: both are short, and nothing cancels much. */
const SERIES_UP_TO = 2;

/** Density of the standard normal distribution, exp(−x²/2) / √(2π). The result is exact also in the far tail. */
export function normalDensity(x: number): number {
  if (typeof x !== "number" || Number.isNaN(x))
    throw new StatisticsError("not-a-number", "x", x, "must be a number");
  const size = Math.abs(x);
  // x² is rounded; with a coarse part that squares exactly, exp() does not blow that rounding up.
  const coarse = size < 1e6 ? Math.round(size * 16) / 16 : size;
  return (
    (Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (size - coarse) * (size + coarse))) /
    SQUARE_ROOT_OF_TWO_PI
  );
}

/** Φ(x) − ½ for small |x|: φ(x) (x + x³/3 + x⁵/(3·5) + …). Abramowitz & Stegun 26.2.11. */
export function normalCentralArea(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let k = 3; ; k += 2) {
    term *= square / k;
    const next = sum + term;
    if (next === sum) return normalDensity(x) * sum;
    sum = next;
  }
}

/** 1 − Φ(x) for x ≥ 2: φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))), from the inside out. A. & S. 26.2.14. */
function normalUpperTail(x: number): number {
  if (x > 40) return 0;
  let value = x;
  for (let k = Math.ceil(12 + 340 / (x * x)); k >= 1; k--) value = x + k / value;
  return normalDensity(x) / value;
}

/**
 * Distribution function of the standard normal, Φ(x) = P(Z ≤ x). ±Infinity are allowed.
 *
 * Relative error below 1e-13 wherever the result is not a subnormal number, also at x = −37.
 *
 * @throws StatisticsError when x is not a number
 * @see Abramowitz & Stegun (1964), 26.2.11 and 26.2.14
 */
export function normalCdf(x: number): number {
  if (typeof x !== "number" || Number.isNaN(x))
    throw new StatisticsError("not-a-number", "x", x, "must be a number");
  if (Math.abs(x) <= SERIES_UP_TO) return 0.5 + normalCentralArea(x);
  return x < 0 ? normalUpperTail(-x) : 1 - normalUpperTail(x);
}

/**
 * Quantile of the standard normal: the x with Φ(x) = p.
 *
 * Newton's method: between the quartiles on the area from the centre, in the tails on ln Φ, which is concave, so
 * that it converges from any start. Relative error below 1e-13 for p from 1e-300 to 1 − 1e-16.
 *
 * @param p strictly between 0 and 1
 * @throws StatisticsError for any other p
 */
export function normalQuantile(p: number): number {
  requireBetween("p", p, 0, 1);
  if (p > 0.75) return -lowerQuantile(1 - p);
  return p < 0.25 ? lowerQuantile(p) : centralQuantile(p - 0.5);
}

function centralQuantile(area: number): number {
  let x = area * SQUARE_ROOT_OF_TWO_PI;
  for (let round = 0; round < 20; round++) {
    const step = (area - normalCentralArea(x)) / normalDensity(x);
    x += step;
    if (Math.abs(step) <= 1e-16 * Math.abs(x)) break;
  }
  return x;
}

function lowerQuantile(p: number): number {
  requireNumber("p", p, 0, 0.25);
  const logarithm = Math.log(p);
  let x = -Math.sqrt(Math.max(0.4, -2 * logarithm - Math.log(-4 * Math.PI * logarithm)));
  for (let round = 0; round < 40; round++) {
    const below = normalCdf(x);
    // Where p itself is near the smallest numbers, the quotient keeps its digits and the logarithms would not.
    const step = (Math.log(below / p) * below) / normalDensity(x);
    x -= step;
    if (Math.abs(step) <= 2e-16 * Math.abs(x)) break;
  }
  return x;
}
