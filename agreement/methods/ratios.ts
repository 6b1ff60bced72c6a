import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { compareEstimates, estimatorOf, type GoldenEstimates } from "./estimates.ts";

type OwnDegreesOfFreedom = { shares: number[]; lead: number; turnout: number };
type Case = {
  id: string;
  sample_file: string;
  n: number;
  design: { type: string };
  expected: GoldenEstimates & {
    candidates: string[];
    df: number;
    ci_normal: number[][];
    ci_t: number[][];
  };
  expected_own?: Partial<Record<"df_satterthwaite" | "df_welch_corrected", OwnDegreesOfFreedom>>;
};

/** Combined ratios of simple and stratified random samples against R survey, with intervals and our own df rules. */
export function compareRatios(folder: ReferenceFolder, method: string, tally: Tally): void {
  for (const file of folder.files(method, ".json")) {
    const one = folder.json(file) as Case;
    tally.case(one.id, () => compareCase(one, folder.rows(`${method}/${one.sample_file}`), tally));
  }
}

function compareCase(one: Case, rows: Record<string, string>[], tally: Tally): void {
  const { expected, expected_own: own } = one;
  const stratified = one.design.type.startsWith("stratified");
  const estimator = estimatorOf(rows, expected.candidates, (row) =>
    stratified ? String(row["stratum"]) : "whole frame",
  );
  const design = estimator.estimate({ degreesOfFreedom: "design" });
  tally.exact("stations", design.stations, one.n);
  compareEstimates("", estimator, design, expected.candidates, expected, tally);
  const limits = (rule: "design" | "normal") =>
    estimator.estimate({ degreesOfFreedom: rule }).shares.flatMap(({ low, high }) => [low, high]);
  tally.numbers("limits by t", limits("design"), expected.ci_t.flat(), "error");
  tally.numbers("limits by z", limits("normal"), expected.ci_normal.flat(), "error");
  for (const [rule, golden] of [
    ["satterthwaite", own?.df_satterthwaite],
    ["welch", own?.df_welch_corrected],
  ] as const) {
    if (golden === undefined) continue;
    const estimate = estimator.estimate({ degreesOfFreedom: rule });
    const ours = [...estimate.shares, estimate.lead, estimate.turnout].map((of) => of?.degreesOfFreedom ?? 0);
    // The rule caps at n − H and never goes below 1; the reference gives the value before that.
    const capped = [...golden.shares, golden.lead, golden.turnout].map((df) =>
      Math.min(expected.df, Math.max(1, df)),
    );
    tally.numbers(`df by ${rule}`, ours, capped, "error");
  }
}
