import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StratumDraws } from "../src/index.ts";
import { bettingTest, hybridRisk } from "../src/index.ts";

const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
const polling = (values: readonly number[], ballots = 1000): StratumDraws => ({
  kind: "polling",
  ballots,
  bet: 0.3,
  values,
});
const compared = (clean: number, wrong = 0): StratumDraws => ({
  kind: "comparison",
  ballots: 2000,
  bet: 0.9,
  recordedMean: 0.6,
  draws: Array.from({ length: clean + wrong }, (_, i) => ({ recorded: 1, audited: i < clean ? 1 : 0 })),
});

/** Fisher over a fine grid of divisions: never above the bound that the function gives. */
function largestOnGrid(one: number[], two: number[], ballots: [number, number], bet: number): number {
  const p = (values: number[], mean: number, population: number): number => {
    if (mean <= 0) return values.some((value) => value > 0) ? 0 : 1;
    if (mean >= 1) return 1;
    return bettingTest(values, { mean, population }, { kind: "fraction", fraction: bet }).pValue;
  };
  const [n, m] = ballots;
  let largest = 0;
  for (let step = 0; step <= 500; step++) {
    const first = step / 500;
    const second = ((n + m) / 2 - n * first) / m;
    if (second < 0 || second > 1) continue;
    const product = p(one, first, n) * p(two, second, m);
    largest = Math.max(largest, product === 0 ? 0 : product * (1 - Math.log(product)));
  }
  return largest;
}

describe("hybrid audits of two strata", () => {
  it("bound the largest combination over all divisions, closely", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 1, maxLength: 30 }),
        fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 1, maxLength: 30 }),
        (one, two) => {
          const { pValue } = hybridRisk([polling(one, 300), polling(two, 200)]);
          const grid = largestOnGrid(one, two, [300, 200], 0.3);
          expect(pValue).toBeGreaterThanOrEqual(grid * (1 - 1e-9));
          expect(pValue).toBeLessThanOrEqual(grid * 1.05);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("one more ballot for the winner never raises p, in either stratum", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1), { minLength: 5, maxLength: 40 }), (values) => {
        const precision = 1e-4;
        const p = (more: number[], clean: number) =>
          hybridRisk([compared(clean), polling([...values, ...more])], { precision }).pValue;
        expect(p([1], 40)).toBeLessThanOrEqual(p([], 40) * (1 + 2 * precision));
        expect(p([], 41)).toBeLessThanOrEqual(p([], 40) * (1 + 2 * precision));
      }),
      { numRuns: 25 },
    );
  });

  it("confirms an outcome that both strata support, and an overstatement costs", () => {
    const values = Array.from({ length: 200 }, (_, j) => (j % 10 < 6 ? 1 : 0));
    const clean = hybridRisk([compared(80), polling(values)]).pValue;
    const wrong = hybridRisk([compared(79, 1), polling(values)]).pValue;
    expect(clean).toBeLessThan(0.05);
    expect(wrong).toBeGreaterThan(clean);
  });

  it("says nothing without draws", () => {
    expect(hybridRisk([polling([]), polling([])]).pValue).toBe(1);
    expect(hybridRisk([polling(ones(5)), polling([])]).pValue).toBe(1);
  });
});
