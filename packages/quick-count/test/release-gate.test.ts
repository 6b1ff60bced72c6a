import type { QuickCountEstimate } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import type { GroupCoverage } from "../src/index.ts";
import {
  arrivalCondition,
  coverageCondition,
  decisionCondition,
  sensitivityCondition,
  stabilityCondition,
} from "../src/release-gate.ts";
import { planWith } from "./small-election.ts";

const PLAN = planWith({ postStrata: { columns: ["zone"] } });

function group(
  column: string,
  name: string,
  designed: number,
  arrived: number,
  difference: number | null,
): GroupCoverage {
  return { column, group: name, frame: 1000, designed, arrived, difference };
}

/** An estimate with the given shares and half widths. */
function estimate(...shares: readonly (readonly [share: number, halfWidth: number])[]): QuickCountEstimate {
  return {
    shares: shares.map(([share, halfWidth]) => ({
      estimate: share,
      standardError: halfWidth / 2,
      degreesOfFreedom: 60,
      low: share - halfWidth,
      high: share + halfWidth,
    })),
    shareCovariance: new Float64Array(shares.length ** 2),
    lead: null,
    turnout: null,
    stations: 100,
    strata: 10,
    notes: [],
    strataWithoutVariance: [],
  };
}

describe("coverage", () => {
  const good = [group("zone", "urban", 50, 45, 0), group("zone", "rural", 10, 7, 0)];

  it.each([
    [0.8999, false],
    [0.9, true],
    [1, true],
  ])("of the sample of %d: %s", (coverage, holds) => {
    expect(coverageCondition(PLAN, coverage, good)).toEqual({
      name: "coverage",
      holds,
      value: coverage,
      threshold: 0.9,
      subject: null,
    });
  });

  it("of the watched group furthest behind, once the sample has enough", () => {
    const groups = [...good, group("zone", "river", 10, 6, 0), group("zone", "abroad", 20, 13, 0)];
    expect(coverageCondition(PLAN, 0.95, groups)).toEqual({
      name: "coverage",
      holds: false,
      value: 0.6,
      threshold: 0.7,
      subject: "river",
    });
    expect(coverageCondition(PLAN, 0.5, groups)).toMatchObject({ value: 0.5, threshold: 0.9, subject: null });
  });

  it("asks nothing of a group of which no station was drawn", () => {
    expect(coverageCondition(PLAN, 0.95, [group("zone", "river", 0, 0, null)]).holds).toBe(true);
  });
});

describe("arrival", () => {
  const condition = (groups: readonly GroupCoverage[], adjusted: boolean) =>
    arrivalCondition(PLAN, groups, { adjusted, complete: false });

  it("asks nothing once every station has reported", () => {
    const groups = [group("region", "coast", 20, 20, 0)];
    expect(arrivalCondition(PLAN, groups, { adjusted: false, complete: true })).toMatchObject({
      holds: true,
      value: 0,
    });
    expect(arrivalCondition(PLAN, [], { adjusted: false, complete: true })).toMatchObject({
      holds: true,
      value: 0,
    });
  });

  it.each([
    [-0.2, true],
    [0.2, true],
    [-0.2001, false],
    [0.2001, false],
  ])("with a difference of %d: %s", (difference, holds) => {
    const groups = [group("region", "coast", 20, 10, difference), group("region", "south", 20, 10, 0.1)];
    expect(condition(groups, false)).toEqual({
      name: "arrival",
      holds,
      value: difference,
      threshold: 0.2,
      subject: "coast",
    });
  });

  it("leaves out columns that the headline is adjusted by, and only while it is", () => {
    const groups = [group("zone", "rural", 20, 5, -0.5), group("region", "coast", 20, 10, 0.1)];
    expect(condition(groups, false)).toMatchObject({ holds: false, subject: "rural" });
    expect(condition(groups, true)).toMatchObject({ holds: true, value: 0.1, subject: "coast" });
    expect(condition(groups.slice(0, 1), true)).toMatchObject({ holds: true, value: 0, subject: null });
  });

  it("leaves out groups of fewer than five stations", () => {
    const groups = [group("region", "isles", 4, 0, -0.9), group("region", "coast", 20, 18, 0.1)];
    expect(condition(groups, false)).toMatchObject({ holds: true, subject: "coast" });
  });

  it("holds with all groups alike, and is not computable with none to compare", () => {
    expect(condition([group("region", "coast", 20, 10, 0)], false)).toMatchObject({ holds: true, value: 0 });
    expect(condition([], false)).toMatchObject({ holds: null, value: null, subject: null });
  });
});

describe("stability", () => {
  it.each([
    [0.4099, true],
    [0.4101, false],
  ])("of shares that were 40 %% and 40.5 %% and are now %d, of half width 3 points: %s", (share, holds) => {
    const looks = [estimate([0.4, 0.05]), estimate([0.405, 0.04]), estimate([share, 0.03])];
    const condition = stabilityCondition(PLAN, looks);
    expect(condition.holds).toBe(holds);
    expect(condition.value).toBeCloseTo((share - 0.4) / 0.03, 9);
    expect(condition.threshold).toBe(1 / 3);
  });

  it("compares the last three takes only, and a movement there and back", () => {
    const still = estimate([0.4, 0.03]);
    expect(stabilityCondition(PLAN, [estimate([0.9, 0.03]), still, still, still]).holds).toBe(true);
    expect(stabilityCondition(PLAN, [still, estimate([0.42, 0.03]), still]).holds).toBe(false);
  });

  it("looks at shares of 5 % and more, any of them", () => {
    const before = estimate([0.4, 0.03], [0.049, 0.001], [0.05, 0.001]);
    const small = estimate([0.4, 0.03], [0.04, 0.001], [0.05, 0.001]);
    const larger = estimate([0.4, 0.03], [0.049, 0.001], [0.06, 0.001]);
    expect(stabilityCondition(PLAN, [before, before, small]).holds).toBe(true);
    expect(stabilityCondition(PLAN, [before, before, larger]).holds).toBe(false);
  });

  it("does not ask a share without any margin, but goes on asking the others", () => {
    const before = estimate([0.4, 0.03], [0.3, 0.01]);
    const now = estimate([0.45, 0], [0.35, 0.01]);
    const known = estimate([0.45, 0], [0.3, 0.01]);
    expect(stabilityCondition(PLAN, [before, before, now])).toMatchObject({ holds: false });
    expect(stabilityCondition(PLAN, [before, before, now]).value).toBeCloseTo(5, 9);
    expect(stabilityCondition(PLAN, [before, before, known])).toMatchObject({ holds: true, value: 0 });
  });

  it("is not computable before three takes, nor with one of them empty", () => {
    const still = estimate([0.4, 0.03]);
    for (const looks of [
      [],
      [still],
      [still, still],
      [still, null, still],
      [null, still, still],
      [still, still, null],
    ]) {
      expect(stabilityCondition(PLAN, looks)).toMatchObject({ holds: null, value: null });
    }
    expect(stabilityCondition(PLAN, [null, still, still, still]).holds).toBe(true);
  });
});

describe("sensitivity and decision", () => {
  it.each([
    [0, false],
    [1e-9, true],
    [-0.01, false],
  ])("the worst lead of %d: %s", (low, holds) => {
    expect(sensitivityCondition({ low })).toEqual({
      name: "sensitivity",
      holds,
      value: low,
      threshold: 0,
      subject: null,
    });
  });

  it.each([
    [0.9899, false],
    [0.99, true],
    [1, true],
  ])("a probability of being first of %d: %s", (probability, holds) => {
    expect(decisionCondition(PLAN, probability)).toEqual({
      name: "decision",
      holds,
      value: probability,
      threshold: 0.99,
      subject: null,
    });
  });

  it("do not hold when they cannot be computed", () => {
    expect(sensitivityCondition(null)).toMatchObject({ holds: null, value: null });
    expect(decisionCondition(PLAN, null)).toMatchObject({ holds: null, value: null });
  });
});
