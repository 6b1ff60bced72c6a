import type { QuickCountEstimate } from "@veedor/statistics";
import type { EstimateRequest } from "./command.ts";
import type { SampleRow } from "./sample-file.ts";
import { WHOLE_FRAME } from "./sample-file.ts";

/** Something that a reader of the estimate must know; the code is stable, the values fill its message. */
export type EstimateWarning = {
  readonly code: WarningCode;
  readonly [value: string]: string | number | null;
};

export const WARNING_CODES = [
  "strata-not-declared",
  "population-not-declared",
  "turnout-not-computable",
  "registered-zero",
  "votes-above-registered",
  "stratum-lonely",
  "stratum-reweighted",
  "stratum-unrepresented",
  "collapse-not-declared",
  "strata-without-variance",
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** What has to be said of an estimate besides its figures, in the order of weight. */
export function estimateWarnings(
  request: EstimateRequest,
  rows: readonly SampleRow[],
  estimate: QuickCountEstimate,
): EstimateWarning[] {
  const warnings: EstimateWarning[] = [];
  const size = new Map(request.strata.map((stratum) => [stratum.name, stratum.size]));
  for (const note of estimate.notes) {
    const { stratum, treatment, to } = note;
    if (treatment === "unrepresented") warnings.push({ code: "stratum-unrepresented", stratum, stations: size.get(stratum) ?? null });
    else if (treatment === "reweight") warnings.push({ code: "stratum-reweighted", stratum, to, stations: size.get(stratum) ?? null });
    else if (treatment === "adjust" && request.lonely !== "adjust") warnings.push({ code: "collapse-not-declared", stratum });
    else warnings.push({ code: "stratum-lonely", stratum, rule: treatment, to });
  }
  if (request.columns.stratum !== null && !request.strataDeclared) warnings.push({ code: "strata-not-declared" });
  if (request.strata.some((stratum) => stratum.name === WHOLE_FRAME && stratum.size === null)) {
    warnings.push({ code: "population-not-declared" });
  }
  if (estimate.turnout === null) warnings.push({ code: "turnout-not-computable" });
  const zero = rows.filter((row) => row.registered === 0);
  if (zero.length > 0) warnings.push({ code: "registered-zero", stations: zero.length, line: zero[0]?.line ?? null });
  const above = rows.filter((row) => row.registered !== null && row.registered > 0 && row.total > row.registered);
  if (above.length > 0) warnings.push({ code: "votes-above-registered", stations: above.length, line: above[0]?.line ?? null });
  const alike = estimate.strataWithoutVariance;
  if (alike.length > 0) warnings.push({ code: "strata-without-variance", strata: alike.length, stratum: alike[0] ?? null });
  return warnings;
}
