import { requireBetween, StatisticsError } from "../statistics-error.ts";
import { STIRLING_FROM, stirlingRemainder } from "./gamma.ts";
import { regularizedIncompleteBeta } from "./incomplete-beta.ts";
import { normalCdf, normalDensity, normalQuantile } from "./normal.ts";
import { expansionHolds, quantileFromNormal } from "./normal-expansion.ts";

/** From here the first terms of an expansion around the normal are exact to the last digit. */
const NEARLY_NORMAL = 1e9;
const FAR_OUT = 1e100;

function requireDegreesOfFreedom(df: number): void {
  if (df !== Infinity) requireBetween("df", df, 0, Infinity);
}

/** Γ(a + ½) / Γ(a), for a > 0, to the last digits also where a is large. */
function gammaRatioOfHalf(a: number): number {
  let factor = 1;
  let z = a;
  for (; z < STIRLING_FROM; z++) factor *= z / (z + 0.5);
  const exponent = z * Math.log1p(0.5 / z) - 0.5 + stirlingRemainder(z + 0.5) - stirlingRemainder(z);
  return factor * Math.sqrt(z) * Math.exp(exponent);
}

/**
 * Density of Student's t at t with df degrees of freedom (any real number above 0; Infinity is the normal).
 *
 * @throws StatisticsError when df is not above 0
 */
export function studentTDensity(t: number, df: number): number {
  requireDegreesOfFreedom(df);
  if (df >= NEARLY_NORMAL) return normalDensity(t);
  const constant = gammaRatioOfHalf(df / 2) / Math.sqrt(df * Math.PI);
  return constant * Math.exp(-0.5 * (df + 1) * logOfOnePlusSquare(t, df));
}

/** t f(t) for t > 0, also where f(t) itself is too small for a number. */
function densityTimesT(t: number, df: number): number {
  const constant = gammaRatioOfHalf(df / 2) / Math.sqrt(df * Math.PI);
  return constant * Math.exp(Math.log(t) - 0.5 * (df + 1) * logOfOnePlusSquare(t, df));
}

/** ln(1 + t²/df) without overflow. */
function logOfOnePlusSquare(t: number, df: number): number {
  const ratio = Math.abs(t) / Math.sqrt(df);
  return ratio > 1e150 ? 2 * Math.log(ratio) : Math.log1p(ratio * ratio);
}

/** P(T > t) for t ≥ 0. */
function upperTail(t: number, df: number): number {
  // Far out the tail is a power of t, and the square of t / √df would overflow.
  if (t > FAR_OUT * Math.sqrt(df)) return densityTimesT(t, df) / df;
  const { x, y } = betaArguments(t, df);
  return 0.5 * regularizedIncompleteBeta(x, df / 2, 0.5, y);
}

/** P(0 < T ≤ t) for t ≥ 0. */
function centralArea(t: number, df: number): number {
  const { x, y } = betaArguments(t, df);
  return 0.5 * regularizedIncompleteBeta(y, 0.5, df / 2, x);
}

/** x = df / (df + t²) and y = 1 − x, each to its own last digit. */
function betaArguments(t: number, df: number): { x: number; y: number } {
  const ratio = t / Math.sqrt(df);
  if (ratio > 1) {
    const inverse = 1 / ratio ** 2;
    return { x: inverse / (1 + inverse), y: 1 / (1 + inverse) };
  }
  return { x: 1 / (1 + ratio ** 2), y: ratio ** 2 / (1 + ratio ** 2) };
}

/**
 * Distribution function of Student's t: P(T ≤ t) with df degrees of freedom.
 *
 * By the incomplete beta function: P(T > t) = ½ I_x(df/2, ½), x = df / (df + t²). From a milliard degrees of
 * freedom on by Fisher's expansion around the normal. Relative error below 1e-13 in both tails.
 *
 * @param t any number, ±Infinity too
 * @param df any real number above 0, as the Welch correction gives them; Infinity is the normal
 * @throws StatisticsError for a t that is not a number or a df not above 0
 * @see Abramowitz & Stegun (1964), 26.7.1; for the expansion Fisher (1925), Metron 5, 90-104
 */
export function studentTCdf(t: number, df: number): number {
  requireDegreesOfFreedom(df);
  if (typeof t !== "number" || Number.isNaN(t))
    throw new StatisticsError("not-a-number", "t", t, "must be a number");
  if (df === Infinity || t === 0 || Math.abs(t) === Infinity) return normalCdf(t);
  if (df >= NEARLY_NORMAL) return normalCdf(normalEquivalent(t, df));
  const tail = upperTail(Math.abs(t), df);
  if (t < 0) return tail;
  return tail > 0.25 ? 0.5 + centralArea(t, df) : 1 - tail;
}

function normalEquivalent(t: number, df: number): number {
  const size = Math.max(-1e4, Math.min(1e4, t));
  const square = size * size;
  return (
    size -
    (size * (square + 1)) / (4 * df) +
    (size * (13 * square * square + 8 * square + 3)) / (96 * df * df)
  );
}

/**
 * Quantile of Student's t: the t with P(T ≤ t) = p.
 *
 * With many degrees of freedom by an expansion around the normal ({@link quantileFromNormal}), otherwise by
 * Newton's method: between the quartiles on the area from the centre, which is concave in t; in the tails on the
 * logarithm of the tail against the logarithm of t, which is concave too. So it converges from any start.
 *
 * @param p strictly between 0 and 1
 * @param df any real number above 0; Infinity is the normal
 * @returns ±Infinity when the quantile is beyond the largest number (df far below 1, p tiny)
 * @throws StatisticsError for arguments outside these ranges
 */
export function studentTQuantile(p: number, df: number): number {
  return studentTQuantileOf(p)(df);
}

/** The quantile of one probability, made ready for many degrees of freedom: {@link studentTQuantile} of each. */
export function studentTQuantileOf(p: number): (df: number) => number {
  const z = normalQuantile(requireBetween("p", p, 0, 1));
  return (df) => {
    requireDegreesOfFreedom(df);
    if (df === Infinity || p === 0.5) return z;
    if (df >= NEARLY_NORMAL || expansionHolds(z, df)) return quantileFromNormal(z, df);
    if (p > 0.5) return p > 0.75 ? tailQuantile(1 - p, df) : centralQuantile(p - 0.5, df);
    return p < 0.25 ? -tailQuantile(p, df) : -centralQuantile(0.5 - p, df);
  };
}

function centralQuantile(area: number, df: number): number {
  let t = area / studentTDensity(0, df);
  for (let round = 0; round < 60; round++) {
    const step = (area - centralArea(t, df)) / studentTDensity(t, df);
    t += step;
    if (Math.abs(step) <= 2e-16 * t) break;
  }
  return t;
}

function tailQuantile(p: number, df: number): number {
  let t = startOfTail(p, df);
  for (let round = 0; round < 200; round++) {
    if (!Number.isFinite(t)) return Infinity;
    const tail = upperTail(t, df);
    const step = (Math.log(tail / p) * tail) / densityTimesT(t, df);
    t *= Math.exp(step);
    if (Math.abs(step) <= 2e-16) break;
  }
  return t;
}

/**
 * A start not far above the quantile: the lesser of Wallace's (1959) approximation turned round,
 * z ≈ (8 df + 1)/(8 df + 3) √(df ln(1 + t²/df)), and of the bound P(T > t) ≤ c t^(−df).
 */
function startOfTail(p: number, df: number): number {
  const z = (-normalQuantile(p) * (8 * df + 3)) / (8 * df + 1);
  const wallace = Math.sqrt(df * Math.expm1((z * z) / df));
  const logConstant =
    Math.log(gammaRatioOfHalf(df / 2) / Math.sqrt(df * Math.PI)) + 0.5 * (df + 1) * Math.log(df);
  const bound = Math.exp((logConstant - Math.log(df) - Math.log(p)) / df);
  return df >= 2 ? Math.min(wallace, bound) : bound;
}
