import { logGamma } from "../distributions/index.ts";
import { requireBetween, requireNumber, StatisticsError } from "../statistics-error.ts";

const MOST_STEPS = 100_000;

/**
 * Upper tail of the chi-square distribution, P(χ²_df > x): the regularised incomplete gamma function Q(df/2, x/2).
 *
 * Below the mean by the series of P, above it by Legendre's continued fraction of Q (modified Lentz), so that small
 * p-values keep their digits. Relative error below 1e-12 for df up to some thousands.
 *
 * @param x 0 or more
 * @param df degrees of freedom, above 0
 * @throws StatisticsError for arguments outside these ranges
 * @see Abramowitz & Stegun (1964), 6.5.29 and 6.5.31; 26.4.19
 */
export function chiSquareUpperTail(x: number, df: number): number {
  requireNumber("x", x, 0);
  requireBetween("df", df, 0, Infinity);
  if (x === 0) return 1;
  const a = df / 2;
  const half = x / 2;
  return half < a + 1 ? 1 - lowerSeries(a, half) : upperFraction(a, half);
}

/**
 * Quantile of the chi-square distribution: the x with P(χ²_df ≤ x) = p, by bisection to the last digit.
 *
 * @param p strictly between 0 and 1
 * @throws StatisticsError for arguments outside these ranges
 */
export function chiSquareQuantile(p: number, df: number): number {
  requireBetween("p", p, 0, 1);
  requireBetween("df", df, 0, Infinity);
  let low = 0;
  let high = df + 10;
  while (chiSquareUpperTail(high, df) > 1 - p) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (chiSquareUpperTail(middle, df) > 1 - p) low = middle;
    else high = middle;
  }
}

/** x^a e^(−x) / Γ(a). */
const factor = (a: number, x: number): number => Math.exp(a * Math.log(x) - x - logGamma(a));

/** P(a, x) = x^a e^(−x) / Γ(a) · Σ x^n / (a (a+1) … (a+n)). */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n <= MOST_STEPS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) return sum * factor(a, x);
  }
  throw new StatisticsError("not-computable", "df", a * 2, "is too large for the series");
}

/** Q(a, x) = x^a e^(−x) / Γ(a) · 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n <= MOST_STEPS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b || 1e-300);
    c = b + numerator / c || 1e-300;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 2e-16) return value * factor(a, x);
  }
  throw new StatisticsError("not-computable", "df", a * 2, "is too large for the continued fraction");
}
