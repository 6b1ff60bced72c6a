import type { QuickCountEstimate } from "@veedor/statistics";
import { MUCH_OF_THE_FRAME } from "@veedor/statistics";
import type { EstimateRequest } from "./request.ts";
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
  "lonely-strata-large",
  "share-without-margin",
  "stations-without-votes",
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** What has to be said of an estimate besides its figures, in the order of weight. */
export function estimateWarnings(
  request: EstimateRequest,
  rows: readonly SampleRow[],
  estimate: QuickCountEstimate,
): EstimateWarning[] {
  return [
    ...strataWarnings(request, estimate),
    ...designWarnings(request),
    ...registeredWarnings(rows, estimate),
    ...alikeWarnings(estimate),
    ...marginWarnings(request, rows, estimate),
  ];
}

/** Margins that say less than they seem to. */
function marginWarnings(
  { strata, columns }: EstimateRequest,
  rows: readonly SampleRow[],
  { notes, shares, stations }: QuickCountEstimate,
): EstimateWarning[] {
  const size = new Map(strata.map((stratum) => [stratum.name, stratum.size ?? 0]));
  const frame = strata.some((stratum) => stratum.size === null) ? null : sumOf([...size.values()]);
  const lonely = sumOf(notes.map((note) => (note.reports === 1 ? (size.get(note.stratum) ?? 0) : 0)));
  const isLarge = frame !== null && lonely > MUCH_OF_THE_FRAME * frame;
  const without = shares.flatMap((share, i) => (share.standardError === 0 ? [columns.choices[i] ?? ""] : []));
  const empty = rows.filter((row) => row.total === 0);
  return [
    ...(isLarge ? [{ code: "lonely-strata-large", stations: lonely, frame } as const] : []),
    ...(stations === frame
      ? []
      : without.map((choice) => ({ code: "share-without-margin", choice }) as const)),
    ...(empty.length === 0
      ? []
      : [{ code: "stations-without-votes", stations: empty.length, line: empty[0]?.line ?? null } as const]),
  ];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Strata with one report or none, and what was done with them. */
function strataWarnings(request: EstimateRequest, { notes }: QuickCountEstimate): EstimateWarning[] {
  const size = new Map(request.strata.map((stratum) => [stratum.name, stratum.size]));
  return notes.map(({ stratum, treatment, to }) => {
    const stations = size.get(stratum) ?? null;
    if (treatment === "unrepresented") return { code: "stratum-unrepresented", stratum, stations };
    if (treatment === "reweight") return { code: "stratum-reweighted", stratum, to, stations };
    if (treatment === "adjust" && request.lonely !== "adjust")
      return { code: "collapse-not-declared", stratum };
    return { code: "stratum-lonely", stratum, rule: treatment, to };
  });
}

/** What the design does not say. */
function designWarnings({ columns, strata, strataDeclared }: EstimateRequest): EstimateWarning[] {
  const undeclared = columns.stratum !== null && !strataDeclared;
  const unsized = strata.some((stratum) => stratum.name === WHOLE_FRAME && stratum.size === null);
  return [
    ...(undeclared ? [{ code: "strata-not-declared" } as const] : []),
    ...(unsized ? [{ code: "population-not-declared" } as const] : []),
  ];
}

/** Turnout that has no estimate, and stations whose registered voters are odd but possible. */
function registeredWarnings(rows: readonly SampleRow[], { turnout }: QuickCountEstimate): EstimateWarning[] {
  const zero = rows.filter((row) => row.registered === 0);
  const above = rows.filter(
    (row) => row.registered !== null && row.registered > 0 && row.ballots > row.registered,
  );
  const warning = (code: WarningCode, found: readonly SampleRow[]): EstimateWarning[] =>
    found.length === 0 ? [] : [{ code, stations: found.length, line: found[0]?.line ?? null }];
  return [
    ...(turnout === null ? [{ code: "turnout-not-computable" } as const] : []),
    ...warning("registered-zero", zero),
    ...warning("votes-above-registered", above),
  ];
}

function alikeWarnings({ strataWithoutVariance: alike }: QuickCountEstimate): EstimateWarning[] {
  return alike.length === 0
    ? []
    : [{ code: "strata-without-variance", strata: alike.length, stratum: alike[0] ?? null }];
}
