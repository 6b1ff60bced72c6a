import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figure } from "../src/index.ts";
import {
  CHECKS,
  defineContest,
  isDigitSlip,
  reportChecker,
  reportsAgree,
  slipThatFits,
  waitsForDesk,
} from "../src/index.ts";

const contest = defineContest({
  code: "p",
  lines: [
    { code: "a", name: "Ana", role: "choice" },
    { code: "b", name: "Bruno", role: "choice" },
    { code: "blank", name: "Blank", role: "blank" },
    { code: "null", name: "Null", role: "null" },
    { code: "total", name: "Total", role: "total" },
    { code: "received", name: "Received", role: "ballotsReceived" },
    { code: "unused", name: "Unused", role: "unused" },
  ],
});
const sound: Figure[] = [123, 45, 6, 7, 181, 300, 119];
const withFigures = (changes: Record<number, Figure>): Figure[] =>
  sound.map((figure, i) => (i in changes ? (changes[i] ?? null) : figure));
const check = reportChecker(contest);
const codes = (figures: readonly Figure[], registered: Figure = 250, counted: Figure[] | null = null) =>
  check(figures, registered, counted)
    .map(({ code }) => code)
    .sort();

describe("checks of an observer's report", () => {
  it("a sound report has none, agrees with its like, and counts", () => {
    expect(codes(sound, 250, [...sound])).toEqual([]);
    expect(reportsAgree(contest, sound, [...sound])).toBe(true);
    expect(waitsForDesk(check(sound, 250, null))).toBe(false);
  });

  it.each([
    ["a sum above the total", { 0: 150 }, 250, ["sum-above-total"]],
    ["a sum below the total", { 0: 110 }, 250, ["sum-below-total"]],
    ["more votes than voters", {}, 180, ["votes-above-registered"]],
    ["hardly anybody voted", { 0: 1, 1: 1, 2: 0, 3: 0, 4: 2, 6: 298 }, 250, ["turnout-out-of-range"]],
    ["nearly everybody voted", {}, 182, ["turnout-out-of-range"]],
    ["all zero", { 0: 0, 1: 0, 2: 0, 3: 0, 4: 0, 6: 300 }, 250, ["no-votes"]],
    ["a third is null", { 0: 60, 3: 70 }, 250, ["blank-or-null-unusual"]],
    ["a choice is empty", { 1: null }, 250, ["figure-missing"]],
  ] as const)("%s waits for the desk", (_, changes, registered, expected) => {
    const results = check(withFigures(changes), registered, null);
    expect(results.map(({ code }) => code)).toEqual(expected);
    expect(waitsForDesk(results)).toBe(true);
  });

  it("says nothing of turnout where few are registered, or nobody knows how many", () => {
    const small = withFigures({ 0: 5, 1: 3, 2: 0, 3: 0, 4: 8, 6: 292 });
    expect(codes(small, 8)).toEqual([]);
    expect(codes(small, null)).toEqual([]);
  });

  it("ballots that do not reconcile are told, and the report counts", () => {
    const results = check(withFigures({ 6: 100 }), 250, null);
    expect(results.map(({ code }) => code)).toEqual(["ballots-not-reconciled"]);
    expect(waitsForDesk(results)).toBe(false);
  });

  it("several empty lines are one result, and lines that the estimate does not read may be empty", () => {
    expect(check(withFigures({ 0: null, 2: null }), 250, null)).toEqual([
      { code: "figure-missing", parameters: { line: "Ana, Blank" } },
    ]);
    expect(codes(withFigures({ 5: null, 6: null }))).toEqual([]);
  });

  it("a second report that differs names the lines; where one gives nothing they do not differ", () => {
    const second = withFigures({ 0: 100, 1: 68 });
    expect(check(second, 250, sound)).toEqual([
      { code: "differs-from-report", parameters: { lines: 2, line: "Ana, Bruno" } },
    ]);
    expect(reportsAgree(contest, second, sound)).toBe(false);
    expect(codes(withFigures({ 5: null }), 250, sound)).toEqual([]);
    expect(reportsAgree(contest, withFigures({ 5: null }), sound)).toBe(true);
    expect(reportsAgree(contest, withFigures({ 0: null }), sound)).toBe(false);
  });

  it("gives each code once, whatever the figures are, and only codes that are made of reports", () => {
    const figure = fc.option(fc.oneof(fc.nat(400), fc.nat(10_000_000)), { nil: null });
    const sheet = fc.array(figure, { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(sheet, fc.option(fc.nat(500)), fc.option(sheet), (figures, registered, counted) => {
        const found = check(figures, registered, counted).map(({ code }) => code);
        expect(new Set(found).size).toBe(found.length);
        for (const code of found) expect(CHECKS[code].onReport).not.toBeNull();
      }),
    );
  });
});

describe("slips of the hand", () => {
  it.each([
    [54, 45, true],
    [123, 132, true],
    [123, 321, false],
    [12, 123, true],
    [13, 123, true],
    [23, 123, true],
    [112, 12, true],
    [45, 46, false],
    [4, 4, false],
    [0, 10, true],
    [1, 101, false],
    [5, 50, true],
  ])("%i for %i: %s", (one, other, expected) => {
    expect(isDigitSlip(one, other)).toBe(expected);
    expect(isDigitSlip(other, one)).toBe(expected);
  });

  it("a swapped digit that the total gives away is found, with what would fit", () => {
    expect(check(withFigures({ 0: 132 }), 250, null)).toContainEqual({
      code: "digit-slip-suspected",
      parameters: { line: "Ana", figure: 132, likely: 123 },
    });
  });

  it("a slip in the total is found too, and a missing part hides it", () => {
    expect(slipThatFits(contest, withFigures({ 4: 118 }))).toEqual({ line: 4, figure: 118, likely: 181 });
    expect(slipThatFits(contest, withFigures({ 4: 118, 2: null }))).toBeNull();
  });

  it("a difference that no slip explains is none", () => {
    expect(slipThatFits(contest, withFigures({ 0: 150 }))).toBeNull();
  });

  it("between two reports it is one line, alone or with the total", () => {
    const slipped = withFigures({ 1: 54, 4: 190, 6: 110 });
    expect(codes(slipped, 250, sound)).toEqual(["differs-from-report"]);
    const alone = withFigures({ 1: 54, 4: 190, 5: null, 6: null });
    expect(codes(alone, 250, sound)).toEqual(["differs-from-report", "digit-slip-suspected"]);
  });

  it("whatever swap or loss of one digit is planted, it is found when the slip stands in a part", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 999 }), fc.nat(2), fc.boolean(), (figure, place, swap) => {
        const digits = String(figure);
        const at = place % (digits.length - 1);
        const slipped = swap
          ? `${digits.slice(0, at)}${digits[at + 1]}${digits[at]}${digits.slice(at + 2)}`
          : digits.slice(0, at + 1) + digits.slice(at + 2);
        // A digit lost together with the zeros behind it is no single slip any more.
        fc.pre(Number(slipped) !== figure && String(Number(slipped)) === slipped);
        const figures = [Number(slipped), 45, 6, 7, figure + 58, null, null];
        expect(slipThatFits(contest, figures)).not.toBeNull();
      }),
    );
  });
});
