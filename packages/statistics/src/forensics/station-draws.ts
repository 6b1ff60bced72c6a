import type { SeededRandom } from "../random/index.ts";

/**
 * A binomial count by inversion, outwards from the mode: about √n steps, exact up to rounding.
 *
 * @param factorials table of ln k! up to n at least
 */
export function drawBinomial(n: number, p: number, random: SeededRandom, factorials: Float64Array): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const atMode = Math.exp(
    factorials[n]! -
      factorials[mode]! -
      factorials[n - mode]! +
      mode * Math.log(p) +
      (n - mode) * Math.log1p(-p),
  );
  let left = random.next() - atMode;
  if (left < 0) return mode;
  let below = mode;
  let above = mode;
  let massBelow = atMode;
  let massAbove = atMode;
  while (below > 0 || above < n) {
    if (above < n) {
      massAbove *= ((n - above) / (above + 1)) * odds;
      above += 1;
      left -= massAbove;
      if (left < 0) return above;
    }
    if (below > 0) {
      massBelow *= below / ((n - below + 1) * odds);
      below -= 1;
      left -= massBelow;
      if (left < 0) return below;
    }
    // What rounding has left over falls to the mode.
    if (massAbove + massBelow < 1e-300) return mode;
  }
  return mode;
}

/**
 * A gamma variable of the given shape and scale 1.
 *
 * @see Marsaglia & Tsang (2000), ACM Transactions on Mathematical Software 26, 363-372
 */
export function drawGamma(shape: number, random: SeededRandom): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * A beta-binomial count: Binomial(n, P) with P ~ Beta(p (1 − ρ)/ρ, (1 − p)(1 − ρ)/ρ), whose mean is n p and whose
 * variance n p (1 − p)(1 + (n − 1) ρ). With ρ = 0 the binomial.
 */
export function drawBetaBinomial(
  n: number,
  p: number,
  rho: number,
  random: SeededRandom,
  factorials: Float64Array,
): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (rho <= 0) return drawBinomial(n, p, random, factorials);
  const size = (1 - rho) / rho;
  const a = drawGamma(p * size, random);
  const b = drawGamma((1 - p) * size, random);
  return drawBinomial(n, a + b === 0 ? p : a / (a + b), random, factorials);
}
