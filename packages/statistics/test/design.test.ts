import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocateEqually,
  allocateOptimally,
  allocateProportionally,
  designEffect,
  sampleSizeForRatio,
  voterFormulaSampleSize,
} from "../src/design/index.ts";
import { StatisticsError } from "../src/statistics-error.ts";
import { needsReference, referenceJson, referencePresent } from "./reference.ts";

interface DesignCases {
  allocation: {
    id: string;
    N: number[];
    S: number[];
    n: number;
    min_per_stratum: number;
    expected: { neyman_integer_optimal: number[]; proportional_largest_remainder: number[] };
  }[];
  sample_size_voter_formula: {
    registered: number;
    margin: number;
    confidence: number;
    p: number;
    average_voters_per_station: number;
    expected: { voters: number; stations_voter_formula: number };
  }[];
  sample_size_ratio: {
    frame_stations: number;
    share: number;
    residual_sd: number;
    mean_denominator: number;
    margin: number;
    confidence: number;
    expected: { n_infinite: number; n_fpc: number; design_effect_of_stations_vs_voters: number };
  }[];
}

describe.skipIf(!referencePresent)(`reference designs${needsReference}`, () => {
  const cases = referencePresent ? referenceJson<DesignCases>("qc-design/cases.json") : null;
  it("allocations", () => {
    for (const { N, S, n, min_per_stratum, expected } of cases?.allocation ?? []) {
      expect(allocateProportionally(N, n, min_per_stratum)).toEqual(expected.proportional_largest_remainder);
      expect(allocateOptimally(N, S, n, min_per_stratum)).toEqual(expected.neyman_integer_optimal);
    }
    expect(cases?.allocation).not.toHaveLength(0);
  });
  it("voter formula", () => {
    for (const {
      registered,
      margin,
      confidence,
      p,
      average_voters_per_station,
      expected,
    } of cases?.sample_size_voter_formula ?? []) {
      const options = { registered, margin, level: confidence, proportion: p };
      const size = voterFormulaSampleSize({ ...options, votersPerStation: average_voters_per_station });
      expect(size.voters / expected.voters).toBeCloseTo(1, 12);
      expect(size.stations).toBe(expected.stations_voter_formula);
    }
  });
  it("ratio", () => {
    for (const row of cases?.sample_size_ratio ?? []) {
      const {
        frame_stations,
        residual_sd: deviation,
        mean_denominator: meanDenominator,
        margin,
        expected,
      } = row;
      const size = sampleSizeForRatio({
        frameStations: frame_stations,
        deviation,
        meanDenominator,
        margin,
        level: row.confidence,
      });
      expect(size.infinitePopulation / expected.n_infinite).toBeCloseTo(1, 12);
      expect(size.corrected / expected.n_fpc).toBeCloseTo(1, 12);
      const effect = designEffect({ ratio: row.share, deviation, meanDenominator });
      expect(effect / expected.design_effect_of_stations_vs_voters).toBeCloseTo(1, 9);
    }
  });
});

const strata = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Every allocation of n, for comparison. */
function* everyAllocation(sizes: number[], floors: number[], n: number): Generator<number[]> {
  const [size, ...rest] = sizes;
  if (size === undefined) {
    if (n === 0) yield [];
    return;
  }
  for (let k = floors[0] ?? 0; k <= Math.min(size, n); k++) {
    for (const tail of everyAllocation(rest, floors.slice(1), n - k)) yield [k, ...tail];
  }
}

describe("allocation", () => {
  it("keeps the sum, the floors and the caps", () => {
    fc.assert(
      fc.property(
        strata,
        fc.integer({ min: 0, max: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (N, minimum, u) => {
          const floors = N.map((size) => Math.min(size, minimum));
          const n = sum(floors) + Math.round(u * (sum(N) - sum(floors)));
          const deviations = N.map((_, h) => h + 0.5);
          const rules = [
            allocateProportionally(N, n, minimum),
            allocateEqually(N, n, minimum),
            allocateOptimally(N, deviations, n, minimum),
          ];
          for (const drawn of rules) {
            expect(sum(drawn)).toBe(n);
            drawn.forEach((k, h) => {
              expect(k).toBeGreaterThanOrEqual(floors[h] ?? 0);
              expect(k).toBeLessThanOrEqual(N[h] ?? 0);
            });
          }
        },
      ),
    );
  });
  it("the optimal one has the least variance of all (every allocation tried)", () => {
    const spread = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(strata, spread, fc.double({ min: 0, max: 1, noNaN: true }), (N, S, u) => {
        const deviations = N.map((_, h) => S[h] ?? 0);
        const n = N.length + Math.round(u * (sum(N) - N.length));
        const variance = (drawn: number[]): number =>
          sum(drawn.map((k, h) => ((N[h] ?? 0) * (deviations[h] ?? 0)) ** 2 * (1 / k - 1 / (N[h] ?? 1))));
        let least = Infinity;
        for (const drawn of everyAllocation(
          N,
          N.map(() => 1),
          n,
        ))
          least = Math.min(least, variance(drawn));
        expect(variance(allocateOptimally(N, deviations, n, 1))).toBeLessThanOrEqual(
          least * (1 + 1e-12) + 1e-12,
        );
      }),
    );
  });
  it("breaks ties by the rules that it documents", () => {
    expect(allocateProportionally([10, 10, 10], 4)).toEqual([2, 1, 1]);
    expect(allocateProportionally([30, 30, 3], 10, 2)).toEqual([4, 4, 2]);
    // Whole quotas and minimums make 16; the five too many are taken in turn, the later of the equal strata first.
    expect(allocateProportionally([50, 50, 3, 3, 3], 11, 2)).toEqual([3, 2, 2, 2, 2]);
    expect(allocateEqually([5, 9, 9], 4)).toEqual([1, 2, 1]);
    expect(allocateOptimally([6, 6], [1, 1], 3)).toEqual([2, 1]);
  });
  it("refuses impossible numbers", () => {
    expect(() => allocateProportionally([5, 5], 3, 2)).toThrow(/at least 4/);
    expect(() => allocateEqually([5, 5], 11)).toThrow(/at most 10/);
    expect(() => allocateOptimally([5, 5], [1], 4)).toThrow(/deviations/);
    expect(() => allocateProportionally([], 0)).toThrow(StatisticsError);
  });
});
