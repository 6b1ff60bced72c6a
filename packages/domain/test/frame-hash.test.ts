import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame } from "../src/index.ts";
import { canonicalFrameLines, DomainError } from "../src/index.ts";
import { frameOf, station } from "./small-frames.ts";

const vectors = new URL("../../../conformance/frame-hash/frames.json", import.meta.url);
type Vector = { name: string; frame: Omit<Frame, "version">; canonical: string; sha256: string };
const { cases } = JSON.parse(readFileSync(vectors, "utf8")) as { cases: Vector[] };
const canonical = (frame: Frame): string => [...canonicalFrameLines(frame)].join("");
const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

describe("the hash of a frame", () => {
  it.each(cases)("vector: $name", (vector) => {
    const frame: Frame = { version: 1, ...vector.frame };
    expect(canonical(frame)).toBe(vector.canonical);
    expect(sha256(canonical(frame))).toBe(vector.sha256);
  });

  it("does not depend on the version or on the order of stations", () => {
    const stations = ["3", "1", "20", "é"].map((code) => station(code, { registered: 5 }));
    const text = canonical(frameOf(stations));
    expect(canonical({ ...frameOf([...stations].reverse()), version: 9 })).toBe(text);
  });

  it("sorts any codes as their UTF-8 bytes are sorted", () => {
    const code = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 6 })
      .map((text) => text.normalize("NFC"));
    fc.assert(
      fc.property(fc.uniqueArray(code, { maxLength: 20 }), (codes) => {
        const lines = canonical(frameOf(codes.map((one) => station(one))))
          .split("\n")
          .slice(2, -1);
        const sorted = [...codes].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const written = (text: string): string =>
          text
            .replaceAll("\\", "\\\\")
            .replaceAll("\t", "\\t")
            .replaceAll("\n", "\\n")
            .replaceAll("\r", "\\r");
        expect(lines.map((line) => line.split("\t")[0])).toEqual(sorted.map(written));
      }),
    );
  });

  it("two frames that differ in any cell differ in the form", () => {
    const cell = fc.option(fc.constantFrom("", "a", "\\N", "N", "\\", "\t", "a\tb", "\\t", "\n", "0"), {
      nil: null,
    });
    fc.assert(
      fc.property(cell, cell, cell, cell, (centre, formerCode, otherCentre, otherFormer) => {
        const one = frameOf([station("1", { centre, formerCode })]);
        const other = frameOf([station("1", { centre: otherCentre, formerCode: otherFormer })]);
        const isSame = centre === otherCentre && formerCode === otherFormer;
        expect(canonical(one) === canonical(other)).toBe(isSame);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses codes that are equal after normalisation, and lone surrogates", () => {
    const twice = frameOf([station("José"), station("Jose\u0301")]);
    expect(() => canonical(twice)).toThrow(DomainError);
    expect(() => canonical(twice)).toThrow("duplicate-station");
    expect(() => canonical(frameOf([station("1", { centre: "\ud800" })]))).toThrow("bad-code");
  });
});
