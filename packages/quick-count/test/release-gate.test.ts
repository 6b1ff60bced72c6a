import { describe, expect, it } from "vitest";
import type { GroupCoverage } from "../src/index.ts";
import { arrivalCondition, decisionCondition, sensitivityCondition } from "../src/release-gate.ts";
import { group } from "./gate-figures.ts";
import { planWith } from "./small-election.ts";

const PLAN = planWith();

describe("arrival", () => {
  const condition = (groups: readonly GroupCoverage[], adjusted: readonly string[] = []) =>
    arrivalCondition(PLAN, groups, { adjusted, complete: false });

  it("asks nothing once every station's figures are in hand", () => {
    const behind = [group("region", "coast", 20, 5, -0.5), group("region", "south", 20, 15, 0.5)];
    for (const groups of [behind, []]) {
      expect(arrivalCondition(PLAN, groups, { adjusted: [], complete: true })).toEqual({
        name: "arrival",
        holds: true,
        value: 0,
        threshold: 0.2,
        subject: null,
      });
    }
    expect(condition(behind).holds).toBe(false);
  });

  it.each([
    [-0.2, true],
    [0.2, true],
    [-0.2001, false],
    [0.2001, false],
  ])("with a difference of %d: %s", (difference, holds) => {
    const groups = [group("region", "coast", 20, 10, difference), group("region", "south", 20, 10, 0.1)];
    expect(condition(groups)).toEqual({
      name: "arrival",
      holds,
      value: difference,
      threshold: 0.2,
      subject: "coast",
    });
  });

  it("leaves out columns that the headline is adjusted by, and no others", () => {
    const zones = [group("zone", "rural", 20, 5, -0.5), group("zone", "urban", 20, 15, 0.5)];
    const regions = [group("region", "coast", 20, 10, 0.1), group("region", "south", 20, 8, -0.1)];
    const groups = [...zones, ...regions];
    expect(condition(groups)).toMatchObject({ holds: false, value: -0.5, subject: "rural" });
    expect(condition(groups, ["region"])).toMatchObject({ holds: false, value: -0.5, subject: "rural" });
    expect(condition(groups, ["zone"])).toMatchObject({ holds: true, value: 0.1, subject: "coast" });
  });

  it("holds without a number when the headline is adjusted by every column that can be compared", () => {
    const zones = [group("zone", "rural", 20, 5, -0.5), group("zone", "urban", 20, 15, 0.5)];
    expect(condition(zones, ["zone"])).toMatchObject({ holds: true, value: null, subject: null });
  });

  it("leaves out groups of fewer than five stations, and those whose rest has fewer", () => {
    const groups = [
      group("region", "isles", 4, 0, -0.9),
      group("region", "coast", 20, 18, 0.1),
      group("region", "south", 20, 16, 0),
    ];
    expect(condition(groups)).toMatchObject({ holds: true, value: 0.1, subject: "coast" });
    const against = [group("region", "isles", 4, 0, -0.9), group("region", "coast", 20, 18, 0.9)];
    expect(condition(against)).toMatchObject({ holds: null, value: null, subject: null });
  });

  it("holds with all groups alike, and is not computable with none to compare", () => {
    const alike = [group("region", "coast", 20, 10, 0), group("region", "south", 20, 10, 0)];
    expect(condition(alike)).toMatchObject({ holds: true, value: 0 });
    expect(condition([])).toMatchObject({ holds: null, value: null, subject: null });
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
