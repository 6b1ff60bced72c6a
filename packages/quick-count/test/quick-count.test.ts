import type { QuickCountEstimate } from "@veedor/statistics";
import { StratifiedEstimator } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import { QuickCount } from "../src/index.ts";
import { CODES, PLAN, quickCount, REPORTS, withReports } from "./eight-reports.ts";
import { CONTEST, code, designOf, frameOf, planWith, sheet } from "./small-election.ts";

/** Shares, lead and turnout of two estimates, alike but for rounding. */
function expectAlike(ours: QuickCountEstimate | null, direct: QuickCountEstimate): void {
  const figures = (estimate: QuickCountEstimate | null): number[] =>
    [...(estimate?.shares ?? []), estimate?.lead, estimate?.turnout].flatMap((one) =>
      one ? [one.estimate, one.standardError, one.low, one.high, one.degreesOfFreedom] : [Number.NaN],
    );
  const wanted = figures(direct);
  expect(wanted).toHaveLength(20);
  figures(ours).forEach((figure, i) => expect(figure).toBeCloseTo(wanted[i] ?? Number.NaN, 9));
  expect(figures(ours)).toHaveLength(20);
}

describe("a take before anything can be computed", () => {
  it("has no figures before the first report, and no zeros in their place", () => {
    const take = quickCount().take(0);
    expect(take).toMatchObject({
      number: 1,
      arrived: 0,
      usable: 0,
      coverage: 0,
      weighted: null,
      postStratified: null,
      figures: null,
      notComputable: "no-reports",
      probabilityFirst: null,
      call: null,
      verdict: { code: "not-computable", reason: "no-reports" },
    });
    expect(take.bias).toEqual({ largest: null, drift: null, size: null, raised: [] });
    expect(take.gate.map(({ holds }) => holds)).toEqual([false, null, null, null, null]);
  });

  it("has none with one report, which gives no margin", () => {
    const take = withReports(1).take(0);
    expect(take).toMatchObject({
      arrived: 1,
      usable: 1,
      figures: null,
      notComputable: "one-station",
      call: null,
    });
  });

  it("has none where nobody voted in any station that reported", () => {
    const started = quickCount();
    for (const station of CODES.slice(0, 3)) started.receive(code(station), sheet(0, 0));
    expect(started.take(0)).toMatchObject({
      arrived: 3,
      usable: 3,
      figures: null,
      notComputable: "no-votes",
    });
  });
});

describe("the figures", () => {
  it("are the ratio of the sums under simple random sampling", () => {
    const frame = frameOf({ north: { urban: 40, rural: 0 } });
    const codes = ["north-urban-3", "north-urban-9", "north-urban-20"];
    const started = new QuickCount(PLAN, CONTEST, designOf(frame, PLAN, codes));
    const votes = [
      [30, 20],
      [10, 40],
      [33, 27],
    ] as const;
    codes.forEach((station, i) =>
      started.receive(code(station), sheet(votes[i]?.[0] ?? 0, votes[i]?.[1] ?? 0)),
    );
    const figures = started.take(0).figures;
    expect(figures?.shares[0]?.estimate).toBeCloseTo(73 / 160, 12);
    // Cochran (1977), 6.9: residuals of y − R x, fpc 37/40.
    const residuals = votes.map(([a, b]) => a - (73 / 160) * (a + b));
    const squares = residuals.reduce((sum, e) => sum + e * e, 0) / 2;
    expect(figures?.shares[0]?.standardError).toBeCloseTo(
      Math.sqrt(((37 / 40) * squares) / 3) / (160 / 3),
      12,
    );
    expect(figures?.turnout?.estimate).toBeCloseTo(160 / 300, 12);
  });

  it("of the last take are those of the estimator called directly, in any order of arrival", () => {
    const plan = planWith({ postStrata: { columns: ["zone"], minimum: 1 } });
    const started = quickCount(plan);
    for (const [station, a, b] of [...REPORTS].reverse()) started.receive(code(station), sheet(a, b));
    const take = started.take(0);
    const estimator = new StratifiedEstimator({
      choices: 2,
      registered: true,
      strata: [
        { name: "north", size: 12 },
        { name: "south", size: 8 },
        { name: "west", size: 6 },
      ],
      postStrata: [
        { name: "rural", size: 13 },
        { name: "urban", size: 13 },
      ],
    });
    for (const [station, a, b] of REPORTS) {
      const stratum = ["north", "south", "west"].findIndex((name) => station.startsWith(name));
      const postStratum = station.includes("rural") ? 0 : 1;
      estimator.add({ stratum, postStratum, votes: [a, b], denominator: a + b, registered: 100 });
    }
    const adjusted = estimator.postStratifiedEstimate({ level: 0.95, degreesOfFreedom: "welch" });
    if ("thinCells" in adjusted) throw new Error("cells of the test are too thin");
    expectAlike(take.weighted, estimator.estimate());
    expectAlike(take.postStratified, adjusted);
    expect(take).toMatchObject({ headline: "post-stratified", arrived: 8, usable: 8, coverage: 1 });
    expect(take.figures).toBe(take.postStratified);
    expect(take.bias.drift?.projected).toBe(0);
  });
});

describe("turnout", () => {
  it("is not computable when one sampled station's registered voters are not given; the shares are", () => {
    const frame = frameOf(
      { north: { urban: 6, rural: 6 }, south: { urban: 4, rural: 4 }, west: { urban: 3, rural: 3 } },
      (name) => (name === "west-rural-1" ? null : 100),
    );
    const take = withReports(8, PLAN, frame).take(0);
    expect(take.figures?.turnout).toBeNull();
    expect(take.bias.size).toBeNull();
    expect(take.figures?.shares).toEqual(withReports(8).take(0).figures?.shares);
  });

  it("takes the sum of the lines where the total is left empty, blank and null votes included", () => {
    const started = withReports(7);
    started.receive(code("west-rural-1"), [36, 24, 7, 5, null]);
    const given = withReports(7);
    given.receive(code("west-rural-1"), [36, 24, 7, 5, 72]);
    const turnout = started.take(0).figures?.turnout;
    expect(turnout?.estimate).toBeCloseTo(given.take(0).figures?.turnout?.estimate ?? Number.NaN, 14);
    expect(turnout?.estimate).toBeGreaterThan(
      withReports(8).take(0).figures?.turnout?.estimate ?? Number.NaN,
    );
  });

  it("is not computable when a counted sheet does not say how many voted; the shares are", () => {
    const plan = planWith({ postStrata: { columns: ["zone"], minimum: 1 } });
    const started = withReports(7, plan);
    expect(started.receive(code("west-rural-1"), [36, 24, null, 5, null])).toBe("counted");
    const take = started.take(0);
    const full = withReports(8, plan).take(0);
    expect(take.weighted?.turnout).toBeNull();
    expect(take.postStratified?.turnout).toBeNull();
    expect(take.weighted?.shares).toEqual(full.weighted?.shares);
    expect(full.weighted?.turnout).not.toBeNull();
  });
});
