import type { Adjustment } from "./post-strata.ts";
import type { ReportingDesign, VarianceGroup } from "./reporting-design.ts";
import type { StationSums } from "./station-sums.ts";

/**
 * One variance group's part of the covariance matrix of the totals, written to `out` as a packed upper triangle:
 *
 *     C = (1 − n_c / N_c) · n_c / (n_c − 1) · Σ_i (z_i − z̄)(z_i − z̄)ᵀ,   z_i = w_i v_i
 *
 * and with an adjustment z_i = w_i g_c (v_i − v̄_c). A group that is not centred (one station, rule `adjust`)
 * has C = (1 − n/N) z zᵀ.
 *
 * Source: Särndal, Swensson & Wretman (1992), result 3.7.2 and section 5.6; Lumley (2010), section 2.
 */
export function groupCovariance(
  sums: StationSums,
  design: ReportingDesign,
  group: VarianceGroup,
  adjusted: Adjustment | null,
  out: Float64Array,
): void {
  out.fill(0);
  const n = group.reports;
  const uncovered = 1 - n / group.size;
  if (uncovered === 0 || (n === 1 && group.centred)) return;
  if (adjusted === null && group.strata.length === 1 && group.centred) {
    oneStratum(sums, design, group, uncovered, out);
    return;
  }
  const z = new Float64Array(sums.variables);
  for (const h of group.strata) {
    for (const pair of sums.pairsOfStratum[h]!) addPair(sums, pair, design.weight[h]!, adjusted, z, out);
  }
  const scale = group.centred ? (uncovered * n) / (n - 1) : uncovered;
  const share = group.centred ? 1 / n : 0;
  let p = 0;
  for (let a = 0; a < z.length; a++) {
    for (let b = a; b < z.length; b++, p++) out[p] = scale * (out[p]! - share * z[a]! * z[b]!);
  }
}

/** Adds Σ z_i to `z` and Σ z_i z_iᵀ to `out` for the stations of one pair (stratum, cell). */
function addPair(
  sums: StationSums,
  pair: number,
  weight: number,
  adjusted: Adjustment | null,
  z: Float64Array,
  out: Float64Array,
): void {
  const m = sums.variables;
  const { cell } = sums.pairs[pair]!;
  const factor = weight * (adjusted?.factor[cell] ?? 1);
  const mean = adjusted?.mean.subarray(cell * m, (cell + 1) * m) ?? new Float64Array(m);
  const count = sums.count(pair);
  const linear = sums.linear(pair);
  const products = sums.products(pair);
  let p = 0;
  for (let a = 0; a < m; a++) {
    z[a] = z[a]! + factor * (linear[a]! - count * mean[a]!);
    for (let b = a; b < m; b++, p++) {
      const centred =
        products[p]! - linear[a]! * mean[b]! - linear[b]! * mean[a]! + count * mean[a]! * mean[b]!;
      out[p] = out[p]! + factor * factor * centred;
    }
  }
}

/** The usual case, with n Σvvᵀ − Σv Σvᵀ in whole numbers, so that nothing cancels. */
function oneStratum(
  sums: StationSums,
  design: ReportingDesign,
  group: VarianceGroup,
  uncovered: number,
  out: Float64Array,
): void {
  const m = sums.variables;
  const h = group.strata[0]!;
  const pairs = sums.pairsOfStratum[h]!;
  const n = group.reports;
  const weight = design.weight[h]!;
  const scale = (uncovered * weight * weight) / (n - 1);
  const first = pairs[0]!;
  let linear = sums.linear(first);
  let products = sums.products(first);
  if (pairs.length > 1) {
    linear = linear.slice();
    products = products.slice();
    for (const pair of pairs.slice(1)) {
      const moreLinear = sums.linear(pair);
      const moreProducts = sums.products(pair);
      for (let a = 0; a < m; a++) linear[a] = linear[a]! + moreLinear[a]!;
      for (let p = 0; p < products.length; p++) products[p] = products[p]! + moreProducts[p]!;
    }
  }
  let p = 0;
  for (let a = 0; a < m; a++) {
    const sum = linear[a]!;
    for (let b = a; b < m; b++, p++) out[p] = scale * (n * products[p]! - sum * linear[b]!);
  }
}
