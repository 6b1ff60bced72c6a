import type { CollapseNote } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import type { GroupCoverage } from "../src/index.ts";
import { coverageCondition } from "../src/release-gate.ts";
import { thinStratum } from "../src/thin-strata.ts";
import { group } from "./gate-figures.ts";
import { planWith } from "./small-election.ts";

const PLAN = planWith();

describe("coverage", () => {
  const good = [group("zone", "urban", 50, 45, 0), group("zone", "rural", 10, 7, 0)];

  it.each([
    [0.8999, false],
    [0.9, true],
    [1, true],
  ])("of the sample of %d: %s", (coverage, holds) => {
    expect(coverageCondition(PLAN, coverage, good, null)).toEqual({
      name: "coverage",
      holds,
      value: coverage,
      threshold: 0.9,
      subject: null,
    });
  });

  it("of the watched group furthest behind, once the sample has enough", () => {
    const groups = [...good, group("zone", "river", 10, 6, 0), group("zone", "abroad", 20, 13, 0)];
    expect(coverageCondition(PLAN, 0.95, groups, null)).toEqual({
      name: "coverage",
      holds: false,
      value: 0.6,
      threshold: 0.7,
      subject: "river",
    });
    expect(coverageCondition(PLAN, 0.5, groups, null)).toMatchObject({
      value: 0.5,
      threshold: 0.9,
      subject: null,
    });
  });

  it.each([
    ["no station", 0, 0],
    ["four stations", 4, 0],
  ])("asks nothing of a group of which %s was drawn", (_, designed, arrived) => {
    const groups = [...good, group("zone", "river", designed, arrived, null)];
    expect(coverageCondition(PLAN, 0.95, groups, null)).toMatchObject({ holds: true, subject: null });
  });

  it("asks it of a group of five", () => {
    const groups = [...good, group("zone", "river", 5, 3, -0.3)];
    expect(coverageCondition(PLAN, 0.95, groups, null)).toMatchObject({
      holds: false,
      value: 0.6,
      subject: "river",
    });
  });

  it.each([
    ["without a report, of which no station was drawn", 0, 0, 0, 1],
    ["without a report", 3, 0, 0, 0.7],
    ["with one report of two", 2, 1, 0.5, 1],
    ["with one report of four", 4, 1, 0.25, 0.7],
  ])("does not hold for a thin stratum %s", (_, designed, arrived, value, threshold) => {
    const thin = group("stratum", "west", designed, arrived, -0.5);
    const wanted = { name: "coverage", holds: false, value, threshold, subject: "west" };
    expect(coverageCondition(PLAN, 0.95, good, thin)).toEqual(wanted);
    expect(coverageCondition(PLAN, 0.5, good, thin)).toMatchObject({ value: 0.5, subject: null });
  });
});

describe("a stratum too thin to speak for its part of the frame", () => {
  const note = (stratum: string, reports: 0 | 1, treatment: CollapseNote["treatment"]): CollapseNote => ({
    stratum,
    reports,
    treatment,
    to: null,
  });
  const stratum = (name: string, frame: number, designed: number, arrived: number): GroupCoverage => ({
    ...group("stratum", name, designed, arrived, 0),
    frame,
  });

  it.each([
    [100, null],
    [101, "west"],
  ])("with one report and %d of 1,000 stations of the frame: %s", (frame, found) => {
    const strata = [stratum("north", 1000 - frame, 50, 50), stratum("west", frame, 3, 1)];
    const notes = [note("west", 1, "collapse-variance")];
    expect(thinStratum(notes, strata)?.group ?? null).toBe(found);
  });

  it("counts those with one report and those with none together, and is the largest", () => {
    const strata = [
      stratum("north", 890, 50, 50),
      stratum("south", 40, 3, 1),
      stratum("east", 60, 3, 0),
      stratum("west", 10, 3, 1),
    ];
    const notes = [
      note("south", 1, "collapse-variance"),
      note("east", 0, "reweight"),
      note("west", 1, "adjust"),
    ];
    expect(thinStratum(notes, strata)?.group).toBe("east");
    expect(thinStratum(notes.slice(0, 2), strata)).toBeNull();
  });

  it("is not one that lacks no report: nothing more of it will come", () => {
    const strata = [stratum("north", 500, 50, 50), stratum("west", 500, 1, 1)];
    expect(thinStratum([note("west", 1, "collapse-variance")], strata)).toBeNull();
  });

  it("is any that nobody speaks for, however small", () => {
    const strata = [stratum("north", 998, 50, 50), stratum("west", 2, 0, 0)];
    expect(thinStratum([note("west", 0, "unrepresented")], strata)?.group).toBe("west");
  });

  it("is none where every stratum has two reports", () => {
    expect(thinStratum([], [stratum("north", 500, 50, 2)])).toBeNull();
  });
});
