import { describe, expect, it } from "vitest";
import { DocumentError, readPlan, takeInstants } from "../src/index.ts";

const SMALLEST = {
  format: "veedor-analysis-plan/1",
  denominator: "validVotes",
  takes: { first: "2031-03-16T18:00:00-05:00", last: "2031-03-16T18:25:00-05:00" },
};

function issuesOf(plan: unknown): { path: string; code: string }[] {
  try {
    readPlan("plan.json", typeof plan === "string" ? plan : JSON.stringify(plan));
  } catch (error) {
    if (error instanceof DocumentError) return error.issues.map(({ path, code }) => ({ path, code }));
    throw error;
  }
  return [];
}

describe("the analysis plan", () => {
  it("fills what is left out with the documented defaults", () => {
    expect(readPlan("plan.json", JSON.stringify(SMALLEST))).toEqual({
      ...SMALLEST,
      level: 0.95,
      headline: "post-stratified",
      degreesOfFreedom: "welch",
      lonely: "collapse-variance",
      collapse: { rule: "neighbour", region: null },
      postStrata: null,
      watch: [],
      takes: { ...SMALLEST.takes, everyMinutes: 10 },
      decision: { probabilityFirst: 0.99 },
      gate: {
        coverage: 0.9,
        groupCoverage: 0.7,
        arrivalDifference: 0.2,
        stableTakes: 3,
        stableWithin: 1 / 3,
        sensitivity: 0.1,
        driftLevel: 0.01,
      },
    });
  });

  it("has takes at its instants, the last one included", () => {
    const plan = readPlan("plan.json", JSON.stringify(SMALLEST));
    expect(takeInstants(plan).map((at) => new Date(at).toISOString())).toEqual([
      "2031-03-16T23:00:00.000Z",
      "2031-03-16T23:10:00.000Z",
      "2031-03-16T23:20:00.000Z",
      "2031-03-16T23:25:00.000Z",
    ]);
  });

  it.each([
    ["text that is not JSON", "{", [{ path: "", code: "not-json" }]],
    ["a key left out", { ...SMALLEST, denominator: undefined }, [{ path: "denominator", code: "missing" }]],
    ["a key that nobody knows", { ...SMALLEST, levle: 0.9 }, [{ path: "levle", code: "unknown-key" }]],
    [
      "a key that nobody knows, deep",
      { ...SMALLEST, gate: { coverag: 1 } },
      [{ path: "gate.coverag", code: "unknown-key" }],
    ],
    ["a text for a number", { ...SMALLEST, level: "0.95" }, [{ path: "level", code: "wrong-type" }]],
    ["a level of 95", { ...SMALLEST, level: 95 }, [{ path: "level", code: "out-of-range" }]],
    [
      "an unknown word",
      { ...SMALLEST, denominator: "votes" },
      [{ path: "denominator", code: "unknown-word" }],
    ],
    [
      "a time without offset",
      { ...SMALLEST, takes: { first: "2031-03-16 18:00", last: SMALLEST.takes.last } },
      [{ path: "takes.first", code: "malformed" }],
    ],
    ["a list", [], [{ path: "", code: "wrong-type" }]],
  ])("refuses %s", (_, plan, issues) => {
    expect(issuesOf(plan)).toEqual(issues);
  });

  it("reports every issue at once", () => {
    expect(issuesOf({ ...SMALLEST, level: 2, headline: "both" }).map(({ path }) => path)).toEqual([
      "level",
      "headline",
    ]);
  });
});
