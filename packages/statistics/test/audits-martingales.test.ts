import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alternative, Bet, MeanHypothesis, SequentialTest } from "../src/index.ts";
import {
  alphaTest,
  bettingTest,
  bravoRisks,
  drawsUntil,
  kaplanKolmogorovTest,
  kaplanMarkovTest,
  kaplanWaldTest,
  sampleSizeFromPilot,
  seededRandom,
  simulatedSampleSize,
} from "../src/index.ts";

const fixed: Alternative = { kind: "fixed", mean: 0.6 };
const shrinking: Alternative = { kind: "shrink-truncate", mean: 0.6, slack: 0.05, weight: 5, pull: 0.02 };
const agrapa: Bet = { kind: "agrapa", first: 0.3, fraction: 0.5, largestFraction: 0.9, growth: 0.2 };

/** Tests of a mean by the name under which they are told apart. */
const TESTS: Readonly<Record<string, (values: readonly number[], h: MeanHypothesis) => SequentialTest>> = {
  "alpha, fixed": (values, h) => alphaTest(values, h, fixed),
  "alpha, shrink and truncate": (values, h) => alphaTest(values, h, shrinking),
  "betting, fixed": (values, h) => bettingTest(values, h, { kind: "fixed", bet: 0.7 }),
  "betting, fraction": (values, h) => bettingTest(values, h, { kind: "fraction", fraction: 0.9 }),
  "betting, aGRAPA": (values, h) => bettingTest(values, h, agrapa),
};
const names = Object.keys(TESTS);

/** All orders of a small population, each once (equal values are told apart, so all are equally likely). */
function orders(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, i) => orders(values.toSpliced(i, 1)).map((rest) => [value, ...rest]));
}

/** The levels that occur at which more of the sequences than that share have a p-value as small: none may be. */
function exceededLevels(pValues: number[]): number[] {
  pValues.sort((a, b) => a - b);
  return pValues.filter((p, i) => (i + 1) / pValues.length > p + 1e-9);
}

describe("the risk limit holds exactly, counted over every possible sequence", () => {
  const grid = [0, 0.25, 0.5, 0.75, 1];
  const populations = [
    [0, 0, 0, 1, 1, 1],
    [0, 0.5, 0.5, 0.5, 0.5, 1],
    [0.25, 0.25, 0.25, 0.75, 0.75, 0.75],
    [0, 0, 1, 1, 0.25, 0.75, 0.5],
    [0.5, 0.5, 0.5, 0.5, 0.5, 0],
  ];

  it.each(names)("%s: without replacement", (name) => {
    for (const population of populations) {
      expect(
        exceededLevels(
          orders(population).map((order) => TESTS[name]!(order, { population: order.length }).pValue),
        ),
      ).toEqual([]);
    }
  });

  it.each(names)("%s: with replacement, from 0 and 1 alike", (name) => {
    const pValues = Array.from(
      { length: 2 ** 11 },
      (_, bits) =>
        TESTS[name]!(
          Array.from({ length: 11 }, (__, j) => (bits >> j) & 1),
          {},
        ).pValue,
    );
    expect(exceededLevels(pValues)).toEqual([]);
  });

  it("Kaplan–Kolmogorov: without replacement", () => {
    for (const population of populations) {
      const test = (order: number[]) =>
        kaplanKolmogorovTest(order, { population: order.length }, { padding: 0.1 });
      expect(exceededLevels(orders(population).map((order) => test(order).pValue))).toEqual([]);
    }
  });

  it("Kaplan–Markov and Kaplan–Wald: with replacement, from five values with mean 1/2", () => {
    const sequences = (length: number): number[][] =>
      length === 0 ? [[]] : grid.flatMap((value) => sequences(length - 1).map((rest) => [value, ...rest]));
    const all = sequences(5);
    expect(
      exceededLevels(all.map((values) => kaplanMarkovTest(values, {}, { padding: 0.2 }).pValue)),
    ).toEqual([]);
    expect(exceededLevels(all.map((values) => kaplanWaldTest(values, {}, { padding: 0.2 }).pValue))).toEqual(
      [],
    );
  });
});

describe("sequential tests of a mean", () => {
  const draws = fc.array(fc.constantFrom(0, 0.25, 0.5, 1), { minLength: 2, maxLength: 40 });

  it.each(names)(
    "%s: the largest possible next value never raises p, the smallest never lowers it",
    (name) => {
      fc.assert(
        fc.property(draws, fc.boolean(), (values, finite) => {
          const hypothesis = finite ? { population: 60 } : {};
          const after = (next: number) => TESTS[name]!([...values, next], hypothesis).history.at(-1)!;
          const before = TESTS[name]!(values, hypothesis).history.at(-1)!;
          expect(after(1)).toBeLessThanOrEqual(before * (1 + 1e-12));
          if (before > 0) expect(after(0)).toBeGreaterThanOrEqual(before * (1 - 1e-12));
        }),
      );
    },
  );

  it.each(names)("%s: p-values lie from 0 to 1, and the result is the smallest of the history", (name) => {
    fc.assert(
      fc.property(draws, (values) => {
        const { pValue, history } = TESTS[name]!(values, { population: 50 });
        expect(history.every((p) => p >= 0 && p <= 1)).toBe(true);
        expect(pValue).toBe(Math.min(...history));
      }),
    );
  });

  it("with a fixed guess or bet, the order of earlier draws does not change p at the end", () => {
    fc.assert(
      fc.property(draws, fc.string(), (values, seed) => {
        const shuffled = seededRandom(seed).shuffle([...values]);
        for (const name of ["alpha, fixed", "betting, fixed"]) {
          const [a, b] = [values, shuffled].map((order) => TESTS[name]!(order, {}).history.at(-1)!);
          expect(b).toBeCloseTo(a!, 10);
        }
      }),
    );
  });

  it("exchanging draws of equal value changes nothing, in any test", () => {
    fc.assert(
      fc.property(draws, (values) => {
        const swapped = [...values];
        const [first, second] = [swapped.indexOf(swapped[0]!), swapped.lastIndexOf(swapped[0]!)];
        [swapped[first], swapped[second]] = [swapped[second]!, swapped[first]!];
        for (const name of names)
          expect(TESTS[name]!(swapped, { population: 99 })).toEqual(TESTS[name]!(values, { population: 99 }));
      }),
    );
  });

  it("ALPHA with the reported share is BRAVO", () => {
    const values = Array.from({ length: 119 }, (_, j) => (j % 5 < 3 ? 1 : 0));
    const votes = [1, 0].map((choice) => values.filter((value) => value === choice).length);
    const bravo = bravoRisks({ votes: [600, 400], ballots: 1000 }, { votes });
    expect(alphaTest(values, {}, fixed).history.at(-1)).toBeCloseTo(bravo[0]!.pValue, 12);
  });

  it("ALPHA with η and a bet of λ = (η/m − 1)/(u − m) are the same test", () => {
    const random = seededRandom("the same");
    const values = Float64Array.from({ length: 200 }, () => random.next());
    const alpha = alphaTest(values, { mean: 0.45, upperBound: 1.2 }, { kind: "fixed", mean: 0.6 });
    const bet = (0.6 / 0.45 - 1) / (1.2 - 0.45);
    const betting = bettingTest(values, { mean: 0.45, upperBound: 1.2 }, { kind: "fixed", bet });
    values.forEach((_, j) => expect(alpha.history[j]).toBeCloseTo(betting.history[j]!, 10));
  });

  it("a bet of a constant fraction is Kaplan–Wald with padding", () => {
    const values = [0.2, 0.9, 0, 1, 0.6];
    const kaplan = kaplanWaldTest(values, {}, { padding: 0.1 });
    const betting = bettingTest(values, {}, { kind: "fraction", fraction: 0.9 });
    kaplan.history.forEach((p, j) => expect(betting.history[j]).toBeCloseTo(p, 12));
  });

  it("neither overflows nor forgets over 100,000 draws", () => {
    const ones = new Float64Array(100_000).fill(1);
    const { pValue, history } = alphaTest(ones, {}, { kind: "fixed", mean: 0.75 });
    expect(pValue).toBe(0);
    expect(history[999]).toBeCloseTo(1.5 ** -1000, 180);
    // 3,000 losses, then 5,500 wins: T falls to 0.5^3000, where a plain product is 0 for ever, and comes back.
    const values = Float64Array.from({ length: 8500 }, (_, j) => (j < 3000 ? 0 : 1));
    const back = alphaTest(values, {}, { kind: "fixed", mean: 0.75 }).history;
    expect(back[2999]).toBe(1);
    expect(Math.log(back.at(-1)!)).toBeCloseTo(-(3000 * Math.log(0.5) + 5500 * Math.log(1.5)), 6);
  });

  it("is certain as soon as the sum is above N t, and never because of rounding", () => {
    const six = [1, 1, 1, 1, 1, 1, 0, 0];
    const hypothesis = { population: 10 };
    expect(drawsUntil(alphaTest(six, hypothesis, shrinking).history, 1e-9)).toBe(6);
    expect(drawsUntil(alphaTest(six, hypothesis, shrinking, "as-shangrla").history, 1e-9)).toBe(7);
    // A population whose mean is 1/2 exactly, in values that doubles only approximate.
    const value = 1 / (2 - 0.05);
    const low = 1 - value;
    const population = Float64Array.from({ length: 100_000 }, (_, j) => (j % 2 === 0 ? value : low));
    for (const test of [
      bettingTest(population, { upperBound: 2 * value, population: 100_000 }, agrapa),
      kaplanKolmogorovTest(population, { upperBound: 2 * value, population: 100_000 }, { padding: 0.1 }),
    ])
      expect(test.history.every((p) => p > 0)).toBe(true);
  });

  it("a bet above what is allowed is cut: two losses do not make a gain", () => {
    expect([...bettingTest([0, 0, 1], {}, { kind: "fixed", bet: 5 }).history]).toEqual([1, 1, 1]);
  });

  it("the shrinking guess stays above the hypothesis by its slack: ten losses, then thirty wins (SHANGRLA)", () => {
    const values = Array.from({ length: 40 }, (_, j) => (j < 10 ? 0 : 1));
    const alternative = { kind: "shrink-truncate", mean: 0.6, slack: 0.05, weight: 10 } as const;
    expect(alphaTest(values, {}, alternative).pValue).toBeCloseTo(0.01131483322053714, 12);
  });

  it("a guess above the bound is cut: the fortune never becomes negative", () => {
    const { history } = alphaTest([1, 0, 1, 0, 0, 0], { population: 6 }, { kind: "fixed", mean: 0.99 });
    expect(history.every((p) => p >= 0 && p <= 1)).toBe(true);
  });

  it("Kaplan tests without optional stopping count the last p only", () => {
    const values = [1, 1, 1, 1, 1, 0];
    expect(kaplanMarkovTest(values, {}, { padding: 0.1 }).pValue).toBeLessThan(0.05);
    const last = kaplanMarkovTest(values, {}, { padding: 0.1, optionalStopping: false });
    expect(last.pValue).toBeCloseTo(0.2897, 4);
  });
});

describe("sizes of a sequential test", () => {
  const test = (values: Float64Array) =>
    alphaTest(values, { population: 1000 }, { kind: "fixed", mean: 0.75 });
  const plan = { riskLimit: 0.05, population: 1000, test };

  it("from a pilot: eight ballots for the winner in a row reach 5 %", () => {
    expect(sampleSizeFromPilot({ ...plan, pilot: [1, 1, 1] })).toBe(8);
  });

  it("a pilot's errors count where it is tiled, and come too late where each value is repeated", () => {
    const pilot = [1, 0, 1, 1];
    const tiled = sampleSizeFromPilot({ ...plan, pilot });
    expect(tiled).toBeGreaterThan(8);
    expect(sampleSizeFromPilot({ ...plan, pilot, layout: "each-repeated" })).toBe(8);
  });

  it("by simulation: the same seed gives the same size, a larger chance no smaller one", () => {
    const asked = { ...plan, pilot: [1, 1, 1, 0], runs: 60, seed: "sizes" };
    const median = simulatedSampleSize({ ...asked, quantile: 0.5 });
    expect(simulatedSampleSize({ ...asked, quantile: 0.5 })).toBe(median);
    expect(simulatedSampleSize({ ...asked, quantile: 0.9 })).toBeGreaterThanOrEqual(median);
  });
});
