import { normalCdf, normalDensity } from "../distributions/index.ts";
import { requireSquare } from "./arguments.ts";
import { bivariateNormalUpper } from "./bivariate-normal.ts";
import { integrateAdaptively, integrateOnce } from "./gauss-legendre.ts";
import { latticeOrthant } from "./lattice-orthant.ts";

/** Beyond so many standard deviations nothing above 1e-17 is left. */
const FARTHEST = 8.5;
/** A probability below this is treated as 0, above one minus it as 1. */
const NEGLIGIBLE = 1e-16;
/** A variance that conditioning brings below this part of what it was is rounding: the variable is then fixed. */
const VANISHED = 1e-13;
const MOST_ADAPTIVE = 4;
const MOST_NESTED = 5;

/**
 * P(every X_k > 0) for a normal vector, deterministic.
 *
 * Variables that are positive with certainty (to 1e-16) are left out. Then: one or two variables by exact formulas
 * (1e-14); three by one adaptive quadrature over the exact bivariate (1e-11); four by two nested ones (1e-10);
 * five by three nested fixed rules (1e-8); six and more by a lattice rule
 * ({@link latticeOrthant}, 3e-7). A covariance may be singular.
 *
 * @param means expected values, in any unit
 * @param covariance of the same variables, symmetric; a variance of 0 makes X_k its mean, and "0 > 0" is false
 */
export function positiveOrthant(
  means: readonly number[],
  covariance: readonly (readonly number[])[],
): number {
  requireSquare(means, covariance);
  const uncertain: number[] = [];
  for (let k = 0; k < means.length; k++) {
    const mean = means[k]!;
    const variance = covariance[k]![k]!;
    if (variance <= 0) {
      if (mean <= 0) return 0;
      continue;
    }
    const ratio = mean / Math.sqrt(variance);
    const below = normalCdf(-ratio);
    if (below < NEGLIGIBLE) continue;
    if (normalCdf(ratio) < NEGLIGIBLE * NEGLIGIBLE) return 0;
    uncertain.push(k);
  }
  // The least likely variable first: the range of the outermost integral is then the shortest.
  const ratios = means.map((mean, k) => mean / Math.sqrt(covariance[k]![k]!));
  uncertain.sort((a, b) => ratios[a]! - ratios[b]! || a - b);
  return orthantOf(
    uncertain.map((k) => means[k]!),
    uncertain.map((k) => uncertain.map((l) => covariance[k]![l]!)),
  );
}

function orthantOf(
  means: number[],
  covariance: number[][],
  adaptive = means.length <= MOST_ADAPTIVE,
): number {
  const size = means.length;
  if (size === 0) return 1;
  const deviations = covariance.map((row, k) => Math.sqrt(row[k]!));
  if (size === 1) return normalCdf(means[0]! / deviations[0]!);
  if (size === 2) {
    const correlation = covariance[0]![1]! / (deviations[0]! * deviations[1]!);
    const clamped = Math.max(-1, Math.min(1, correlation));
    return bivariateNormalUpper(-means[0]! / deviations[0]!, -means[1]! / deviations[1]!, clamped);
  }
  if (size > MOST_NESTED) return latticeOrthant(means, covariance);
  return integrateOverFirst(means, covariance, deviations, adaptive);
}

/** Conditions on the first variable, in standard units z, and integrates the rest over it. */
function integrateOverFirst(
  means: number[],
  covariance: number[][],
  deviations: number[],
  adaptive: boolean,
): number {
  const first = deviations[0]!;
  let low = Math.max(-FARTHEST, -means[0]! / first);
  let high = FARTHEST;
  const free: number[] = [];
  const slopes = covariance.map((row) => row[0]! / first);
  for (let k = 1; k < means.length; k++) {
    const slope = slopes[k]!;
    const variance = covariance[k]![k]!;
    if (variance - slope * slope > VANISHED * variance) free.push(k);
    else if (slope > 0) low = Math.max(low, -means[k]! / slope);
    else high = Math.min(high, -means[k]! / slope);
  }
  if (low >= high) return 0;
  const rest = free.map((k) => free.map((l) => covariance[k]![l]! - slopes[k]! * slopes[l]!));
  if (free.length === 0) return normalCdf(high) - normalCdf(low);
  const integrand = (z: number): number => {
    const shifted = free.map((k) => means[k]! + slopes[k]! * z);
    return normalDensity(z) * orthantOf(shifted, rest, adaptive);
  };
  if (adaptive) return integrateAdaptively(integrand, low, high, 1e-12);
  const middle = Math.min(Math.max(low + 3, 0), (low + high) / 2);
  return integrateOnce(integrand, low, middle) + integrateOnce(integrand, middle, high);
}
