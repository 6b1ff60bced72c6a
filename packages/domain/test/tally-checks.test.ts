import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figure } from "../src/index.ts";
import { checkTally, defineContest } from "../src/index.ts";

const contest = defineContest({
  code: "p",
  lines: [
    { code: "a", name: "Ana", role: "choice" },
    { code: "b", role: "choice" },
    { code: "blank", role: "blank" },
    { code: "null", role: "null" },
    { code: "challenged", role: "challenged" },
    { code: "total", role: "total" },
    { code: "received", role: "ballotsReceived" },
    { code: "unused", role: "unused" },
    { code: "voters", role: "other" },
  ],
});
const sound: Figure[] = [10, 5, 2, 1, 2, 20, 50, 30, 21];
const withFigures = (changes: Record<number, Figure>): Figure[] =>
  sound.map((figure, i) => (i in changes ? (changes[i] ?? null) : figure));
const codes = (figures: readonly Figure[], registered: Figure = 100): string[] =>
  checkTally(contest, figures, registered).map(({ code }) => code);

describe("checks of one tally sheet", () => {
  it("a sound sheet has no findings; other lines are not added", () => {
    expect(checkTally(contest, sound, 100)).toEqual([]);
  });

  it.each([
    ["an empty figure", { 0: null }, 100, [{ code: "figure-missing", parameters: { line: "Ana" } }]],
    [
      "parts above the total",
      { 0: 11 },
      100,
      [{ code: "sum-above-total", parameters: { sum: 21, total: 20 } }],
    ],
    [
      "parts below the total",
      { 4: 1 },
      100,
      [{ code: "sum-below-total", parameters: { sum: 19, total: 20 } }],
    ],
    [
      "ballots that do not add up",
      { 7: 29 },
      100,
      [{ code: "ballots-not-reconciled", parameters: { received: 50, total: 20, unused: 29 } }],
    ],
    [
      "more votes than registered",
      {},
      19,
      [{ code: "votes-above-registered", parameters: { votes: 20, registered: 19 } }],
    ],
  ] as const)("%s", (_, changes, registered, expected) => {
    expect(checkTally(contest, withFigures(changes), registered)).toEqual(expected);
  });

  it("as many votes as registered is full turnout; registered 0 or unknown says nothing here", () => {
    for (const registered of [20, 0, null]) expect(codes(sound, registered)).toEqual([]);
  });

  it("no votes at all", () => {
    expect(codes([0, 0, 0, 0, 0, 0, 50, 50, 0])).toEqual(["no-votes"]);
    expect(codes([0, 0, 0, 0, 0, 3, 50, 47, 0])).toEqual(["sum-below-total"]);
  });

  it("a missing part is not zero: it excuses a sum below the total, never one above", () => {
    expect(codes(withFigures({ 1: null }))).toEqual(["figure-missing"]);
    expect(codes(withFigures({ 0: 30, 1: null }))).toEqual(["figure-missing", "sum-above-total"]);
    expect(codes(withFigures({ 5: null }), 19)).toEqual(["figure-missing", "votes-above-registered"]);
    expect(codes(withFigures({ 5: null, 0: null }), 5)).toEqual(["figure-missing", "figure-missing"]);
  });

  it("without total, received or unused those checks are not made", () => {
    const bare = defineContest({ code: "p", lines: [{ code: "a", role: "choice" }] });
    expect(checkTally(bare, [7], null)).toEqual([]);
    expect(checkTally(bare, [0], null)).toEqual([{ code: "no-votes", parameters: {} }]);
    expect(checkTally(bare, [null], 10)).toEqual([{ code: "figure-missing", parameters: { line: "a" } }]);
  });

  it("blank and null together are votes cast", () => {
    const merged = defineContest({
      code: "p",
      lines: [
        { code: "a", role: "choice" },
        { code: "bn", role: "blankAndNull" },
        { code: "t", role: "total" },
      ],
    });
    expect(checkTally(merged, [7, 3, 10], null)).toEqual([]);
    expect(checkTally(merged, [7, 3, 9], null)[0]?.code).toBe("sum-above-total");
  });

  it("any sheet whose total is the sum of its parts is never told otherwise", () => {
    const count = fc.nat({ max: 1_000 });
    fc.assert(
      fc.property(fc.tuple(count, count, count, count, count), count, ([...parts], unused) => {
        const total = parts.reduce((sum, part) => sum + part, 0);
        const found = codes([...parts, total, total + unused, unused, total], null);
        expect(found).toEqual(total === 0 ? ["no-votes"] : []);
      }),
    );
  });
});
