/**
 * One stratum for the sensitivity check.
 *
 * @property stations N_h
 * @property missing share of the stratum's designed stations that have not reported
 * @property leads of each report, lead of the first over the second choice as a share of its own denominator
 * @property denominators of each report
 */
export type SensitivityStratum = {
  readonly stations: number;
  readonly missing: number;
  readonly leads: readonly number[];
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
  const everyLead = strata.flatMap((stratum) => stratum.leads).sort((a, b) => a - b);
  const everySize = strata.flatMap((stratum) => stratum.denominators);
  if (everyLead.length === 0) return null;
  const overallMean = everySize.reduce((sum, x) => sum + x, 0) / everySize.length;
  const bound = (q: number): number => {
    let votes = 0;
    let ballots = 0;
    for (const { stations, missing, leads, denominators } of strata) {
      const own = leads.length >= REPORTS_FOR_QUANTILES;
      const size = own ? denominators.reduce((sum, x) => sum + x, 0) / denominators.length : overallMean;
      const assumed = quantileOf(own ? [...leads].sort((a, b) => a - b) : everyLead, q);
      const reported = leads.length === 0 ? 0 : stations * (1 - missing);
      const perReport = leads.length === 0 ? 0 : reported / leads.length;
      leads.forEach((lead, i) => {
        votes += perReport * lead * (denominators[i] ?? 0);
        ballots += perReport * (denominators[i] ?? 0);
      });
      votes += (stations - reported) * assumed * size;
      ballots += (stations - reported) * size;
    }
    return votes / ballots;
  };
  return { low: bound(quantile), high: bound(1 - quantile) };
}

/** Quantile of sorted values by linear interpolation (type 7 of Hyndman & Fan 1996). */
function quantileOf(sorted: readonly number[], q: number): number {
  const place = (sorted.length - 1) * q;
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (place - below) * (high - low);
}
