import { normalCdf } from "@veedor/statistics";
import type { GroupCoverage } from "./response.ts";

/** Smallest group for which a response rate is compared: with fewer stations it says nothing. */
export const SMALLEST_GROUP = 5;

/**
 * Whether the estimate drifts with the order of arrival.
 *
 * @property z standardised statistic; under random order of arrival within strata about normal
 * @property probability two-sided, of so large a drift when order of arrival means nothing
 * @property projected points of the lead (fraction of 1) by which it would move if the missing stations went on
 *   along the trend; a rough figure, for its size and sign
 */
export type Drift = { readonly z: number; readonly probability: number; readonly projected: number };

/** Mean registered voters of the stations that reported against those drawn, as a ratio less 1, with its z. */
export type SizeDifference = { readonly relative: number; readonly z: number };

/**
 * Signs that what has arrived is not like what was drawn.
 *
 * @property largest group whose response differs most from the rest; `null` when there is none to compare
 * @property raised which of the signs pass their thresholds
 */
export type ReportingBias = {
  readonly largest: GroupCoverage | null;
  readonly drift: Drift | null;
  readonly size: SizeDifference | null;
  readonly raised: readonly ("arrival-differs" | "estimate-drifts" | "station-sizes-differ")[];
};

/** One report in its order: stratum, weight of the stratum's stations, residual of the lead. */
export type OrderedResidual = { readonly group: number; readonly weight: number; readonly residual: number };

/**
 * Test of drift: does the residual of the lead go with the order of arrival, inside strata?
 *
 *     S = Σ_h w_h Σ_i (r_i − r̄_h)(e_i − ē_h),   Var S = Σ_h w_h² SS_r SS_e / (n_h − 1)
 *
 * with r_i the place in the order of arrival and e_i = (y_1 − y_2) − (R_1 − R_2) x_i. The variance is exact under
 * random permutation of the order inside each stratum (Hoeffding 1951, Annals of Mathematical Statistics
 * 22:558–566); z is then about normal.
 *
 * @param reports in order of arrival
 * @param missing for each group, stations that have not reported, with their weight in the frame
 * @param denominator estimated total of the shares' denominator over the frame
 * @returns `null` when no stratum has two reports or all residuals are alike
 */
export function arrivalDrift(
  reports: readonly OrderedResidual[],
  missing: readonly { readonly group: number; readonly stations: number; readonly weight: number }[],
  denominator: number,
): Drift | null {
  const groups = new Map<number, { weight: number; ranks: number[]; residuals: number[] }>();
  reports.forEach(({ group, weight, residual }, rank) => {
    const entry = groups.get(group) ?? { weight, ranks: [], residuals: [] };
    entry.ranks.push(rank + 1);
    entry.residuals.push(residual);
    groups.set(group, entry);
  });
  let statistic = 0;
  let variance = 0;
  let rankSquares = 0;
  for (const { weight, ranks, residuals } of groups.values()) {
    if (ranks.length < 2) continue;
    const rankMean = mean(ranks);
    const residualMean = mean(residuals);
    let cross = 0;
    let rankSum = 0;
    let residualSum = 0;
    ranks.forEach((rank, i) => {
      const e = (residuals[i] ?? 0) - residualMean;
      cross += (rank - rankMean) * e;
      rankSum += (rank - rankMean) ** 2;
      residualSum += e * e;
    });
    statistic += weight * cross;
    rankSquares += weight * rankSum;
    variance += (weight * weight * rankSum * residualSum) / (ranks.length - 1);
  }
  if (!(variance > 0) || !(rankSquares > 0) || !(denominator > 0)) return null;
  const z = statistic / Math.sqrt(variance);
  const slope = statistic / rankSquares;
  const awaited = missing.reduce((sum, { stations }) => sum + stations, 0);
  const missingRank = reports.length + (awaited + 1) / 2;
  const projected = missing.reduce((sum, { group, stations, weight }) => {
    const ranks = groups.get(group)?.ranks;
    const from = ranks === undefined ? reports.length / 2 : mean(ranks);
    return sum + weight * stations * slope * (missingRank - from);
  }, 0);
  return { z, probability: 2 * normalCdf(-Math.abs(z)), projected: projected / denominator };
}

/** The group whose response rate differs most from that of the others, where group and others are large enough. */
export function largestDifference(groups: readonly GroupCoverage[]): GroupCoverage | null {
  const drawn = new Map<string, number>();
  for (const { column, designed } of groups) drawn.set(column, (drawn.get(column) ?? 0) + designed);
  let largest: GroupCoverage | null = null;
  for (const group of groups) {
    const others = (drawn.get(group.column) ?? 0) - group.designed;
    if (group.difference === null || Math.min(group.designed, others) < SMALLEST_GROUP) continue;
    if (largest === null || Math.abs(group.difference) > Math.abs(largest.difference ?? 0)) largest = group;
  }
  return largest;
}

/**
 * Puts the signs together and says which pass their thresholds. A drift must be both unlikely by chance and large
 * enough to matter: with thousands of reports a tenth of a point is significant and means nothing.
 *
 * @param thresholds.smallestDrift size of `projected` (fraction of 1) below which a drift is not raised
 */
export function reportingBias(
  groups: readonly GroupCoverage[],
  drift: Drift | null,
  size: SizeDifference | null,
  thresholds: {
    readonly arrivalDifference: number;
    readonly driftLevel: number;
    readonly smallestDrift: number;
  },
): ReportingBias {
  const largest = largestDifference(groups);
  const raised: ReportingBias["raised"][number][] = [];
  if (Math.abs(largest?.difference ?? 0) > thresholds.arrivalDifference) raised.push("arrival-differs");
  const drifts = drift !== null && Math.abs(drift.projected) >= thresholds.smallestDrift;
  if (drifts && drift.probability < thresholds.driftLevel) raised.push("estimate-drifts");
  if (size !== null && 2 * normalCdf(-Math.abs(size.z)) < thresholds.driftLevel)
    raised.push("station-sizes-differ");
  return { largest, drift, size, raised };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
