import { describe, expect, it } from "vitest";
import { StratifiedEstimator } from "../src/index.ts";
import {
  largestDifference,
  needsReference,
  referenceJson,
  referencePresent,
  referenceRows,
} from "./reference.ts";

type Domains = { domain: string[]; rows: number[][] };
type Expected = {
  candidates: string[];
  by_sectype: Domains;
  by_region: Domains;
  poststratified_sectype: { counts: Record<string, number>; share: number[]; se: number[] };
};

describe.skipIf(!referencePresent)(`domains and post-strata agree with R survey${needsReference}`, () => {
  const load = () => ({
    rows: referenceRows("qc-domains-calibration/gto-domains-s131.csv"),
    expected: referenceJson<{ expected: Expected }>("qc-domains-calibration/gto-domains-s131.json").expected,
  });
  const strataOf = (rows: Record<string, string>[]) =>
    [...new Map(rows.map((row) => [String(row["stratum"]), Number(row["N_h"])]))].map(([name, size]) => ({
      name,
      size,
    }));

  it.each([
    ["sectype", "by_sectype"],
    ["region", "by_region"],
  ] as const)("domains by %s", (column, golden) => {
    const { rows, expected } = load();
    const strata = strataOf(rows);
    const index = new Map(strata.map((stratum, h) => [stratum.name, h]));
    const k = expected.candidates.length;
    expected[golden].domain.forEach((domain, d) => {
      // A domain is estimated over the whole sample: stations outside it count as stations with nothing in them.
      const estimator = new StratifiedEstimator({ choices: k, strata });
      for (const row of rows) {
        const inside = String(row[column]) === domain;
        estimator.add({
          stratum: index.get(String(row["stratum"])) ?? -1,
          votes: expected.candidates.map((name) => (inside ? Number(row[name]) : 0)),
          denominator: inside ? Number(row["total"]) : 0,
        });
      }
      const { shares } = estimator.estimate();
      const want = expected[golden].rows[d] ?? [];
      expect(
        largestDifference(
          shares.map((share) => share.estimate),
          want.slice(0, k),
        ),
      ).toBeLessThan(1e-12);
      expect(
        largestDifference(
          shares.map((share) => share.standardError),
          want.slice(k),
        ),
      ).toBeLessThan(1e-9);
    });
  });

  it("post-strata by type of section", () => {
    const { rows, expected } = load();
    const strata = strataOf(rows);
    const index = new Map(strata.map((stratum, h) => [stratum.name, h]));
    const { counts, share, se } = expected.poststratified_sectype;
    const postStrata = Object.entries(counts).map(([name, size]) => ({ name, size }));
    const estimator = new StratifiedEstimator({ choices: share.length, strata, postStrata });
    for (const row of rows) {
      estimator.add({
        stratum: index.get(String(row["stratum"])) ?? -1,
        postStratum: postStrata.findIndex((cell) => cell.name === row["sectype"]),
        votes: expected.candidates.map((name) => Number(row[name])),
        denominator: Number(row["total"]),
      });
    }
    const estimate = estimator.postStratifiedEstimate();
    if ("thinCells" in estimate) throw new Error("every cell has reports");
    expect(
      largestDifference(
        estimate.shares.map((one) => one.estimate),
        share,
      ),
    ).toBeLessThan(1e-12);
    expect(
      largestDifference(
        estimate.shares.map((one) => one.standardError),
        se,
      ),
    ).toBeLessThan(1e-9);
    const thin = estimator.postStratifiedEstimate({ minimum: 10_000 });
    expect("thinCells" in thin && thin.thinCells.map((cell) => cell.name)).toEqual(
      postStrata.map((cell) => cell.name),
    );
  });
});
