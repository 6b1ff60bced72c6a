import { requireInteger, StatisticsError } from "../statistics-error.ts";
import type { ReportingDesign } from "./reporting-design.ts";
import type { StationSums } from "./station-sums.ts";

/** A post-stratum: a cell of the frame whose number of stations is known and to which the sample is adjusted. */
export type PostStratum = { readonly name: string; readonly size: number };

/** What a cell needs before it is used: its name, stations that reported, stations in the frame. */
export type CellCoverage = { readonly name: string; readonly reports: number; readonly size: number };

/**
 * Factors that make the weighted number of stations of each cell equal to the frame's, and the weighted mean
 * counts of each cell, from which its stations' residuals are taken.
 *
 * With N̂_c = Σ w over the cell: factor g_c = N_c / N̂_c, mean v̄_c = Σ w v / N̂_c.
 *
 * Source: Särndal, Swensson & Wretman (1992), section 7.6; the g-weighted residual variance as in
 * R `survey::postStratify`.
 */
export type Adjustment = { readonly factor: Float64Array; readonly mean: Float64Array };

export function checkPostStrata(postStrata: readonly PostStratum[]): void {
  const names = new Set<string>();
  postStrata.forEach((cell, c) => {
    requireInteger(`postStrata[${c}].size`, cell.size, 0);
    if (names.has(cell.name))
      throw new StatisticsError("duplicate", `postStrata[${c}].name`, cell.name, "each once");
    names.add(cell.name);
  });
}

/** Reports in hand of each cell. */
export function cellCoverage(sums: StationSums, postStrata: readonly PostStratum[]): CellCoverage[] {
  const reports = new Float64Array(postStrata.length);
  sums.pairs.forEach(({ cell }, pair) => {
    reports[cell] = reports[cell]! + sums.count(pair);
  });
  return postStrata.map((cell, c) => ({ name: cell.name, reports: reports[c]!, size: cell.size }));
}

/**
 * The adjustment for the reports in hand, or the cells that stand in its way: those with stations in the frame
 * and fewer than `minimum` reports.
 */
export function adjustment(
  sums: StationSums,
  design: ReportingDesign,
  postStrata: readonly PostStratum[],
  minimum: number,
): Adjustment | { readonly thinCells: readonly CellCoverage[] } {
  const thinCells = cellCoverage(sums, postStrata).filter((cell) => cell.size > 0 && cell.reports < minimum);
  if (thinCells.length > 0) return { thinCells };
  const m = sums.variables;
  const estimated = new Float64Array(postStrata.length);
  const mean = new Float64Array(postStrata.length * m);
  sums.pairs.forEach(({ stratum, cell }, pair) => {
    const weight = design.weight[stratum]!;
    estimated[cell] = estimated[cell]! + weight * sums.count(pair);
    const linear = sums.linear(pair);
    for (let a = 0; a < m; a++) mean[cell * m + a] = mean[cell * m + a]! + weight * linear[a]!;
  });
  const factor = new Float64Array(postStrata.length);
  postStrata.forEach((cell, c) => {
    factor[c] = estimated[c] === 0 ? 0 : cell.size / estimated[c]!;
    for (let a = 0; a < m; a++) mean[c * m + a] = estimated[c] === 0 ? 0 : mean[c * m + a]! / estimated[c]!;
  });
  return { factor, mean };
}
