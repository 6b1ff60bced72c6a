import { describe, expect, it } from "vitest";
import { simulateWrongOutcomes } from "../src/index.ts";

// The long simulation, 10,000 runs of each method, is in docs/method/audits.md.
const RUNS = 400;

describe("with a wrong outcome, an audit stops in at most the risk limit of all runs", () => {
  const results = [0.05, 0.2].flatMap((riskLimit) =>
    simulateWrongOutcomes({ runs: RUNS, riskLimit, seed: "wrong outcomes" }),
  );

  it.each(results.map((result) => [`${result.method} at ${result.riskLimit}`, result] as const))(
    "%s",
    (_, result) => {
      // A method exactly at its limit exceeds the bound in one of a thousand simulations.
      expect(result.stops).toBeLessThanOrEqual(result.allowed);
      expect(result.runs).toBe(RUNS);
    },
  );

  it("the same seed gives the same figures", () => {
    const asked = { runs: 50, riskLimit: 0.2, seed: "again", methods: ["bravo", "macro"] };
    expect(simulateWrongOutcomes(asked)).toEqual(simulateWrongOutcomes(asked));
  });

  it("some audits do stop: the simulation can find a method that is too bold", () => {
    expect(results.filter(({ stops }) => stops > 0).length).toBeGreaterThan(results.length / 2);
  });
});
