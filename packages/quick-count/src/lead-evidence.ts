import type { LeadEstimate, StationReport } from "@veedor/statistics";
import type { Drift, OrderedResidual } from "./reporting-bias.ts";
import { arrivalDrift } from "./reporting-bias.ts";
import { responseByStratum } from "./response.ts";
import type { SampleDesign } from "./sample-design.ts";
import { leadIfMissingWere } from "./sensitivity.ts";

/** Reports in order of arrival by their station's position in the design; `null` when the figures cannot be used. */
export type ReceivedReports = ReadonlyMap<number, StationReport | null>;

/** Drift of the lead inside stratum and post-stratum, which a post-stratified headline holds fixed. */
export function leadDrift(design: SampleDesign, received: ReceivedReports, lead: LeadEstimate): Drift | null {
  const { designed, usable } = reportsByStratum(design, received);
  const size = (h: number): number => design.strata[h]?.size ?? 0;
  const cells = Math.max(1, design.postStrata.length);
  let denominator = 0;
  const residuals: OrderedResidual[] = [];
  for (const report of received.values()) {
    if (report === null) continue;
    const weight = size(report.stratum) / (usable[report.stratum] ?? 1);
    denominator += weight * report.denominator;
    const group = report.stratum * cells + (report.postStratum ?? 0);
    residuals.push({
      group,
      weight,
      residual: difference(report, lead) - lead.estimate * report.denominator,
    });
  }
  const missing = new Map<number, { group: number; stations: number; weight: number }>();
  design.stations.forEach((station, i) => {
    if (received.get(i)) return;
    const group = station.stratum * cells + station.postStratum;
    const weight = size(station.stratum) / (designed[station.stratum] ?? 1);
    const entry = missing.get(group) ?? { group, stations: 0, weight };
    entry.stations += 1;
    missing.set(group, entry);
  });
  return arrivalDrift(residuals, [...missing.values()], denominator);
}

/**
 * The lead if every missing station stood at a low, and at a high, quantile of its stratum's reports: the headline's
 * lead, moved as far as those assumptions move the weighted one.
 */
export function leadBounds(
  design: SampleDesign,
  received: ReceivedReports,
  lead: LeadEstimate,
  quantile: number,
): { readonly low: number; readonly high: number } | null {
  const { designed, usable } = reportsByStratum(design, received);
  const strata = design.strata.map((stratum, h) => ({
    stations: stratum.size ?? 0,
    missing: designed[h] ? 1 - (usable[h] ?? 0) / designed[h] : 1,
    differences: [] as number[],
    denominators: [] as number[],
  }));
  for (const report of received.values()) {
    if (report === null) continue;
    strata[report.stratum]?.differences.push(difference(report, lead));
    strata[report.stratum]?.denominators.push(report.denominator);
  }
  const bounds = leadIfMissingWere(strata, quantile);
  if (bounds === null) return null;
  const { low, base, high } = bounds;
  return { low: lead.estimate + low - base, high: lead.estimate + high - base };
}

function difference({ votes }: StationReport, { first, second }: LeadEstimate): number {
  return (votes[first] ?? 0) - (votes[second] ?? 0);
}

/** Designed stations of each stratum, and those whose figures are in the estimate, in the strata's order. */
function reportsByStratum(design: SampleDesign, received: ReceivedReports) {
  const { designed, arrived } = responseByStratum(
    design,
    (station) => (received.get(station) ?? null) !== null,
  );
  return { designed, usable: arrived };
}
