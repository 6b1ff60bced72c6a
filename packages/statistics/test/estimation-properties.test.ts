import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StationReport } from "../src/index.ts";
import { StratifiedEstimator } from "../src/index.ts";

const CHOICES = 3;
const strata = [
  { name: "north", size: 60 },
  { name: "south", size: 90 },
  { name: "east", size: 35 },
];

const station = (stratum: number): fc.Arbitrary<StationReport> =>
  fc
    .record({
      votes: fc.tuple(fc.nat(200), fc.nat(200), fc.integer({ min: 1, max: 200 })),
      absent: fc.nat(150),
      cell: fc.nat(1),
    })
    .map(({ votes, absent, cell }) => {
      const denominator = votes.reduce((sum, count) => sum + count, 0);
      return { stratum, votes, denominator, registered: denominator + absent, postStratum: cell };
    });
const evening = fc
  .tuple(...strata.map((_, h) => fc.array(station(h), { minLength: 2, maxLength: 8 })))
  .map((lists) => lists.flat());

function estimatorOf(
  reports: readonly StationReport[],
  postStrata?: { name: string; size: number }[],
): StratifiedEstimator {
  const estimator = new StratifiedEstimator({
    choices: CHOICES,
    registered: true,
    strata,
    ...(postStrata ? { postStrata } : {}),
  });
  for (const report of reports) estimator.add(report);
  return estimator;
}

describe("what must hold of every estimate", () => {
  it("does not depend on the order of arrival, to the last digit", () => {
    fc.assert(
      fc.property(evening, fc.infiniteStream(fc.nat()), (reports, numbers) => {
        const shuffled = reports
          .map((report) => ({ report, key: numbers.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key);
        // An estimate after each arrival takes the quick path that changes one stratum at a time.
        const stepwise = new StratifiedEstimator({ choices: CHOICES, registered: true, strata });
        for (const { report } of shuffled) {
          stepwise.add(report);
          if (stepwise.stations > 8) stepwise.estimate();
        }
        expect(stepwise.estimate()).toEqual(estimatorOf(reports).estimate());
      }),
    );
  });

  it("forgets a report that is taken away", () => {
    fc.assert(
      fc.property(evening, station(1), (reports, extra) => {
        const estimator = estimatorOf(reports);
        const before = estimator.estimate();
        estimator.add(extra);
        estimator.estimate();
        estimator.remove(extra);
        expect(estimator.estimate()).toEqual(before);
      }),
    );
  });

  it("shares of all votes add up to 1 and their covariances to 0", () => {
    fc.assert(
      fc.property(evening, (reports) => {
        const { shares, shareCovariance } = estimatorOf(reports).estimate();
        expect(shares.reduce((sum, share) => sum + share.estimate, 0)).toBeCloseTo(1, 12);
        const scale = Math.max(...shareCovariance.map(Math.abs), 1e-12);
        for (let i = 0; i < CHOICES; i++) {
          const row = shareCovariance.subarray(i * CHOICES, (i + 1) * CHOICES);
          expect(Math.abs(row.reduce((sum, value) => sum + value, 0)) / scale).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it("gives the lead the variance V₁ + V₂ − 2 V₁₂", () => {
    fc.assert(
      fc.property(evening, (reports) => {
        const { lead, shareCovariance } = estimatorOf(reports).estimate();
        if (lead === null) throw new Error("three choices have a lead");
        const entry = (a: number, b: number) => shareCovariance[a * CHOICES + b] ?? Number.NaN;
        const { first, second } = lead;
        const variance = entry(first, first) + entry(second, second) - 2 * entry(first, second);
        const scale = entry(first, first) + entry(second, second);
        expect(Math.abs(lead.standardError ** 2 - variance)).toBeLessThan(1e-9 * scale + 1e-24);
      }),
    );
  });

  it("is certain when every station has reported", () => {
    fc.assert(
      fc.property(evening, (reports) => {
        const counts = strata.map((_, h) => reports.filter((report) => report.stratum === h).length);
        const whole = strata.map((stratum, h) => ({ name: stratum.name, size: counts[h] ?? 0 }));
        const estimator = new StratifiedEstimator({ choices: CHOICES, strata: whole });
        for (const report of reports) estimator.add(report);
        const { shares } = estimator.estimate();
        const votes = reports.reduce((sum, report) => sum + (report.votes[0] ?? 0), 0);
        const all = reports.reduce((sum, report) => sum + report.denominator, 0);
        expect(shares[0]?.estimate).toBeCloseTo(votes / all, 12);
        expect(shares.map((share) => share.standardError)).toEqual([0, 0, 0]);
      }),
    );
  });

  it("is not moved by a post-stratum that holds the whole frame", () => {
    fc.assert(
      fc.property(evening, (reports) => {
        const inOne = reports.map((report) => ({ ...report, postStratum: 0 }));
        const estimator = estimatorOf(inOne, [{ name: "all", size: 185 }]);
        const plain = estimator.estimate();
        const post = estimator.postStratifiedEstimate();
        if ("thinCells" in post) throw new Error("the cell has reports");
        post.shares.forEach((share, i) => {
          expect(share.estimate).toBeCloseTo(plain.shares[i]?.estimate ?? Number.NaN, 12);
          expect(share.standardError).toBeCloseTo(plain.shares[i]?.standardError ?? Number.NaN, 10);
        });
      }),
    );
  });
});

describe("arguments that cannot be", () => {
  const good: StationReport = { stratum: 0, votes: [1, 2, 3], denominator: 6, registered: 9 };
  it.each([
    ["a stratum that is not declared", { ...good, stratum: 7 }, "out-of-range", "stratum"],
    ["a choice too few", { ...good, votes: [1, 2] }, "length-mismatch", "votes"],
    ["half a vote", { ...good, votes: [0.5, 2, 3] }, "not-an-integer", "counts[0]"],
    ["negative votes", { ...good, votes: [1, -2, 3] }, "out-of-range", "counts[1]"],
    ["votes that are not a number", { ...good, votes: [1, 2, Number.NaN] }, "not-a-number", "counts[2]"],
    [
      "registered voters left out",
      { stratum: 0, votes: [1, 2, 3], denominator: 6 },
      "not-a-number",
      "counts[4]",
    ],
  ] as const)("%s", (_, report, code, argument) => {
    const estimator = estimatorOf([]);
    expect(() => estimator.add(report)).toThrow(expect.objectContaining({ code, argument }));
    expect(estimator.stations).toBe(0);
  });

  it.each([
    ["no strata", { choices: 2, strata: [] }, "empty", "strata"],
    ["a stratum twice", { choices: 2, strata: [strata[0], strata[0]] }, "duplicate", "strata[1].name"],
    [
      "a size that is not a count",
      { choices: 2, strata: [{ name: "a", size: 1.5 }] },
      "not-an-integer",
      "strata[0].size",
    ],
    [
      "an unknown collapse target",
      { choices: 2, strata: [{ name: "a", size: 5, collapseTo: "z" }] },
      "unknown-name",
      "strata[0].collapseTo",
    ],
    ["no choices", { choices: 0, strata: [{ name: "a", size: 5 }] }, "out-of-range", "choices"],
    [
      "an unknown rule",
      { choices: 2, strata: [{ name: "a", size: 5 }], lonely: "guess" },
      "unknown-name",
      "lonely",
    ],
  ])("%s", (_, design, code, argument) => {
    const build = () =>
      new StratifiedEstimator(design as ConstructorParameters<typeof StratifiedEstimator>[0]);
    expect(build).toThrow(expect.objectContaining({ code, argument }));
  });

  it("a level of 1, and more reports than stations", () => {
    const estimator = new StratifiedEstimator({ choices: 1, strata: [{ name: "a", size: 2 }] });
    for (let i = 0; i < 3; i++) estimator.add({ stratum: 0, votes: [i], denominator: 5 });
    expect(() => estimator.estimate()).toThrow(expect.objectContaining({ code: "impossible" }));
    estimator.remove({ stratum: 0, votes: [2], denominator: 5 });
    expect(() => estimator.estimate({ level: 1 })).toThrow(
      expect.objectContaining({ code: "out-of-range", argument: "level" }),
    );
    expect(() => estimator.remove({ stratum: 0, votes: [0], denominator: 5 })).not.toThrow();
  });
});
