import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareUtf8 } from "../src/draw/compare-tickets.ts";
import {
  combineSeed,
  drawSample,
  drawStratifiedSample,
  nextTicketNumber,
  type Sha256,
  ticketNumber,
  trimTicket,
} from "../src/draw/index.ts";
import { reversedDigits } from "../src/draw/ticket-number.ts";
import { StatisticsError } from "../src/statistics-error.ts";
import { needsReference, referenceJson, referencePresent } from "./reference.ts";

const sha256: Sha256 = (text) => hash("sha256", text, "buffer");

interface DrawCases {
  draws: {
    id: string;
    ids: string[] | { prefix: string; from: number; to: number; pad: number };
    seed: string | number;
    take: number;
    with_replacement: boolean;
    expected: { ticket: string; id: string; generation: number }[];
  }[];
  stratified_draws: {
    seed: string;
    allocation: Record<string, number>;
    frame: Record<string, string[]>;
    expected: Record<string, string[]>;
  }[];
  draw_primitives: {
    call: string;
    input?: string;
    id?: string;
    seed?: string;
    digits?: number;
    expected: string;
  }[];
}

describe.skipIf(!referencePresent)(`draws of Rivest's consistent_sampler${needsReference}`, () => {
  const cases = referencePresent ? referenceJson<DrawCases>("qc-design/cases.json") : null;
  it.each(cases?.draws ?? [])("$id", ({ ids, seed, take, with_replacement, expected }) => {
    const list = Array.isArray(ids)
      ? ids
      : Array.from(
          { length: ids.to - ids.from + 1 },
          (_, i) => ids.prefix + String(ids.from + i).padStart(ids.pad, "0"),
        );
    const draws = drawSample({
      ids: list,
      size: take,
      seed: String(seed),
      sha256,
      withReplacement: with_replacement,
    });
    expect(draws.map((draw) => ({ ...draw, ticket: trimTicket(draw.ticket, 18) }))).toEqual(expected);
  });
  it.each(cases?.stratified_draws ?? [])("stratified, $seed", ({ seed, allocation, frame, expected }) => {
    const stations = Object.entries(frame).flatMap(([stratum, ids]) => ids.map((id) => ({ id, stratum })));
    const sizes = new Map(Object.entries(allocation));
    const drawn = drawStratifiedSample({ stations, allocation: sizes, spares: 1, seed, sha256 });
    for (const [stratum, want] of Object.entries(expected)) {
      const names = drawn
        .filter((row) => row.stratum === stratum && !row.spare)
        .map((row) => `${stratum}|${row.station}`);
      expect(names).toEqual(want);
    }
  });
  it.each(cases?.draw_primitives ?? [])(
    "$call",
    ({ call, input = "", id = "", seed = "", digits = 0, expected }) => {
      const ours: Readonly<Record<string, () => string>> = {
        sha256_uniform: () => `0.${reversedDigits(sha256(input))}`,
        first_fraction: () => ticketNumber(seed, id, sha256),
        next_fraction: () => nextTicketNumber(input, sha256),
        trim: () => trimTicket(input, digits),
      };
      expect(ours[call]?.()).toBe(expected);
    },
  );
});

function vectors<Shape>(name: string): Shape {
  return JSON.parse(
    readFileSync(new URL(`../../../conformance/draw/${name}`, import.meta.url), "utf8"),
  ) as Shape;
}

/** The vectors were computed by an independent program in Python (see docs/method/drawing.md). */
describe("conformance/draw", () => {
  it("tickets", () => {
    const { cases } = vectors<{ cases: { seed: string; id: string; ticket: string }[] }>("tickets.json");
    for (const { seed, id, ticket } of cases) expect(ticketNumber(seed, id, sha256)).toBe(ticket);
  });
  it("next and trimmed tickets", () => {
    const file = vectors<{
      next: { ticket: string; next: string }[];
      trim: { ticket: string; digits: number; trimmed: string }[];
    }>("next-tickets.json");
    for (const { ticket, next } of file.next) expect(nextTicketNumber(ticket, sha256)).toBe(next);
    for (const { ticket, digits, trimmed } of file.trim) expect(trimTicket(ticket, digits)).toBe(trimmed);
  });
  it("stratified draw", () => {
    const file = vectors<{
      seed: string;
      spares: number;
      allocation: { stratum: string; size: number }[];
      stations: { id: string; stratum: string }[];
      drawn: object[];
    }>("stratified.json");
    const allocation = new Map(file.allocation.map(({ stratum, size }) => [stratum, size]));
    const { stations, spares, seed } = file;
    expect(drawStratifiedSample({ stations, allocation, spares, seed, sha256 })).toEqual(file.drawn);
  });
  it("draw with replacement", () => {
    const { ids, seed, size, drawn } = vectors<{
      ids: string[];
      seed: string;
      size: number;
      drawn: object[];
    }>("with-replacement.json");
    expect(drawSample({ ids, seed, size, sha256, withReplacement: true })).toEqual(drawn);
  });
  it("seeds", () => {
    const { cases } = vectors<{ cases: { secret: string; contributions: string[]; seed: string }[] }>(
      "seeds.json",
    );
    for (const { secret, contributions, seed } of cases) {
      expect(combineSeed({ secret, contributions, sha256 })).toBe(seed);
    }
  });
});

describe("properties of the draw", () => {
  const ids = fc.uniqueArray(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 40 });
  it("is the order of all tickets as texts, whatever the order of the list, and nested", () => {
    fc.assert(
      fc.property(ids, fc.string({ unit: "grapheme" }), fc.nat(40), (list, seed, k) => {
        const all = drawSample({ ids: list, size: list.length, seed, sha256 });
        const tickets = all.map((draw) => draw.ticket);
        expect(tickets).toEqual(list.map((id) => ticketNumber(seed, id, sha256)).sort());
        const size = Math.min(k, list.length);
        expect(drawSample({ ids: [...list].reverse(), size, seed, sha256 })).toEqual(all.slice(0, size));
      }),
    );
  });
  it("breaks ties of tickets by UTF-8 bytes", () => {
    const same: Sha256 = () => new Uint8Array(32).fill(7);
    const names = ["z", "\u{1F600}", "\uFF5A", "a", "aa"];
    const drawn = drawSample({ ids: names, size: 5, seed: "", sha256: same }).map((draw) => draw.id);
    expect(drawn).toEqual([...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
  it("draws every id about equally often", () => {
    const list = Array.from({ length: 10 }, (_, i) => `M${i}`);
    const counts = new Map(list.map((id) => [id, 0]));
    for (let seed = 0; seed < 2000; seed++) {
      for (const { id } of drawSample({ ids: list, size: 3, seed: `s${seed}`, sha256 })) {
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
    // 600 expected, standard deviation 20.5.
    for (const count of counts.values()) expect(Math.abs(count - 600)).toBeLessThan(90);
  });
  it("refuses what it cannot draw", () => {
    expect(() => drawSample({ ids: ["a", "a"], size: 1, seed: "", sha256 })).toThrow(/ids\[1\]/);
    expect(() => drawSample({ ids: ["a"], size: 2, seed: "", sha256 })).toThrow(/at most 1/);
    expect(() => ticketNumber("\uD800", "a", sha256)).toThrow(StatisticsError);
    expect(() => nextTicketNumber("0.5x", sha256)).toThrow(/ticket/);
    const stations = [{ id: "1", stratum: "a" }];
    const wrong = (allocation: [string, number][]) => () =>
      drawStratifiedSample({ stations, allocation: new Map(allocation), spares: 0, seed: "", sha256 });
    expect(wrong([["b", 0]])).toThrow(/stations\[0\]\.stratum/);
    expect(wrong([["a", 2]])).toThrow(/allocation\.a/);
    expect(
      wrong([
        ["a", 1],
        ["c", 1],
      ]),
    ).toThrow(/allocation\.c/);
    expect(() => combineSeed({ secret: "short", contributions: ["x"], sha256 })).toThrow(/secret/);
    expect(() => combineSeed({ secret: "0123456789abcdef", contributions: ["a\nb"], sha256 })).toThrow(
      /line break/,
    );
  });
});
