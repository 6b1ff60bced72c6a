import type { QuickCountEstimate } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import { leadingProbability } from "../src/estimator-answers.ts";

/** An estimate with a lead of 2 points, of a given standard error and degrees of freedom. */
function leading(standardError: number, degreesOfFreedom: number): QuickCountEstimate {
  return {
    shares: [],
    shareCovariance: new Float64Array(0),
    lead: { first: 0, second: 1, estimate: 0.02, low: 0, high: 0.04, standardError, degreesOfFreedom },
    turnout: null,
    stations: 10,
    strata: 2,
    notes: [],
    strataWithoutVariance: [],
  };
}

describe("the probability by which the gate decides", () => {
  it("is Student's t of the lead where that is less sure than the normal", () => {
    // P(T ≤ 4.604) with 4 degrees of freedom is 0.995 (Student's table); the normal says 0.999998.
    expect(leadingProbability(leading(0.02 / 4.604, 4), 0.999998, false)).toBeCloseTo(0.995, 5);
  });

  it("is the normal of all differences where a third choice could still win", () => {
    expect(leadingProbability(leading(0.02 / 4.604, 4), 0.93, false)).toBe(0.93);
  });

  it("is not computable when all reports are alike and stations are missing: that is luck, not certainty", () => {
    expect(leadingProbability(leading(0, 1), 1, false)).toBeNull();
    expect(leadingProbability(leading(0, 1), 1, true)).toBe(1);
  });

  it("is that of the normal with a single choice, which has no lead", () => {
    expect(leadingProbability({ ...leading(0, 1), lead: null }, 1, false)).toBe(1);
  });
});
