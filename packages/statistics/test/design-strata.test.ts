import { describe, expect, it } from "vitest";
import {
  mergeSmallStrata,
  residualDeviation,
  sampleSizeForDesign,
  voterFormulaSampleSize,
} from "../src/design/index.ts";
import { StatisticsError } from "../src/statistics-error.ts";

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

describe("mergeSmallStrata", () => {
  const sizes = new Map([
    ["a", 2],
    ["b", 2],
    ["c", 9],
    ["d", 1],
  ]);
  it("follows chains to their end", () => {
    const merged = mergeSmallStrata(
      sizes,
      new Map([
        ["a", "b"],
        ["b", "c"],
        ["d", "a"],
      ]),
      3,
    );
    expect([...merged.sizes]).toEqual([["c", 14]]);
    expect([...merged.into]).toEqual([
      ["a", "c"],
      ["b", "c"],
      ["c", "c"],
      ["d", "c"],
    ]);
  });
  it("leaves strata that are large enough, whatever the map says", () => {
    const merged = mergeSmallStrata(
      new Map([
        ["a", 5],
        ["b", 1],
      ]),
      new Map([["b", "a"]]),
      3,
    );
    expect([...merged.sizes]).toEqual([["a", 6]]);
  });
  it("refuses circles, unknown names and small strata without an entry", () => {
    expect(() =>
      mergeSmallStrata(
        sizes,
        new Map([
          ["a", "b"],
          ["b", "a"],
        ]),
        3,
      ),
    ).toThrow(/lead back/);
    expect(() => mergeSmallStrata(sizes, new Map([["a", "x"]]), 3)).toThrow(/must be a stratum/);
    expect(() => mergeSmallStrata(sizes, new Map([["a", "c"]]), 3)).toThrow(/mergeMap\.b/);
  });
});

describe("size for a design", () => {
  const previous = { kind: "previous-election", deviations: [30, 20, 45], meanDenominator: 340 } as const;
  const request = { sizes: [900, 400, 150], margin: 0.01, level: 0.95, minimum: 3 } as const;
  it("with one stratum and full reporting is the simple formula", () => {
    const spread = {
      kind: "previous-election",
      deviations: [34.231582643521875],
      meanDenominator: 343.04254372961753,
    } as const;
    const size = sampleSizeForDesign({
      ...request,
      sizes: [6746],
      spread,
      allocation: "proportional",
      reportingRate: 1,
    });
    expect(size.stations).toBe(362);
  });
  it("is the least that reaches the margin, and grows when fewer report", () => {
    for (const allocation of ["proportional", "equal", "optimal"] as const) {
      const full = sampleSizeForDesign({ ...request, spread: previous, allocation, reportingRate: 1 });
      const part = sampleSizeForDesign({ ...request, spread: previous, allocation, reportingRate: 0.8 });
      expect(full.expectedMargin).toBeLessThanOrEqual(0.01);
      expect(sum(full.allocation)).toBe(full.stations);
      expect(part.stations).toBeGreaterThan(full.stations);
    }
  });
  it("says when the frame is too small for the margin", () => {
    const size = sampleSizeForDesign({
      ...request,
      sizes: [10, 10, 10],
      spread: previous,
      allocation: "equal",
      reportingRate: 0.5,
    });
    expect(size.reached).toBe(false);
    expect(size.stations).toBe(30);
  });
  it("a design effect of one at one voter a station is the voter formula", () => {
    const spread = { kind: "design-effect", designEffect: 1, votersPerStation: 1 } as const;
    const size = sampleSizeForDesign({
      ...request,
      sizes: [80_000],
      margin: 0.02,
      spread,
      allocation: "equal",
      reportingRate: 1,
    });
    const voters = voterFormulaSampleSize({
      registered: 80_000,
      margin: 0.02,
      level: 0.95,
      votersPerStation: 1,
    });
    expect(size.stations).toBe(voters.stations);
  });
  it("residuals of a small table by hand", () => {
    // R = 30/60; e = 10 − 10, 5 − 10, 15 − 10 = 0, −5, 5; S² = 50/2.
    expect(residualDeviation([10, 5, 15], [20, 20, 20])).toEqual({
      ratio: 0.5,
      deviation: 5,
      meanDenominator: 20,
    });
    expect(() => residualDeviation([1], [2])).toThrow(StatisticsError);
  });
});
