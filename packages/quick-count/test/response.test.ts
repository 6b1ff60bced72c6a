import { describe, expect, it } from "vitest";
import type { GroupCoverage } from "../src/index.ts";
import { largestDifference, reportingBias } from "../src/reporting-bias.ts";
import { responseByGroup, responseByStratum } from "../src/response.ts";
import { designOf, frameOf, planWith } from "./small-election.ts";

const THRESHOLDS = { arrivalDifference: 0.2, driftLevel: 0.01, smallestDrift: 0.005 };

function group(name: string, designed: number, difference: number | null): GroupCoverage {
  return { column: "zone", group: name, frame: 10 * designed, designed, arrived: 0, difference };
}

describe("response by group", () => {
  const frame = frameOf({
    north: { urban: 4, rural: 3 },
    south: { urban: 2, rural: 6 },
    west: { urban: 1, rural: 0 },
  });
  const plan = planWith({ watch: ["zone", "department"] });
  const codes = [
    "north-urban-1",
    "north-urban-2",
    "north-rural-1",
    "south-urban-1",
    "south-rural-1",
    "south-rural-2",
  ];
  const design = designOf(frame, plan, codes);
  const arrived = new Set(["north-urban-1", "north-urban-2", "south-rural-2"]);
  const groups = responseByGroup(design, (i) => arrived.has(codes[i] ?? ""));

  it("counts frame, drawn and arrived, and compares with all other drawn stations", () => {
    expect(groups).toEqual([
      { column: "zone", group: "rural", frame: 9, designed: 3, arrived: 1, difference: 1 / 3 - 2 / 3 },
      { column: "zone", group: "urban", frame: 7, designed: 3, arrived: 2, difference: 2 / 3 - 1 / 3 },
      { column: "department", group: "north", frame: 7, designed: 3, arrived: 2, difference: 2 / 3 - 1 / 3 },
      { column: "department", group: "south", frame: 8, designed: 3, arrived: 1, difference: 1 / 3 - 2 / 3 },
      { column: "department", group: "west", frame: 1, designed: 0, arrived: 0, difference: null },
    ]);
  });

  it("has no difference where there is no other group", () => {
    const single = designOf(frameOf({ north: { urban: 3, rural: 0 } }), planWith({ watch: ["zone"] }), [
      "north-urban-1",
    ]);
    expect(responseByGroup(single, () => true).map(({ difference }) => difference)).toEqual([null]);
  });

  it("counts by stratum in the strata's order", () => {
    const { designed, arrived: there } = responseByStratum(design, (i) => arrived.has(codes[i] ?? ""));
    expect(design.strata.map(({ name }) => name)).toEqual(["north", "south", "west"]);
    expect([...designed]).toEqual([3, 3, 0]);
    expect([...there]).toEqual([2, 1, 0]);
  });
});

describe("the largest difference", () => {
  it("is the one farthest from 0, on either side", () => {
    const groups = [group("a", 9, 0.1), group("b", 9, -0.3), group("c", 9, 0.29)];
    expect(largestDifference(groups)?.group).toBe("b");
  });

  it("leaves out groups of fewer than five stations, and those without others", () => {
    expect(largestDifference([group("a", 4, -0.9), group("b", 5, 0.05), group("c", 50, null)])?.group).toBe(
      "b",
    );
    expect(largestDifference([group("a", 4, -0.9), group("c", 50, null)])).toBeNull();
  });

  it("leaves out a group whose rest has fewer than five stations: the rest says nothing", () => {
    expect(largestDifference([group("a", 4, -0.9), group("b", 50, 0.9)])).toBeNull();
    expect(largestDifference([group("a", 5, -0.8), group("b", 50, 0.8)])?.group).toBe("a");
  });

  it("counts the rest inside the group's own column", () => {
    const region = { ...group("coast", 30, 0.9), column: "region" };
    expect(largestDifference([region, group("a", 20, 0.1), group("b", 20, -0.1)])?.group).toBe("a");
  });
});

describe("the alarm", () => {
  const drift = (probability: number, projected = 0.01) => ({ z: 1, probability, projected });

  it.each([
    [0.2, []],
    [0.2001, ["arrival-differs"]],
    [-0.2, []],
    [-0.2001, ["arrival-differs"]],
  ])("with a difference of %d raises %j", (difference, raised) => {
    const groups = [group("rural", 20, difference), group("urban", 20, 0)];
    expect(reportingBias(groups, null, null, THRESHOLDS).raised).toEqual(raised);
  });

  it.each([
    [0.01, []],
    [0.00999, ["estimate-drifts"]],
  ])("with a drift of probability %d raises %j", (probability, raised) => {
    expect(reportingBias([], drift(probability), null, THRESHOLDS).raised).toEqual(raised);
  });

  it.each([
    [0.00499, []],
    [0.005, ["estimate-drifts"]],
    [-0.00499, []],
    [-0.005, ["estimate-drifts"]],
  ])("with an unlikely drift that would move the lead by %d raises %j", (projected, raised) => {
    expect(reportingBias([], drift(0.0001, projected), null, THRESHOLDS).raised).toEqual(raised);
  });

  // The two-sided 1 % point of the normal distribution is 2.575829…
  it.each([
    [2.5758, []],
    [2.5759, ["station-sizes-differ"]],
    [-2.5758, []],
    [-2.5759, ["station-sizes-differ"]],
  ])("with station sizes at z = %d raises %j", (z, raised) => {
    expect(reportingBias([], null, { relative: 0.1, z }, THRESHOLDS).raised).toEqual(raised);
  });

  it("raises all that hold, and none without anything to compare", () => {
    const all = reportingBias(
      [group("rural", 20, -0.5), group("urban", 20, 0.5)],
      drift(0.001),
      { relative: -0.1, z: -4 },
      THRESHOLDS,
    );
    expect(all.raised).toEqual(["arrival-differs", "estimate-drifts", "station-sizes-differ"]);
    expect(reportingBias([], null, null, THRESHOLDS)).toEqual({
      largest: null,
      drift: null,
      size: null,
      raised: [],
    });
  });
});
