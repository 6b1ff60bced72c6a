import { requireBetween, requireNumber, StatisticsError } from "../statistics-error.ts";
import { logBeta, STIRLING_FROM, stirlingRemainder } from "./gamma.ts";

const MOST_STEPS = 200_000;

/**
 * The regularised incomplete beta function I_x(a, b), the distribution function of a beta variable.
 *
 * The contracted continued fraction of DiDonato & Morris (1992, ACM TOMS 18, 360-373, section 3), which loses no
 * digits when a is large and x close to 1, by the modified Lentz method; on the side of the mean where it converges
 * fast, and on the other side by I_x(a, b) = 1 − I_{1−x}(b, a).
 *
 * @param x from 0 to 1
 * @param a above 0
 * @param b above 0
 * @param complement 1 − x, where the caller knows it more exactly than the subtraction gives it
 * @throws StatisticsError for arguments outside these ranges
 */
export function regularizedIncompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  requireNumber("x", x, 0, 1);
  requireBetween("a", a, 0, Infinity);
  requireBetween("b", b, 0, Infinity);
  requireNumber("complement", complement, 0, 1);
  if (x === 0) return 0;
  if (complement === 0) return 1;
  if (x < (a + 1) / (a + b + 2)) return lowerSide(x, complement, a, b);
  return 1 - lowerSide(complement, x, b, a);
}

function lowerSide(x: number, y: number, a: number, b: number): number {
  return betaPower(x, y, a, b) / continuedFraction(x, y, a, b);
}

/** x^a y^b / B(a, b) with y = 1 − x. */
function betaPower(x: number, y: number, a: number, b: number): number {
  if (Math.min(a, b) < STIRLING_FROM) {
    const logX = x > 0.5 ? Math.log1p(-y) : Math.log(x);
    const logY = y > 0.5 ? Math.log1p(-x) : Math.log(y);
    return Math.exp(a * logX + b * logY - logBeta(a, b));
  }
  // Both large: the exponents nearly cancel, so they are taken as deviations from the mean a / (a + b).
  const total = a + b;
  const deviation = x <= y ? x * total - a : b - y * total;
  const exponent = a * logMinusLinear(deviation / a) + b * logMinusLinear(-deviation / b);
  const remainders = stirlingRemainder(total) - stirlingRemainder(a) - stirlingRemainder(b);
  return Math.sqrt((a * b) / (2 * Math.PI * total)) * Math.exp(exponent + remainders);
}

/** ln(1 + u) − u, exact also where both are close. */
function logMinusLinear(u: number): number {
  if (Math.abs(u) > 0.3) return Math.log1p(u) - u;
  // With r = u / (2 + u), ln(1 + u) = 2 (r + r³/3 + r⁵/5 …) and u = 2r / (1 − r) = 2 (r + r² / (1 − r)).
  const r = u / (2 + u);
  const square = r * r;
  let power = square * r;
  let sum = 0;
  for (let k = 3; ; k += 2) {
    const next = sum + power / k;
    if (next === sum) break;
    sum = next;
    power *= square;
  }
  return 2 * (sum - square / (1 - r));
}

/** The continued fraction F with I_x(a, b) = x^a y^b / (B(a, b) F), y = 1 − x. */
function continuedFraction(x: number, y: number, a: number, b: number): number {
  const tiny = 1e-300;
  // a − (a + b) x, without its cancellation when x is close to 1.
  const distance = x > 0.5 ? (a + b) * y - b : a - (a + b) * x;
  let value = (a * (distance + 1)) / (a + 1);
  if (value === 0) value = tiny;
  let c = value;
  let d = 0;
  for (let n = 1; n <= MOST_STEPS; n++) {
    const before = a + 2 * n - 1;
    const ratio = (n * (b - n) * x) / before;
    const numerator = (ratio * x * (a + n - 1) * (a + b + n - 1)) / before;
    const denominator = n + ratio + ((a + n) * (distance + 1 + n * (1 + y))) / (before + 2);
    d = denominator + numerator * d;
    d = 1 / (d === 0 ? tiny : d);
    c = denominator + numerator / c;
    if (c === 0) c = tiny;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 2e-16) return value;
  }
  throw new StatisticsError(
    "not-computable",
    "a, b",
    `${a}, ${b}`,
    "are too large for the continued fraction",
  );
}
