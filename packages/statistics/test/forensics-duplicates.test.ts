import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  duplicateTallies,
  nearDuplicateTallies,
  permuteSection,
  sectionHomogeneity,
  seededRandom,
} from "../src/index.ts";

describe("duplicate tallies", () => {
  it("by hand: three stations the same are three pairs, zeros are left out", () => {
    const found = duplicateTallies(
      [
        [10, 10, 0, 10, 7],
        [20, 20, 0, 20, 8],
      ],
      ["a", "a", "a", "b", "b"],
    );
    expect(found).toMatchObject({ stations: 4, distinct: 2, sharing: 3, pairs: 3, pairsWithinArea: 1 });
    expect(found).toMatchObject({ consecutive: 1, largestGroup: 3, groups: [[0, 1, 3]] });
  });

  it("by hand: one count touched up, and two counts exchanged", () => {
    const counts = [
      [101, 101, 40, 300],
      [57, 58, 101, 200],
      [40, 40, 57, 100],
    ];
    const near = nearDuplicateTallies(counts, ["s", "s", "s", "s"]);
    expect(near).toEqual([{ first: 0, second: 1, differing: 1, votes: 1, exchanged: false }]);
    const exchanged = nearDuplicateTallies(
      [
        [101, 57],
        [57, 101],
        [40, 40],
      ],
      ["s", "s"],
    );
    expect(exchanged).toEqual([{ first: 0, second: 1, differing: 2, votes: 88, exchanged: true }]);
  });

  const table = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 30 });
  const columns = (rows: readonly (readonly [number, number])[]) =>
    [0, 1].map((at) => rows.map((row) => row[at]!));

  it("property: pairs do not depend on the order of stations or of choices", () => {
    fc.assert(
      fc.property(table, (rows) => {
        const { pairs, distinct, largestGroup } = duplicateTallies(columns(rows));
        expect(duplicateTallies(columns(rows.toReversed()))).toMatchObject({ pairs, distinct, largestGroup });
        expect(duplicateTallies(columns(rows).toReversed())).toMatchObject({ pairs, distinct, largestGroup });
      }),
    );
  });

  it("property: copying a station adds as many pairs as stations already had its tally", () => {
    fc.assert(
      fc.property(table, fc.nat(), (rows, at) => {
        const copied = rows[at % rows.length]!;
        fc.pre(copied[0] + copied[1] > 0);
        const same = rows.filter((row) => row.join() === copied.join()).length;
        const before = duplicateTallies(columns(rows)).pairs;
        expect(duplicateTallies(columns([...rows, copied])).pairs).toBe(before + same);
      }),
    );
  });
});

describe("stations of one section", () => {
  it("by hand: 30 of 100 and 50 of 100", () => {
    const { sections } = sectionHomogeneity({ votes: [30, 50], total: [100, 100], sections: ["s", "s"] });
    // p = 0.4; (30 − 40)² / 24 + (50 − 40)² / 24
    expect(sections[0]).toMatchObject({ df: 1, stations: [0, 1] });
    expect(sections[0]?.chiSquare).toBeCloseTo(200 / 24, 12);
    expect(sections[0]?.effect).toBeCloseTo(0.2, 12);
  });

  it("property: χ² does not change when the votes of the others are tested instead", () => {
    const station = fc.tuple(
      fc.integer({ min: 30, max: 400 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(station, { minLength: 2, maxLength: 6 }), (stations) => {
        const total = stations.map(([n]) => n);
        const votes = stations.map(([n, share]) => Math.round(n * share));
        fc.pre(votes.some((count) => count > 0) && votes.some((count, i) => count < total[i]!));
        const sections = stations.map(() => "s");
        const others = votes.map((count, i) => total[i]! - count);
        const one = sectionHomogeneity({ votes, total, sections });
        const other = sectionHomogeneity({ votes: others, total, sections });
        expect(other.sumChiSquare).toBeCloseTo(one.sumChiSquare, 6);
        expect(one.sumChiSquare).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("the permutation test is exact: a small section against all its deals", () => {
    // Two stations of 4 ballots, 4 votes: 4 and 0, C(4,4)C(4,0) = 1 of 70 deals each way.
    const { pValue } = permuteSection([4, 0], [4, 4], { seed: "exact", replicates: 20_000 });
    expect(pValue).toBeGreaterThan(2 / 70 - 0.005);
    expect(pValue).toBeLessThan(2 / 70 + 0.005);
  });

  it("overdispersion by families raises no alarm, and a switched station does", () => {
    const random = seededRandom("families");
    const total: number[] = [];
    const votes: number[] = [];
    const sections: string[] = [];
    for (let section = 0; section < 400; section++) {
      const share = 0.3 + 0.4 * random.next();
      for (let station = 0; station < 3; station++) {
        // Voters come in families of three who vote alike.
        total.push(300);
        votes.push(3 * random.binomial(100, share));
        sections.push(String(section));
      }
    }
    const clean = sectionHomogeneity({ votes, total, sections });
    expect(clean.overdispersion).toBeGreaterThan(2.5);
    expect(clean.resistant / clean.overdispersion).toBeGreaterThan(0.8);
    expect(clean.resistant / clean.overdispersion).toBeLessThan(1.25);
    expect(clean.sections.filter(({ qValue }) => qValue < 0.05).length).toBeGreaterThan(40);
    expect(clean.sections.filter(({ adjustedQ }) => adjustedQ < 0.05).length).toBeLessThan(3);
    const switched = votes.with(600, Math.min(300, votes[600]! + 110));
    const found = sectionHomogeneity({ votes: switched, total, sections });
    const called = found.sections.filter(({ adjustedQ }) => adjustedQ < 0.05).map(({ section }) => section);
    expect(called).toContain("200");
  });
});
