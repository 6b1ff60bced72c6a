/**
 * One stratum for the sensitivity check.
 *
 * @property stations N_h
 * @property missing share of the stratum's designed stations whose figures are not in the estimate: those that have
 *   not reported, and those whose report cannot be used, since it says nothing of how they voted
 * @property differences of each report, votes of the first less those of the second choice
 * @property denominators of each report, in the same order; 0 where nobody voted
 */
export type SensitivityStratum = {
  readonly stations: number;
  readonly missing: number;
  readonly differences: readonly number[];
  readonly denominators: readonly number[];
};

/** Reports that a stratum needs for quantiles of its own; with fewer those of all strata are used. */
const REPORTS_FOR_QUANTILES = 5;

/**
 * What the lead would be if the missing stations all stood at a low, and all at a high, quantile of the stations
 * of their stratum that reported. Two bounds, not an interval: no probability belongs to them.
 *
 * Source: `docs/method/release-gate.md`; release rule 4 of the NDI practice of chasing missing points.
 *
 * @param quantile such as 0.1: the low bound takes the 10th percentile, the high bound the 90th
 */
export function leadIfMissingWere(
  strata: readonly SensitivityStratum[],
  quantile: number,
): { readonly low: number; readonly high: number } | null {
  const leads = strata.map(sortedLeads);
  const everyLead = leads.flat().sort((a, b) => a - b);
  const everySize = strata.flatMap((stratum) => stratum.denominators);
  if (everyLead.length === 0) return null;
  const overallMean = everySize.reduce((sum, x) => sum + x, 0) / everySize.length;
  const bound = (q: number): number => {
    let votes = 0;
    let ballots = 0;
    strata.forEach(({ stations, missing, differences, denominators }, h) => {
      const ownLeads = leads[h] ?? [];
      const own = ownLeads.length >= REPORTS_FOR_QUANTILES;
      const size = own ? denominators.reduce((sum, x) => sum + x, 0) / denominators.length : overallMean;
      const assumed = quantileOf(own ? ownLeads : everyLead, q);
      const reported = denominators.length === 0 ? 0 : stations * (1 - missing);
      const perReport = denominators.length === 0 ? 0 : reported / denominators.length;
      denominators.forEach((denominator, i) => {
        votes += perReport * (differences[i] ?? 0);
        ballots += perReport * denominator;
      });
      votes += (stations - reported) * assumed * size;
      ballots += (stations - reported) * size;
    });
    return votes / ballots;
  };
  return { low: bound(quantile), high: bound(1 - quantile) };
}

/** Leads as shares of their own denominators, in ascending order; a station without votes has none. */
function sortedLeads({ differences, denominators }: SensitivityStratum): number[] {
  return denominators
    .flatMap((denominator, i) => (denominator === 0 ? [] : [(differences[i] ?? 0) / denominator]))
    .sort((a, b) => a - b);
}

/** Quantile of sorted values by linear interpolation (type 7 of Hyndman & Fan 1996). */
function quantileOf(sorted: readonly number[], q: number): number {
  const place = (sorted.length - 1) * q;
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (place - below) * (high - low);
}
