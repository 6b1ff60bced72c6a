import { describe, expect, it } from "vitest";
import type { PostStratum, Stratum } from "../src/index.ts";
import { StratifiedEstimator } from "../src/index.ts";
import {
  largestDifference,
  needsReference,
  referenceJson,
  referencePresent,
  referenceRows,
} from "./reference.ts";

type Ratio = { estimate: number; se: number };
type Cut = {
  cut: string;
  stations: number;
  strata_missing: number[];
  strata_single: number[];
  collapsed: { stratum: number; to: number }[];
  candidates: string[];
  share: number[];
  se: number[];
  df: number;
  vcov: number[][];
  poststratified_state_urban: { share?: number[]; se?: number[]; turnout_excl_special?: Ratio };
  turnout_excl_special: Ratio;
  turnout_all: Ratio;
  lead: { lead: number; se: number };
};

const arrivals = referencePresent ? referenceRows("qc-partial-arrivals/mx2018-arrivals.csv") : [];
const strata: Stratum[] = (
  referencePresent ? referenceRows("qc-partial-arrivals/mx2018-strata.csv") : []
).map((row) => ({ name: String(row["stratum"]), size: Number(row["N_h"]), region: String(row["state"]) }));
const postStrata: PostStratum[] = (
  referencePresent ? referenceRows("qc-partial-arrivals/mx2018-poststrata.csv") : []
).map((row) => ({ name: String(row["ps"]), size: Number(row["Freq"]) }));
const cuts = referencePresent
  ? referenceJson<{ expected: Cut[] }>("qc-partial-arrivals/mx2018-cuts-a.json").expected
  : [];

/** The reference's rule: thin strata join a neighbour inside their state, weights and variance together. */
function estimatorAt(cut: Cut, special: "in turnout" | "out of turnout"): StratifiedEstimator {
  const stratumIndex = new Map(strata.map((stratum, h) => [stratum.name, h]));
  const cellIndex = new Map(postStrata.map((cell, c) => [cell.name, c]));
  const estimator = new StratifiedEstimator({
    choices: cut.candidates.length,
    separateBallots: true,
    registered: true,
    strata,
    postStrata,
    lonely: "collapse-reweight",
    collapse: "neighbour",
  });
  for (const row of arrivals) {
    if (row["arrival"] === "" || String(row["arrival"]) > cut.cut) continue;
    const registered = Number(row["registered"]);
    const total = Number(row["total"]);
    estimator.add({
      stratum: stratumIndex.get(String(row["stratum"])) ?? -1,
      postStratum: cellIndex.get(String(row["ps"])) ?? -1,
      votes: cut.candidates.map((name) => Number(row[name])),
      denominator: total,
      ballots: registered === 0 && special === "out of turnout" ? 0 : total,
      registered,
    });
  }
  return estimator;
}

describe.skipIf(!referencePresent)(`Mexico 2018 as it arrived agrees with R survey${needsReference}`, () => {
  it.each(cuts.map((cut) => [cut.cut, cut] as const))("cut at %s", (_, cut) => {
    const estimator = estimatorAt(cut, "out of turnout");
    const estimate = estimator.estimate({ degreesOfFreedom: "design" });
    expect(estimate.stations).toBe(cut.stations);
    const noted = (reports: 0 | 1) =>
      estimate.notes.flatMap((note) => (note.reports === reports ? [Number(note.stratum)] : []));
    expect(noted(0)).toEqual(cut.strata_missing);
    expect(noted(1)).toEqual(cut.strata_single);
    expect(estimate.notes.map((note) => ({ stratum: Number(note.stratum), to: Number(note.to) }))).toEqual(
      cut.collapsed,
    );
    expect(
      largestDifference(
        estimate.shares.map((share) => share.estimate),
        cut.share,
      ),
    ).toBeLessThan(1e-12);
    expect(
      largestDifference(
        estimate.shares.map((share) => share.standardError),
        cut.se,
      ),
    ).toBeLessThan(1e-9);
    expect(estimate.shares[0]?.degreesOfFreedom).toBe(cut.df);
    const golden = cut.vcov.flat();
    const scale = Math.max(...golden.map(Math.abs));
    golden.forEach((value, i) => {
      const allowed = Math.max(1e-9 * Math.abs(value), 1e-13 * scale);
      expect(Math.abs((estimate.shareCovariance[i] ?? Number.NaN) - value)).toBeLessThan(allowed);
    });
    expect(largestDifference([estimate.lead?.standardError ?? 0], [cut.lead.se])).toBeLessThan(1e-9);
    expectRatio(estimate.turnout, cut.turnout_excl_special);
    expectRatio(estimatorAt(cut, "in turnout").estimate().turnout, cut.turnout_all);
    const post = estimator.postStratifiedEstimate();
    const { share, se, turnout_excl_special: turnout } = cut.poststratified_state_urban;
    if (share === undefined || se === undefined) {
      expect("thinCells" in post && post.thinCells.length).toBeGreaterThan(0);
      return;
    }
    if ("thinCells" in post) throw new Error("every cell has arrived");
    expect(
      largestDifference(
        post.shares.map((one) => one.estimate),
        share,
      ),
    ).toBeLessThan(1e-12);
    expect(
      largestDifference(
        post.shares.map((one) => one.standardError),
        se,
      ),
    ).toBeLessThan(1e-9);
    if (turnout) expectRatio(post.turnout, turnout);
  });

  function expectRatio(actual: { estimate: number; standardError: number } | null, expected: Ratio): void {
    expect(largestDifference([actual?.estimate ?? 0], [expected.estimate])).toBeLessThan(1e-12);
    expect(largestDifference([actual?.standardError ?? 0], [expected.se])).toBeLessThan(1e-9);
  }
});
