import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bivariateNormalUpper,
  FIRST_ROUND_RULES,
  positiveOrthant,
  probabilityAhead,
  probabilityAtLeast,
  probabilityFirst,
  probabilityOfFirstRoundWin,
  probabilityOfMajority,
  probabilityOfRunoffPlace,
  simultaneousIntervals,
} from "../src/decision/index.ts";
import { StatisticsError } from "../src/statistics-error.ts";
import { needsReference, referenceJson, referencePresent } from "./reference.ts";

interface DecisionCase {
  id: string;
  share: number[];
  vcov: number[][];
  df: number;
  expected: {
    prob_first: number[];
    lead: { difference: number; se: number; prob_ahead_normal: number; prob_ahead_t: number };
    prob_majority: number;
    prob_at_least_45: number;
    prob_at_least_40: number;
    prob_40_and_10_lead: number;
    prob_argentina_first_round: number;
    simultaneous: { bonferroni_z: number; bonferroni_ci: [number, number][] };
  };
}

describe.skipIf(!referencePresent)(`decision probabilities of R mvtnorm${needsReference}`, () => {
  const cases = referencePresent
    ? referenceJson<{ cases: DecisionCase[] }>("qc-decision/cases.json").cases
    : [];
  it.each(cases)("$id", ({ share, vcov, df, expected }) => {
    const close = (actual: number, want: number): void => expect(Math.abs(actual - want)).toBeLessThan(1e-9);
    const first = probabilityFirst(share, vcov);
    first.forEach((probability, i) => close(probability, expected.prob_first[i] ?? Number.NaN));
    const leader = share.indexOf(Math.max(...share));
    const { difference, se, prob_ahead_normal, prob_ahead_t } = expected.lead;
    close(probabilityAhead(difference, se), prob_ahead_normal);
    close(probabilityAhead(difference, se, df), prob_ahead_t);
    const win = (rule: keyof typeof FIRST_ROUND_RULES): number =>
      probabilityOfFirstRoundWin(FIRST_ROUND_RULES[rule], share, vcov, leader);
    close(win("absolute-majority"), expected.prob_majority);
    close(win("forty-five"), expected.prob_at_least_45);
    close(win("forty-and-ten"), expected.prob_40_and_10_lead);
    close(win("forty-five-or-forty-and-ten"), expected.prob_argentina_first_round);
    const errors = vcov.map((row, i) => Math.sqrt(row[i] ?? Number.NaN));
    close(
      probabilityAtLeast(share[leader] ?? Number.NaN, errors[leader] ?? Number.NaN, 0.4),
      expected.prob_at_least_40,
    );
    const together = simultaneousIntervals(share, errors, 0.95);
    close(together.quantile, expected.simultaneous.bonferroni_z);
    together.intervals.forEach(({ low, high }, i) => {
      close(low, expected.simultaneous.bonferroni_ci[i]?.[0] ?? Number.NaN);
      close(high, expected.simultaneous.bonferroni_ci[i]?.[1] ?? Number.NaN);
    });
  });
});

// One-dimensional integrals of the same probabilities, by scipy.integrate.quad.
const EQUICORRELATED = [
  { means: [0.1, 0.3, -0.2], correlation: 0.5, probability: 0.26260774339709364 },
  { means: [0.1, 0.3, -0.2, 0.5], correlation: 0.5, probability: 0.24139373171967957 },
  { means: [0.1, 0.3, -0.2, 0.5, 0], correlation: 0.5, probability: 0.19511692952438398 },
  { means: [0, 0, 0, 0, 0, 0], correlation: 0.5, probability: 0.14285714285714288 },
  { means: [0.1, 0.3, -0.2, 0.5, 0.9, 1.3, 0.7], correlation: 0.5, probability: 0.2239529675038186 },
  { means: [0.2, 0.2, 0.2, 0.2, 0.2], correlation: 0.9, probability: 0.4316782410350922 },
  { means: [0.5, -0.5, 1, -1, 0, 0.2], correlation: 0.8, probability: 0.13151301924217 },
  { means: [0.3, 0.3, 0.3, 0.3], correlation: 0.97, probability: 0.5488378646054988 },
  { means: [0, 1, 2], correlation: 0.999, probability: 0.5 },
];

describe("orthants", () => {
  it.each(EQUICORRELATED)("$means at $correlation", ({ means, correlation, probability }) => {
    const table = means.map((_, i) => means.map((__, j) => (i === j ? 1 : correlation)));
    const tolerance = means.length >= 6 ? 3e-7 : means.length === 5 ? 1e-8 : 1e-11;
    expect(Math.abs(positiveOrthant(means, table) - probability)).toBeLessThan(tolerance);
  });
  it("of two variables around zero is 1/4 + asin(r) / 2π (Sheppard, 1899)", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (r) => {
        expect(Math.abs(bivariateNormalUpper(0, 0, r) - 0.25 - Math.asin(r) / (2 * Math.PI))).toBeLessThan(
          1e-14,
        );
      }),
    );
  });
  it("the four quadrants of two variables have probability one", () => {
    const z = fc.double({ min: -6, max: 6, noNaN: true });
    fc.assert(
      fc.property(z, z, fc.double({ min: -1, max: 1, noNaN: true }), (h, k, r) => {
        const p = bivariateNormalUpper;
        const sum = p(h, k, r) + p(-h, -k, r) + p(h, -k, -r) + p(-h, k, -r);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-13);
      }),
    );
  });
});

/** Covariance of shares of a multinomial with an effective number of voters. */
const multinomial = (shares: number[], voters: number): number[][] =>
  shares.map((a, i) => shares.map((b, j) => ((i === j ? a : 0) - a * b) / voters));

describe("probabilityFirst", () => {
  it("sums to one and follows the shares, up to five choices", () => {
    const weights = fc.array(fc.integer({ min: 50, max: 100 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 100, max: 5000 }), (parts, voters) => {
        const total = parts.reduce((a, b) => a + b, 0) + 30;
        const shares = parts.map((part) => part / total);
        const first = probabilityFirst(shares, multinomial(shares, voters));
        expect(Math.abs(first.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-9);
        for (let i = 0; i < shares.length; i++) {
          for (let j = 0; j < shares.length; j++) {
            if ((shares[i] ?? 0) > (shares[j] ?? 0))
              expect(first[i]).toBeGreaterThanOrEqual((first[j] ?? 1) - 1e-12);
          }
        }
        const runoff = probabilityOfRunoffPlace(shares, multinomial(shares, voters));
        expect(Math.abs(runoff.reduce((a, b) => a + b, 0) - 2)).toBeLessThan(1e-8);
      }),
      { numRuns: 40 },
    );
  });
  it("is defined where nothing varies", () => {
    const none = (k: number): number[][] =>
      Array.from({ length: k }, () => Array.from({ length: k }, () => 0));
    expect(probabilityFirst([0.4], [[0.1]])).toEqual([1]);
    expect(probabilityFirst([0.5, 0.3, 0.2], none(3))).toEqual([1, 0, 0]);
    expect(probabilityFirst([0.4, 0.4, 0.2], none(3))).toEqual([0.5, 0.5, 0]);
  });
  it("gives symmetric choices equal chances", () => {
    const shares = [0.2, 0.2, 0.2, 0.2, 0.2];
    for (const p of probabilityFirst(shares, multinomial(shares, 1000)))
      expect(Math.abs(p - 0.2)).toBeLessThan(1e-10);
  });
  it("refuses what it cannot take, naming the place", () => {
    expect(() => probabilityFirst([], [])).toThrow(StatisticsError);
    expect(() => probabilityFirst([0.5, 0.5], [[1, 0]])).toThrow(/covariance/);
    expect(() =>
      probabilityFirst(
        [0.5, 0.5],
        [
          [1, 0.5],
          [0, 1],
        ],
      ),
    ).toThrow(/covariance\[0\]\[1\]/);
    expect(() => probabilityOfFirstRoundWin(FIRST_ROUND_RULES["forty-five"], [1], [[0]], 1)).toThrow(
      /choice/,
    );
    expect(() => probabilityAhead(0.1, -1)).toThrow(/standardError/);
  });
  it("single statements without a standard error", () => {
    expect([0.1, 0, -0.1].map((lead) => probabilityAhead(lead, 0))).toEqual([1, 0.5, 0]);
    expect([probabilityOfMajority(0.5, 0), probabilityOfMajority(0.49, 0)]).toEqual([1, 0]);
  });
});
