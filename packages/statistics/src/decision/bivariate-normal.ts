import { normalCdf } from "../distributions/index.ts";
import { requireNumber } from "../statistics-error.ts";
import { integrateOnce } from "./gauss-legendre.ts";

/** Above this correlation the integral is taken from the other end, where it stays smooth. */
const HIGH_CORRELATION = 0.9;

/**
 * P(X > h and Y > k) for two standard normal variables with a correlation. Absolute error below 1e-14.
 *
 * With r = sin θ the derivative of the probability by θ is exp(−(h² + k² − 2hk sin θ) / 2cos²θ) / 2π (Plackett,
 * 1954). It is integrated from independence up to the correlation or, when that is high, down from identity.
 *
 * @param h lower limit of X, in standard deviations (±Infinity allowed)
 * @param k lower limit of Y
 * @param correlation from −1 to 1; at ±1 the exact degenerate value
 * @throws StatisticsError for a correlation outside −1 … 1
 * @see Drezner & Wesolowsky (1990), J. Statist. Comput. Simul. 35, 101-107; Genz (2004), Stat. Comput. 14, 251-260
 */
export function bivariateNormalUpper(h: number, k: number, correlation: number): number {
  requireNumber("correlation", correlation, -1, 1);
  if (h === Infinity || k === Infinity) return 0;
  if (h === -Infinity) return normalCdf(-k);
  if (k === -Infinity) return normalCdf(-h);
  if (correlation < -HIGH_CORRELATION) {
    return Math.max(0, normalCdf(-h) - highlyCorrelated(h, -k, -correlation));
  }
  if (correlation > HIGH_CORRELATION) return highlyCorrelated(h, k, correlation);
  const independent = normalCdf(-h) * normalCdf(-k);
  if (correlation === 0) return independent;
  const squares = (h * h + k * k) / 2;
  const area = integrateOnce(
    (angle) => {
      const sine = Math.sin(angle);
      return Math.exp((h * k * sine - squares) / (1 - sine * sine));
    },
    0,
    Math.asin(correlation),
  );
  return Math.max(0, independent + area / (2 * Math.PI));
}

/**
 * P(X > max(h, k)) less the integral from the correlation up to 1. In c = cos θ the integrand is
 * exp(−(h − k)² / 2c² − hk / (1 + sin θ)) / sin θ, which rises from 0 within a factor of c: hence steps in ln c.
 */
function highlyCorrelated(h: number, k: number, correlation: number): number {
  const identical = normalCdf(-Math.max(h, k));
  const widest = Math.sqrt((1 - correlation) * (1 + correlation));
  if (widest === 0) return identical;
  const gap = Math.abs(h - k);
  const narrowest = Math.max(gap / 9, widest * 1e-17);
  if (narrowest >= widest) return identical;
  const low = Math.log(narrowest);
  const high = Math.log(widest);
  const panels = Math.max(1, Math.ceil((high - low) / 1.5));
  const integrand = (logarithm: number): number => {
    const c = Math.exp(logarithm);
    const sine = Math.sqrt((1 - c) * (1 + c));
    return (c * Math.exp(-0.5 * (gap / c) ** 2 - (h * k) / (1 + sine))) / sine;
  };
  let area = 0;
  for (let i = 0; i < panels; i++) {
    const step = (high - low) / panels;
    area += integrateOnce(integrand, low + i * step, low + (i + 1) * step);
  }
  return Math.max(0, identical - area / (2 * Math.PI));
}
