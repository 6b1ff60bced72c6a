import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  batchErrorBounds,
  batchSampleTest,
  drawBatches,
  highestAveragesAssertions,
  macroRisk,
  macroSize,
  pluralityAssertions,
  runoffAssertions,
} from "../src/index.ts";

const sha256 = (text: string): Uint8Array => createHash("sha256").update(text, "utf8").digest();

/** Contest A of Arlo's own tests: 200 batches of 400 ballots and 200 of 200, 60,000 to 54,000 votes. */
const published = {
  assertions: pluralityAssertions({ votes: [60_000, 54_000], ballots: 120_000 }),
  batches: Array.from({ length: 400 }, (_, p) =>
    p % 2 === 0 ? { votes: [200, 180], ballots: 400 } : { votes: [100, 90], ballots: 200 },
  ),
};
const small = {
  assertions: pluralityAssertions({ votes: [60, 40], ballots: 100 }),
  batches: [
    { votes: [30, 10], ballots: 45 },
    { votes: [20, 20], ballots: 42 },
    { votes: [10, 10], ballots: 30 },
  ],
};

describe("error bounds of batches", () => {
  it("by hand: (v_w − v_l + ballots)/V", () => {
    expect([...batchErrorBounds(small)]).toEqual([65 / 20, 42 / 20, 30 / 20]);
  });

  it("ballots outside all batches count against the margin; a tie has no bound", () => {
    expect(batchErrorBounds({ ...small, outside: 4 })[0]).toBe(65 / 16);
    expect(batchErrorBounds({ ...small, outside: 20 })[0]).toBe(Infinity);
  });

  it("a batch can hold nothing worse than its bound, whatever its ballots turn out to be", () => {
    const contest = { votes: [300, 220, 150], ballots: 1000 };
    const batch = fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(20));
    fc.assert(
      fc.property(batch, fc.nat(200), fc.nat(200), (given, a, b) => {
        const [x, y, z, blank] = given;
        const ballots = x + y + z + blank;
        const first = Math.min(a, ballots);
        const truth = [first, Math.min(b, ballots - first), 0];
        truth[2] = ballots - truth[0]! - truth[1]!;
        for (const assertions of [pluralityAssertions(contest), runoffAssertions(contest)]) {
          const audit = { assertions, batches: [{ votes: [x, y, z], ballots }], totals: contest.votes };
          const [bound] = batchErrorBounds(audit);
          const { errors } = macroRisk(audit, [{ batch: 0, votes: truth }]);
          expect(errors[0]?.relative ?? 0).toBeLessThanOrEqual((bound ?? 0) * (1 + 1e-12));
        }
      }),
    );
  });
});

describe("MACRO", () => {
  it("the published example: U = 21, 30 batches at 25 %, risk 0.2314 after 30 clean ones", () => {
    const draws = Array.from({ length: 30 }, (_, batch) => ({
      batch,
      votes: published.batches[batch]!.votes,
    }));
    const { totalBound, history, pValue } = macroRisk(published, draws);
    expect(totalBound).toBeCloseTo(21, 10);
    expect(macroSize({ totalBound, batches: 400, riskLimit: 0.25 })).toBe(30);
    expect(history[29]).toBeCloseTo((20 / 21) ** 30, 12);
    expect(pValue).toBeCloseTo(0.23137744865585777, 12);
  });

  it("a better recount for the winner never raises p; an overstatement raises it", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 19 }), (moved) => {
        const p = (by: number) => macroRisk(small, [{ batch: 1, votes: [20 + by, 20 - by] }]).history[0]!;
        expect(p(moved + 1)).toBeLessThanOrEqual(p(moved));
      }),
    );
  });

  it("an understatement counts as none", () => {
    const p = (votes: number[]) => macroRisk(small, [{ batch: 1, votes }]).pValue;
    expect(p([25, 15])).toBe(p([20, 20]));
  });

  it("of several pairs the worst share of a margin counts", () => {
    const batches = [{ votes: [60, 50, 10], ballots: 130 }];
    const assertions = pluralityAssertions({ votes: [60, 50, 10], ballots: 130 });
    // Six votes from the winner to the last: 6 of 10 against the second, 12 of 50 against the last.
    const { errors } = macroRisk({ assertions, batches }, [{ batch: 0, votes: [54, 50, 16] }]);
    expect(errors[0]).toEqual({ votes: 6, relative: 0.6 });
  });

  it("the order of the draws does not change p at the end", () => {
    const draws = [0, 1, 2, 1].map((batch) => ({
      batch,
      votes: small.batches[batch]!.votes.map((v) => v - batch),
    }));
    const [a, b] = [draws, draws.toReversed()].map((order) => macroRisk(small, order).history.at(-1)!);
    expect(b).toBeCloseTo(a!, 12);
  });

  it("a recount of all batches decides, unless asked to settle", () => {
    const recount = (votes: number[][]) => votes.map((one, batch) => ({ batch, votes: one }));
    const wrong = recount([
      [15, 25],
      [20, 20],
      [10, 10],
    ]);
    expect(macroRisk(small, wrong, { complete: true }).pValue).toBe(1);
    expect(macroRisk(small, wrong, { complete: true, fullCount: "settles" }).pValue).toBe(0);
    const right = recount([
      [29, 11],
      [20, 20],
      [10, 10],
    ]);
    expect(macroRisk(small, right, { complete: true }).pValue).toBe(0);
  });

  it("batches counted together are each charged with the error of all", () => {
    const draws = [{ batch: 0, votes: [48, 32], countedWith: [0, 1] }];
    const { errors } = macroRisk(small, draws);
    expect(errors[0]).toEqual({ votes: 4, relative: 4 / 20 });
  });

  it("works on seats of a proportional contest", () => {
    const batches = Array.from({ length: 40 }, () => ({ votes: [100, 80, 30, 20], ballots: 240 }));
    const { assertions } = highestAveragesAssertions([4000, 3200, 1200, 800], 8);
    const { totalBound } = macroRisk({ assertions, batches }, []);
    // The closest: seat 4 of the first list (25) against seat 2 of the third (15) … the smallest margin decides.
    const margins = assertions.map(({ weights }) =>
      weights.reduce((sum, w, i) => sum + w * [4000, 3200, 1200, 800][i]!, 0),
    );
    expect(Math.min(...margins)).toBeGreaterThan(0);
    expect(totalBound).toBeGreaterThan(1);
    expect(macroSize({ totalBound, batches: 40, riskLimit: 0.1 })).toBeLessThanOrEqual(40);
  });

  it("sizes: nothing to do without a bound, all batches in a tie, one more than the formula else", () => {
    const plan = { batches: 100, riskLimit: 0.1 };
    expect(macroSize({ ...plan, totalBound: 0.5 })).toBe(0);
    expect(macroSize({ ...plan, totalBound: 1 })).toBe(1);
    expect(macroSize({ ...plan, totalBound: Infinity })).toBe(100);
    expect(macroSize({ ...plan, totalBound: 5 })).toBe(Math.ceil(Math.log(0.1) / Math.log(0.8)) + 1);
    expect(macroSize({ ...plan, totalBound: 5, pValue: 0.05 })).toBe(0);
  });
});

describe("draws of batches in proportion to their bounds", () => {
  const vectors = JSON.parse(
    readFileSync(
      fileURLToPath(new URL("../../../conformance/audits/batch-draws.json", import.meta.url)),
      "utf8",
    ),
  ) as { cases: { seed: string; bounds: number[]; draws: number[] }[] };

  it.each(vectors.cases)(
    "agree with the vectors of another program: seed $seed",
    ({ seed, bounds, draws }) => {
      const drawn = drawBatches({ bounds, size: draws.length, seed, sha256 });
      expect(drawn.map(({ batch }) => batch)).toEqual(draws);
    },
  );

  it("a shorter sample is the beginning of a longer one, and a batch without a bound is never drawn", () => {
    const options = { bounds: [1, 0, 3], seed: "s", sha256 };
    const long = drawBatches({ ...options, size: 50 });
    expect(drawBatches({ ...options, size: 20 })).toEqual(long.slice(0, 20));
    expect(long.some(({ batch }) => batch === 1)).toBe(false);
  });

  it("come out in proportion", () => {
    const drawn = drawBatches({ bounds: [1, 2, 7], size: 4000, seed: "proportion", sha256 });
    const share = (wanted: number) => drawn.filter(({ batch }) => batch === wanted).length / 4000;
    // Four standard errors of a share of 4,000 draws.
    [0.1, 0.2, 0.7].forEach((p, i) =>
      expect(Math.abs(share(i) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 4000)),
    );
  });
});

describe("a simple random sample of batches", () => {
  const batches = Array.from({ length: 200 }, () => ({ votes: [110, 90], ballots: 210 }));
  const contest = { assertions: pluralityAssertions({ votes: [22_000, 18_000], ballots: 42_000 }), batches };
  const clean = (draws: number) => Array.from({ length: draws }, (_, batch) => ({ batch, votes: [110, 90] }));

  it("falls with every clean batch, rises with an overstatement", () => {
    const { history } = batchSampleTest(contest, clean(60))[0]!;
    history.forEach((p, j) => expect(p).toBeLessThanOrEqual(history[j - 1] ?? 1));
    const wrong = [...clean(59), { batch: 59, votes: [60, 140] }];
    expect(batchSampleTest(contest, wrong)[0]!.history.at(-1)).toBeGreaterThan(history[59]!);
  });

  it("the first draw by hand: 1 + 0.9 (2x − 1) with x = c/(2 (c − 1/K))", () => {
    const bound = (20 + 210) / 4000;
    const x = bound / (2 * (bound - 1 / 200));
    expect(batchSampleTest(contest, clean(1))[0]!.history[0]).toBeCloseTo(1 / (1 + 0.9 * (2 * x - 1)), 12);
  });

  it("one test for each assertion; nothing is confirmed without a margin", () => {
    const three = {
      assertions: pluralityAssertions({ votes: [50, 30, 30], ballots: 110 }),
      batches: Array.from({ length: 10 }, () => ({ votes: [5, 3, 3], ballots: 11 })),
    };
    const [a, b] = batchSampleTest(three, [{ batch: 0, votes: [5, 3, 3] }]);
    expect(a?.pValue).toBe(b?.pValue);
    expect(batchSampleTest({ ...three, outside: 40 }, [])[0]?.pValue).toBe(1);
  });

  it("holds its limit over every order of small batches whose truth is a tie", () => {
    const five = {
      assertions: pluralityAssertions({ votes: [28, 22], ballots: 50 }),
      batches: Array.from({ length: 5 }, (_, p) => ({ votes: p < 3 ? [6, 4] : [5, 5], ballots: 10 })),
    };
    const truth = [
      [3, 7],
      [6, 4],
      [6, 4],
      [5, 5],
      [5, 5],
    ];
    const orders = (rest: number[]): number[][] =>
      rest.length === 0
        ? [[]]
        : rest.flatMap((p) => orders(rest.filter((q) => q !== p)).map((o) => [p, ...o]));
    const pValues = orders([0, 1, 2, 3, 4]).map(
      (order) =>
        batchSampleTest(
          five,
          order.map((batch) => ({ batch, votes: truth[batch]! })),
        )[0]!.pValue,
    );
    pValues.sort((a, b) => a - b);
    pValues.forEach((p, i) => expect((i + 1) / pValues.length).toBeLessThanOrEqual(p + 1e-9));
  });
});
