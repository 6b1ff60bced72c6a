import type { AnalysisPlan, Take } from "@veedor/quick-count";

/** How the order of arrival is known: from the authority's clock, from steps without a clock, or simulated. */
export type ArrivalKind = "recorded" | "steps" | "simulated";

/** How the sample came about: drawn by us from a seed, or the sample that was really observed. */
export type SampleOrigin = { readonly kind: "drawn"; readonly seed: string } | { readonly kind: "own" };

/** A share of the file's own totals; "official" here means the sums of the file, nothing else. */
export type TrueShare = { readonly choice: string; readonly share: number };

/** A whole evening as it was replayed: all that the printed table, the JSON and the page show. */
export type ReplayRecord = {
  readonly title: string;
  /** Where the data come from, in words, for the foot of the page. */
  readonly source: string;
  /** A warning in words that belongs beside every figure: fictional country, incomplete file …; may be empty. */
  readonly caution: string;
  readonly timeZone: string;
  readonly arrival: ArrivalKind;
  readonly sample: SampleOrigin;
  readonly plan: AnalysisPlan;
  readonly choices: readonly { readonly code: string; readonly name: string }[];
  readonly frame: { readonly stations: number; readonly registered: number | null; readonly hash: string };
  readonly strata: number;
  readonly designed: number;
  readonly takes: readonly Take[];
  readonly truth: readonly TrueShare[];
  readonly trueTurnout: number | null;
  readonly late: number;
  readonly sent: number;
  readonly accepted: number;
  readonly refused: number;
  readonly stored: number;
};

/** Choices whose true share lies outside the last headline interval. */
export function missedChoices(record: ReplayRecord): string[] {
  const last = record.takes.at(-1)?.figures;
  if (!last) return [];
  return record.truth.flatMap(({ choice, share }) => {
    const estimate = last.shares[record.choices.findIndex((one) => one.code === choice)];
    return estimate && (share < estimate.low || share > estimate.high) ? [choice] : [];
  });
}
