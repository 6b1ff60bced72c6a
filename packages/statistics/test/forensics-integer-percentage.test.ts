import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atInteger, chanceOfInteger, INTEGER_KINDS, integerPercentages, seededRandom } from "../src/index.ts";

describe("integer percentages", () => {
  it("by hand: 80.0 % and 80.04 % are at an integer, 80.06 % is not", () => {
    expect(atInteger(800, 1000)).toBe(true);
    expect(atInteger(8004, 10_000)).toBe(true);
    expect(atInteger(8005, 10_000)).toBe(true);
    expect(atInteger(8006, 10_000)).toBe(false);
    expect(atInteger(0, 300)).toBe(true);
    expect(atInteger(300, 300)).toBe(true);
  });

  it("by hand: of three voters each with a chance of a third only 0 and 3 are whole percentages", () => {
    // 33.33 % and 66.67 % are further than 0.05 points from an integer.
    expect(chanceOfInteger(3)(1, 3)).toBeCloseTo((2 / 3) ** 3 + (1 / 3) ** 3, 14);
  });

  it("property: the chance is the sum of the binomial over the counts at an integer", () => {
    const chance = chanceOfInteger(700);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, at) => {
        const k = Math.round(at * n);
        const p = k / n;
        // By the recurrence P(m + 1) = P(m) (n − m) p / ((m + 1) (1 − p)), begun in the middle.
        const mass = new Float64Array(n + 1);
        mass[k] = 1;
        const certain = p === 0 || p === 1;
        for (const m of certain ? [] : Array.from({ length: n - k }, (_, step) => k + step))
          mass[m + 1] = (mass[m]! * (n - m) * p) / ((m + 1) * (1 - p));
        for (const m of certain ? [] : Array.from({ length: k }, (_, step) => k - step))
          mass[m - 1] = (mass[m]! * m * (1 - p)) / ((n - m + 1) * p);
        const total = mass.reduce((sum, value) => sum + value, 0);
        const atInteger_ = mass.reduce((sum, value, m) => sum + (atInteger(m, n) ? value : 0), 0);
        expect(chance(k, n)).toBeCloseTo(atInteger_ / total, 11);
      }),
    );
  });

  it("property: either is at least the larger of turnout and result, at most their sum, and order does not matter", () => {
    const station = fc
      .tuple(
        fc.integer({ min: 100, max: 900 }),
        fc.double({ min: 0.1, max: 0.95, noNaN: true }),
        fc.double({ min: 0.1, max: 0.95, noNaN: true }),
      )
      .map(([registered, turnout, share]) => {
        const ballots = Math.max(1, Math.floor(registered * turnout));
        return { registered, ballots, votes: Math.floor(ballots * share) };
      });
    fc.assert(
      fc.property(fc.array(station, { minLength: 1, maxLength: 20 }), (stations) => {
        const of = (list: typeof stations) =>
          integerPercentages({
            registered: list.map((one) => one.registered),
            ballots: list.map((one) => one.ballots),
            votes: list.map((one) => one.votes),
          });
        const { turnout, result, either } = of(stations);
        for (const what of ["observed", "expected"] as const) {
          expect(either[what]).toBeGreaterThanOrEqual(Math.max(turnout[what], result[what]) - 1e-12);
          expect(either[what]).toBeLessThanOrEqual(turnout[what] + result[what] + 1e-12);
        }
        const reversed = of(stations.toReversed());
        for (const kind of INTEGER_KINDS)
          expect(reversed[kind].expected).toBeCloseTo(of(stations)[kind].expected, 10);
      }),
      { numRuns: 50 },
    );
  });

  it("finds planted whole percentages, and none where there are none", () => {
    const random = seededRandom("planted");
    const registered = Array.from({ length: 4_000 }, () => 300 + random.integer(1_500));
    const ballots = registered.map((n) => random.binomial(n, 0.5 + 0.3 * random.next()));
    const votes = ballots.map((n) => random.binomial(n, 0.3 + 0.3 * random.next()));
    const clean = integerPercentages({ registered, ballots, votes });
    expect(Math.abs(clean.either.z)).toBeLessThan(3);
    // Every 20th sheet is made to say a whole percentage of turnout.
    const made = ballots.map((n, i) =>
      i % 20 === 0 ? Math.max(n, Math.round((registered[i]! * 85) / 100)) : n,
    );
    const found = integerPercentages({ registered, ballots: made, votes });
    expect(found.turnout.z).toBeGreaterThan(6);
    expect(found.turnout.excess).toBeGreaterThan(120);
    expect(found.turnout.excess).toBeLessThan(260);
  });
});
