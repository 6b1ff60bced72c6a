import { describe, expect, it } from "vitest";
import type { StationReport } from "../src/index.ts";
import { StratifiedEstimator } from "../src/index.ts";

describe("missing strata", () => {
  const thin = [
    { name: "a", size: 40, collapseTo: "b" },
    { name: "b", size: 30, collapseTo: "c" },
    { name: "c", size: 50 },
  ];
  const report = (stratum: number, first: number): StationReport => ({
    stratum,
    votes: [first, 100 - first],
    denominator: 100,
  });
  const estimatorWith = (reports: readonly StationReport[], lonely?: "collapse-reweight" | "average") => {
    const estimator = new StratifiedEstimator({ choices: 2, strata: thin, ...(lonely ? { lonely } : {}) });
    for (const one of reports) estimator.add(one);
    return estimator;
  };

  it("lets a stratum without reports be represented by the first along its chain that has some", () => {
    const estimate = estimatorWith([report(2, 60), report(2, 40)]).estimate();
    expect(estimate.notes).toEqual([
      { stratum: "a", reports: 0, treatment: "reweight", to: "c" },
      { stratum: "b", reports: 0, treatment: "reweight", to: "c" },
    ]);
    // Weight of each station: (40 + 30 + 50) / 2.
    expect(estimatorWith([report(2, 60), report(2, 40)]).totals()[2]?.estimate).toBe(120 * 100);
  });

  it("keeps the weight of a lonely stratum and takes its variance with the stratum that it joins", () => {
    const estimator = estimatorWith([
      report(0, 70),
      report(1, 50),
      report(1, 52),
      report(2, 40),
      report(2, 45),
    ]);
    const { notes, shares } = estimator.estimate();
    expect(notes).toEqual([{ stratum: "a", reports: 1, treatment: "collapse-variance", to: "b" }]);
    expect(shares[0]?.estimate).toBeCloseTo((40 * 0.7 + 30 * 0.51 + 50 * 0.425) / 120, 12);
  });

  it("leaves out, and says so, a stratum with no report and nowhere to go", () => {
    const { notes } = estimatorWith([report(0, 70), report(0, 60)]).estimate();
    expect(notes).toEqual([
      { stratum: "b", reports: 0, treatment: "unrepresented", to: null },
      { stratum: "c", reports: 0, treatment: "unrepresented", to: null },
    ]);
  });

  it.each([
    ["no report at all", [], "empty"],
    ["a single report in all", [report(2, 50)], "not-computable"],
    [
      "one station with votes among others without",
      [
        report(2, 50),
        { stratum: 2, votes: [0, 0], denominator: 0 },
        { stratum: 2, votes: [0, 0], denominator: 0 },
      ],
      "not-computable",
    ],
  ] as const)("has no margin with %s", (_, reports, code) => {
    expect(() => estimatorWith(reports).estimate()).toThrow(
      expect.objectContaining({ name: "StatisticsError", code }),
    );
  });
});
