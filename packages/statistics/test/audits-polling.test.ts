import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bravoChanceOfStopping,
  bravoExpectedSize,
  bravoQuantileSize,
  bravoRisks,
  dilutedMargin,
  minervaFirstRound,
  minervaRisk,
  planBravo,
} from "../src/index.ts";

const contest = { votes: [600, 400], ballots: 1000 };

describe("BRAVO", () => {
  it("worked example: 600 to 400, 72 and 47 drawn", () => {
    // T = 1.2^72 · 0.8^47, by hand: ln T = 72 · 0.18232156 − 47 · 0.22314355 = 2.63940.
    const [pair] = bravoRisks(contest, { votes: [72, 47] });
    expect(pair?.pValue).toBeCloseTo(Math.exp(-(72 * 0.1823215568 - 47 * 0.2231435513)), 8);
  });

  it("keeps its digits where millions of marks nearly cancel", () => {
    // The exact value was computed with 60 decimal digits: (1+d)^w (1−d)^l of the reported votes themselves.
    const [w, l] = [2_471_971, 2_457_924];
    const georgia = { votes: [2_471_981, 2_457_924], ballots: 4_992_420 };
    const p = bravoRisks(georgia, { votes: [w, l] })[0]?.pValue ?? 0;
    expect(Math.abs(p / 2.035688053599178e-9 - 1)).toBeLessThan(1e-12);
  });

  it("a ballot for the winner never raises p, one for the loser never lowers it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 399 }),
        fc.nat(300),
        fc.nat(300),
        (a, b, w, l) => {
          const race = { votes: [Math.max(a, b), Math.min(a, b)], ballots: 1000 };
          const p = (n_w: number, n_l: number) => bravoRisks(race, { votes: [n_w, n_l] })[0]?.pValue ?? -1;
          expect(p(w + 1, l)).toBeLessThanOrEqual(p(w, l));
          expect(p(w, l + 1)).toBeGreaterThanOrEqual(p(w, l));
        },
      ),
    );
  });

  it("gives each pair the p that it has alone: ballots for others say nothing", () => {
    const three = { votes: [600, 400, 300], ballots: 1500 };
    const alone = bravoRisks(contest, { votes: [72, 47] })[0]?.pValue;
    expect(bravoRisks(three, { votes: [72, 47, 400] })[0]?.pValue).toBe(alone);
  });

  it("a full count decides by what it shows, unless asked to settle whatever it shows", () => {
    const wrong = { votes: [450, 550], complete: true };
    expect(bravoRisks(contest, wrong)[0]?.pValue).toBe(1);
    expect(bravoRisks(contest, wrong, "settles")[0]?.pValue).toBe(0);
    expect(bravoRisks(contest, { votes: [501, 499], complete: true })[0]?.pValue).toBe(0);
    expect(bravoRisks(contest, { votes: [500, 500], complete: true })[0]?.pValue).toBe(1);
  });

  it("a vote for a loser who reportedly has none ends the audit of that pair", () => {
    const alone = { votes: [900, 0], ballots: 1000 };
    expect(bravoRisks(alone, { votes: [50, 0] })[0]?.pValue).toBeCloseTo(0.5 ** 50, 20);
    expect(bravoRisks(alone, { votes: [50, 1] })[0]?.pValue).toBe(1);
  });

  it("stops a tie at α = 0.1 in no more than a tenth of all sequences of 14 ballots, counted one by one", () => {
    const race = { votes: [70, 30], ballots: 100 };
    let stopped = 0;
    for (let sequence = 0; sequence < 2 ** 14; sequence++) {
      const votes = [0, 0];
      for (let j = 0; j < 14; j++) {
        votes[(sequence >> j) & 1]! += 1;
        if ((bravoRisks(race, { votes })[0]?.pValue ?? 1) <= 0.1) {
          stopped += 1;
          break;
        }
      }
    }
    expect(stopped / 2 ** 14).toBeLessThanOrEqual(0.1);
    expect(stopped).toBeGreaterThan(0);
  });
});

describe("sizes of a BRAVO audit", () => {
  const race = { winnerShare: 0.6, loserShare: 0.4, riskLimit: 0.1 };

  it("expected size by the formula: 600 to 400 at 10 % needs 119 ballots", () => {
    expect(bravoExpectedSize(race)).toBe(119);
  });

  it("at the quantile's size the binomial chance is as wanted", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.57, max: 0.9, noNaN: true }),
        fc.constantFrom(0.7, 0.8, 0.9),
        (s, chance) => {
          const n = bravoQuantileSize({ winnerShare: s, loserShare: 1 - s, riskLimit: 0.1 }, chance);
          // P(T ≥ 1/α) summed over the marks, by a recursion on the probabilities.
          let probability = (1 - s) ** n;
          let stops = 0;
          for (let k = 0; k <= n; k++) {
            if (k * Math.log(2 * s) + (n - k) * Math.log(2 - 2 * s) >= -Math.log(0.1) - 1e-9)
              stops += probability;
            probability *= ((n - k) / (k + 1)) * (s / (1 - s));
          }
          expect(stops).toBeGreaterThan(chance - 1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("a larger chance needs no fewer ballots, and draws for the winner no more", () => {
    expect(bravoQuantileSize(race, 0.9)).toBeGreaterThan(bravoQuantileSize(race, 0.7));
    expect(bravoQuantileSize({ ...race, winnerDrawn: 20 }, 0.9)).toBeLessThan(bravoQuantileSize(race, 0.9));
    expect(bravoChanceOfStopping(race, 300)).toBeGreaterThan(bravoChanceOfStopping(race, 119) ?? 1);
    expect(bravoChanceOfStopping({ ...race, winnerDrawn: 50 }, 10)).toBeNull();
  });

  it("plans: no losers, a tie, the limit reached, a landslide, several winners", () => {
    expect(planBravo({ votes: [5], ballots: 9 }, 0.1).kind).toBe("no-losers");
    expect(planBravo({ votes: [5, 5], ballots: 10 }, 0.1)).toEqual({ kind: "full-count", ballots: 10 });
    expect(planBravo(contest, 0)).toEqual({ kind: "full-count", ballots: 1000 });
    expect(planBravo(contest, 0.1, { votes: [72, 20] }).kind).toBe("limit-reached");
    const landslide = planBravo({ votes: [10, 0], ballots: 10 }, 0.1);
    expect(landslide).toMatchObject({ kind: "sizes", expected: { ballots: 1 } });
    const two = planBravo({ votes: [60, 30, 10], ballots: 100, winners: 2 }, 0.1);
    expect(two).toEqual({ kind: "sizes", expected: { ballots: 48, chance: null }, quantiles: [] });
  });

  it("a race too close in a large contest is a full count", () => {
    expect(planBravo({ votes: [50_100, 49_900], ballots: 110_000 }, 0.05).kind).toBe("full-count");
  });

  it("diluted margin: over all ballots, between the last winner and the first loser", () => {
    expect(dilutedMargin({ votes: [300, 200, 100], ballots: 700, winners: 2 })).toBeCloseTo(1 / 7, 15);
    expect(dilutedMargin({ votes: [3], ballots: 4 })).toBeNull();
  });
});

describe("Minerva", () => {
  /** Every sequence of a schedule, weighted: the chance to stop under a share of marks for the winner. */
  function chanceToStop(share: number, truth: number, sizes: readonly number[], riskLimit: number): number {
    const walk = (rounds: { winner: number; loser: number }[], probability: number): number => {
      if (rounds.length > 0 && minervaRisk(share, riskLimit, rounds).stops) return probability;
      const size = sizes[rounds.length];
      if (size === undefined) return 0;
      let sum = 0;
      let ways = 1;
      for (let k = 0; k <= size; k++) {
        const next = probability * ways * truth ** k * (1 - truth) ** (size - k);
        sum += walk([...rounds, { winner: k, loser: size - k }], next);
        ways = (ways * (size - k)) / (k + 1);
      }
      return sum;
    };
    return walk([], 1);
  }

  it("stops a tie with at most α of the chance that it has when the report is right, over all outcomes", () => {
    for (const sizes of [[12], [10, 10], [6, 8, 7]]) {
      const wrong = chanceToStop(0.7, 0.5, sizes, 0.1);
      const right = chanceToStop(0.7, 0.7, sizes, 0.1);
      expect(wrong).toBeLessThanOrEqual(0.1 * right + 1e-12);
      expect(wrong).toBeGreaterThan(0);
    }
  });

  it("needs the marks that the program r2b2 needs", () => {
    // Its tests: 60 to 40 at 10 %; rounds that end at 100, 200, 400 ballots, and at 13, 14, 15.
    const needed = (sizes: number[]) =>
      minervaRisk(
        0.6,
        0.1,
        sizes.map((size) => ({ winner: 0, loser: size })),
      ).needed;
    expect(needed([100, 100, 200])).toEqual([58, 113, 221]);
    expect(needed([13, 1, 1])).toEqual([13, null, 14]);
    expect(needed([12])).toEqual([null]);
  });

  it("ballot by ballot is BRAVO", () => {
    const { needed } = minervaRisk(
      0.6,
      0.1,
      Array.from({ length: 120 }, () => ({ winner: 0, loser: 1 })),
    );
    const bravo = needed.map((_, j) => {
      const marks = Array.from({ length: j + 2 }, (__, k) => k);
      const log = (k: number) => k * Math.log(1.2) + (j + 1 - k) * Math.log(0.8);
      return marks.find((k) => log(k) >= Math.log(10)) ?? null;
    });
    // Where the marks could only have been reached by stopping before, none are needed.
    expect(needed).toEqual(needed.map((k, j) => (k === null ? null : bravo[j])));
    expect(needed.filter((k) => k !== null).length).toBeGreaterThan(20);
  });

  it("needs no more marks in its first round than BRAVO looked at once", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.52, max: 0.9, noNaN: true }),
        fc.integer({ min: 5, max: 400 }),
        (s, n) => {
          const [needed] = minervaRisk(s, 0.1, [{ winner: n, loser: 0 }]).needed;
          const marks = Array.from({ length: n + 1 }, (_, k) => k);
          const log = (k: number) => k * Math.log(2 * s) + (n - k) * Math.log(2 - 2 * s);
          const bravo = marks.find((k) => log(k) >= Math.log(10));
          expect(needed ?? Infinity).toBeLessThanOrEqual(bravo ?? Infinity);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("a mark for the winner never raises p", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(99), (n, k) => {
        const p = (winner: number) => minervaRisk(0.6, 0.1, [{ winner, loser: n - winner }]).pValue;
        const winner = Math.min(k, n - 1);
        expect(p(winner + 1)).toBeLessThanOrEqual(p(winner) + 1e-12);
      }),
    );
  });

  it("its first round is smaller than BRAVO's for the same chance of stopping", () => {
    const minerva = minervaFirstRound(0.6, 0.1, 0.9) ?? Infinity;
    expect(minerva).toBeLessThan(
      bravoQuantileSize({ winnerShare: 0.6, loserShare: 0.4, riskLimit: 0.1 }, 0.9),
    );
    expect(minervaFirstRound(0.51, 0.1, 0.9, 500)).toBeNull();
  });
});
