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

/** Reports that a stratum needs for quantiles of its own; with fewer the wider of its own and all strata's counts. */
const REPORTS_FOR_QUANTILES = 5;

/**
 * What the lead would be if the missing stations all stood at a low, and all at a high, quantile of the stations
 * of their stratum that reported; and `base`, if they all stood at their stratum's mean. Two bounds, not an
 * interval: no probability belongs to them. A stratum with few reports takes the wider of its own extremes and the
 * quantiles of all strata, so that silent strongholds are not given the country's figures.
 *
 * Source: `docs/method/release-gate.md`; release rule 4 of the NDI practice of chasing missing points.
 *
 * @param quantile such as 0.1: the low bound takes the 10th percentile, the high bound the 90th
 */
export function leadIfMissingWere(
  strata: readonly SensitivityStratum[],
  quantile: number,
): { readonly low: number; readonly base: number; readonly high: number } | null {
  const leads = strata.map(sortedLeads);
  const everyLead = leads.flat().sort((a, b) => a - b);
  const everySize = strata.flatMap((stratum) => stratum.denominators);
  const everyDifference = strata.flatMap((stratum) => stratum.differences);
  if (everyLead.length === 0) return null;
  const overallMean = sum(everySize) / everySize.length;
  const overallLead = sum(everyDifference) / sum(everySize);
  const leadWith = (
    assumedOf: (ownLeads: readonly number[], stratum: SensitivityStratum) => number,
  ): number => {
    let votes = 0;
    let ballots = 0;
    strata.forEach((stratum, h) => {
      const { stations, missing, differences, denominators } = stratum;
      const own = (leads[h] ?? []).length >= REPORTS_FOR_QUANTILES;
      const size = own ? sum(denominators) / denominators.length : overallMean;
      const reported = denominators.length === 0 ? 0 : stations * (1 - missing);
      const perReport = denominators.length === 0 ? 0 : reported / denominators.length;
      votes +=
        perReport * sum(differences) + (stations - reported) * assumedOf(leads[h] ?? [], stratum) * size;
      ballots += perReport * sum(denominators) + (stations - reported) * size;
    });
    return votes / ballots;
  };
  const bound = (q: number, wider: (a: number, b: number) => number) => (ownLeads: readonly number[]) => {
    if (ownLeads.length >= REPORTS_FOR_QUANTILES) return quantileOf(ownLeads, q);
    const overall = quantileOf(everyLead, q);
    return ownLeads.length === 0 ? overall : wider(overall, quantileOf(ownLeads, q));
  };
  const mean = (_: readonly number[], { differences, denominators }: SensitivityStratum): number =>
    sum(denominators) === 0 ? overallLead : sum(differences) / sum(denominators);
  return {
    low: leadWith(bound(quantile, Math.min)),
    base: leadWith(mean),
    high: leadWith(bound(1 - quantile, Math.max)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
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
