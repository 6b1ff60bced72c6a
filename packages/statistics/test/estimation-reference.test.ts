import { describe, expect, it } from "vitest";
import type { LonelyRule, QuickCountEstimate, Stratum } from "../src/index.ts";
import { StratifiedEstimator } from "../src/index.ts";
import {
  largestDifference,
  needsReference,
  referenceJson,
  referencePresent,
  referenceRows,
} from "./reference.ts";

type Estimates = {
  share: number[];
  se: number[];
  vcov?: number[][];
  df: number;
  totals: { estimate: number[]; se: number[] };
  turnout: { estimate: number; se: number };
  lead: { lead: number; se: number };
};
type Expected = Estimates & {
  candidates: string[];
  level: number;
  ci_normal: number[][];
  ci_t: number[][];
  lead: { first: string; second: string };
};
type OwnDegreesOfFreedom = { shares: number[]; lead: number; turnout: number };
type Case = {
  id: string;
  n: number;
  expected: Expected;
  expected_own?: { df_satterthwaite: OwnDegreesOfFreedom; df_welch_corrected: OwnDegreesOfFreedom };
};

const SHARE = 1e-12;
const ERROR = 1e-9;

function estimatorFor(
  rows: Record<string, string>[],
  candidates: string[],
  stratumOf: (row: Record<string, string>) => string,
  rules: { lonely?: LonelyRule; collapseTo?: Map<string, string> } = {},
): StratifiedEstimator {
  const strata: Stratum[] = [...new Map(rows.map((row) => [stratumOf(row), Number(row["N_h"])]))].map(
    ([name, size]) => ({ name, size, collapseTo: rules.collapseTo?.get(name) ?? null }),
  );
  const index = new Map(strata.map((stratum, h) => [stratum.name, h]));
  const estimator = new StratifiedEstimator({
    choices: candidates.length,
    registered: true,
    strata,
    ...(rules.lonely ? { lonely: rules.lonely } : {}),
  });
  for (const row of rows) {
    estimator.add({
      stratum: index.get(stratumOf(row)) ?? -1,
      votes: candidates.map((name) => Number(row[name])),
      denominator: Number(row["total"]),
      registered: Number(row["registered"]),
    });
  }
  return estimator;
}

function expectEstimates(
  estimator: StratifiedEstimator,
  estimate: QuickCountEstimate,
  expected: Estimates,
): void {
  const shares = estimate.shares;
  expect(
    largestDifference(
      shares.map((share) => share.estimate),
      expected.share,
    ),
  ).toBeLessThan(SHARE);
  expect(
    largestDifference(
      shares.map((share) => share.standardError),
      expected.se,
    ),
  ).toBeLessThan(ERROR);
  if (expected.vcov) {
    const golden = expected.vcov.flat();
    const scale = Math.max(...golden.map(Math.abs));
    golden.forEach((value, i) => {
      // Relative, except where a covariance nearly cancels: there against the largest entry.
      const allowed = Math.max(ERROR * Math.abs(value), 1e-13 * scale);
      expect(Math.abs((estimate.shareCovariance[i] ?? Number.NaN) - value)).toBeLessThan(allowed);
    });
  }
  const totals = estimator.totals();
  expect(
    largestDifference(
      totals.map((total) => total.estimate),
      expected.totals.estimate,
    ),
  ).toBeLessThan(SHARE);
  expect(
    largestDifference(
      totals.map((total) => total.standardError),
      expected.totals.se,
    ),
  ).toBeLessThan(ERROR);
  expect(estimate.turnout?.estimate).toBeCloseTo(expected.turnout.estimate, 12);
  expect(largestDifference([estimate.turnout?.standardError ?? 0], [expected.turnout.se])).toBeLessThan(
    ERROR,
  );
  expect(estimate.lead?.estimate).toBeCloseTo(expected.lead.lead, 12);
  expect(largestDifference([estimate.lead?.standardError ?? 0], [expected.lead.se])).toBeLessThan(ERROR);
}

const RATIO_CASES = [
  "qc-ratio-srs/gto-srs-30-s12",
  "qc-ratio-srs/gto-srs-200-s11",
  "qc-ratio-srs/gto-srs-2000-s13",
  "qc-ratio-stratified/gto-two-per-stratum-s103",
  "qc-ratio-stratified/gto-prop020-s102",
  "qc-ratio-stratified/gto-prop075-s101",
  "qc-ratio-stratified/gto-uneven-s104",
  "qc-ratio-stratified/nal2012-prop-s105",
];

describe.skipIf(!referencePresent)(`combined ratios agree with R survey${needsReference}`, () => {
  it.each(RATIO_CASES)("%s", (path) => {
    const { expected, expected_own: own, n } = referenceJson<Case>(`${path}.json`);
    const simple = path.includes("-srs-");
    const rows = referenceRows(`${path}.csv`);
    const estimator = estimatorFor(rows, expected.candidates, (row) =>
      simple ? "all" : String(row["stratum"]),
    );
    const design = estimator.estimate({ degreesOfFreedom: "design" });
    expect(design.stations).toBe(n);
    expectEstimates(estimator, design, expected);
    expect(design.shares.map((share) => share.degreesOfFreedom)).toEqual(
      expected.candidates.map(() => expected.df),
    );
    expect(
      largestDifference(
        design.shares.flatMap(({ low, high }) => [low, high]),
        expected.ci_t.flat(),
      ),
    ).toBeLessThan(1e-9);
    const normal = estimator.estimate({ degreesOfFreedom: "normal" });
    const normalLimits = normal.shares.flatMap(({ low, high }) => [low, high]);
    expect(largestDifference(normalLimits, expected.ci_normal.flat())).toBeLessThan(1e-9);
    expect(expected.candidates[design.lead?.first ?? -1]).toBe(expected.lead.first);
    expect(expected.candidates[design.lead?.second ?? -1]).toBe(expected.lead.second);
    if (!own) return;
    for (const [rule, golden] of [
      ["satterthwaite", own.df_satterthwaite],
      ["welch", own.df_welch_corrected],
    ] as const) {
      const estimate = estimator.estimate({ degreesOfFreedom: rule });
      const ours = [...estimate.shares, estimate.lead, estimate.turnout].map(
        (one) => one?.degreesOfFreedom ?? 0,
      );
      const capped = [...golden.shares, golden.lead, golden.turnout].map((df) =>
        Math.min(expected.df, Math.max(1, df)),
      );
      expect(largestDifference(ours, capped)).toBeLessThan(1e-9);
    }
  });
});

type LonelyCase = {
  design: { lonely_strata: number[] };
  expected: Record<"certainty" | "adjust" | "average", Estimates> & Record<string, Estimates>;
};

describe.skipIf(!referencePresent)(`lonely strata agree with R survey${needsReference}`, () => {
  const candidates = ["pri_pvem", "pan_na", "prd", "pt", "mc", "otros"];
  const byStratum = (row: Record<string, string>): string => String(row["stratum"]);

  describe.each(["gto-lonely1-s121", "gto-lonely3-s122", "gto-lonely1-census1-s123"])("%s", (id) => {
    const load = () => ({
      rows: referenceRows(`qc-lonely-psu/${id}.csv`),
      ...referenceJson<LonelyCase>(`qc-lonely-psu/${id}.json`),
    });

    it.each(["certainty", "adjust", "average"] as const)("rule %s", (lonely) => {
      const { rows, expected } = load();
      const estimator = estimatorFor(rows, candidates, byStratum, { lonely });
      const estimate = estimator.estimate({ degreesOfFreedom: "design" });
      expectEstimates(estimator, estimate, expected[lonely]);
      expect(estimate.shares[0]?.degreesOfFreedom).toBe(expected[lonely].df);
    });

    it.each(["collapse-variance", "collapse-reweight"] as const)("rule %s", (lonely) => {
      const { rows, expected, design } = load();
      const golden =
        expected[lonely === "collapse-variance" ? "collapsed_variance_only" : "collapsed_reweighted"];
      const collapseTo = collapseMap(rows, design.lonely_strata.map(String));
      const estimator = estimatorFor(rows, candidates, byStratum, { lonely, collapseTo });
      const estimate = estimator.estimate({ degreesOfFreedom: "design" });
      if (!golden) throw new Error("no golden values");
      expect(
        largestDifference(
          estimate.shares.map((share) => share.estimate),
          golden.share,
        ),
      ).toBeLessThan(SHARE);
      expect(
        largestDifference(
          estimate.shares.map((share) => share.standardError),
          golden.se,
        ),
      ).toBeLessThan(ERROR);
      expect(estimate.shares[0]?.degreesOfFreedom).toBe(golden.df);
      const totals = estimator.totals();
      expect(
        largestDifference(
          totals.map((total) => total.estimate),
          golden.totals.estimate,
        ),
      ).toBeLessThan(SHARE);
      expect(
        largestDifference(
          totals.map((total) => total.standardError),
          golden.totals.se,
        ),
      ).toBeLessThan(ERROR);
    });

    it("rule fail", () => {
      const estimator = estimatorFor(load().rows, candidates, byStratum, { lonely: "fail" });
      expect(() => estimator.estimate()).toThrow(expect.objectContaining({ code: "lonely-stratum" }));
    });
  });

  /** The reference's column `stratum_collapsed` names each group by one number; a lonely stratum joins a member. */
  function collapseMap(rows: Record<string, string>[], lonely: string[]): Map<string, string> {
    const group = new Map(rows.map((row) => [byStratum(row), String(row["stratum_collapsed"])]));
    return new Map(
      lonely.map((stratum) => {
        const host = [...group].find(([other, c]) => c === group.get(stratum) && !lonely.includes(other));
        return [stratum, host?.[0] ?? ""];
      }),
    );
  }
});
