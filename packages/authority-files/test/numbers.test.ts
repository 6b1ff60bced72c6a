import fc from "fast-check";
import { expect, it } from "vitest";
import { readCount, THOUSANDS } from "../src/index.ts";

it.each([
  ["1234", 1234],
  [" 12 ", 12],
  ["0", 0],
  ["007", 7],
  ["1.234", 1234],
  ["1,234", 1234],
  ["1 234", 1234],
  ["1\u00a0234", 1234],
  ["1\u202f234", 1234],
  ["1'234", 1234],
  ["1’234", 1234],
  ["1.234.567", 1_234_567],
  ["12.0", 12],
  ["12,00", 12],
  ["0.000", 0],
  ["1.234,00", 1234],
  ["-0", 0],
  ["1.000", 1000],
  ["", null],
  ["  ", null],
  ["-", null],
  ["—", null],
  ["s/d", null],
  ["S/D", null],
  ["N/A", null],
  ["n/d", null],
  ["12.5", "fractional-votes"],
  ["1.23", "fractional-votes"],
  [",5", "fractional-votes"],
  ["-3", "negative-votes"],
  ["\u22123", "negative-votes"],
  ["-1.234", "negative-votes"],
  ["cero", "not-a-number"],
  ["1,234.567", "not-a-number"],
  ["12 34", "not-a-number"],
  ["1.23.456", "not-a-number"],
  ["1e3", "not-a-number"],
  ["0x10", "not-a-number"],
  ["٣", "not-a-number"],
  ["10000001", "figure-too-large"],
  ["99999999999999999999", "figure-too-large"],
])("%j is %j", (text, expected) => {
  expect(readCount(text)).toBe(expected);
});

it.each([
  ["1.234", ",", "fractional-votes"],
  ["1,234", ",", 1234],
  ["1.234", "none", "fractional-votes"],
  ["1.000", "none", 1],
  ["1'234", "'", 1234],
  ["1 234", ".", "not-a-number"],
] as const)("%j with thousands %j is %j", (text, thousands, expected) => {
  expect(readCount(text, thousands)).toBe(expected);
});

it("every count written in any of the ways is read back, and never as something else", () => {
  const separator = fc.constantFrom(".", ",", " ", "'", "\u00a0");
  fc.assert(
    fc.property(
      fc.nat({ max: 10_000_000 }),
      separator,
      fc.constantFrom("", " "),
      (count, between, around) => {
        const grouped = String(count).replace(/\B(?=(\d{3})+$)/g, between);
        expect(readCount(`${around}${count}${around}`)).toBe(count);
        expect(readCount(`${around}${grouped}${around}`)).toBe(count);
        expect(readCount(`-${count}`)).toBe(count === 0 ? 0 : "negative-votes");
      },
    ),
  );
});

it("any text gives a count within bounds, null or a code; never NaN and never an exception", () => {
  const unit = fc.constantFrom(...Array.from("0123456789.,'- \u00a0eExNa/"));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 14 }), fc.constantFrom(...THOUSANDS), (text, thousands) => {
      const read = readCount(text, thousands);
      if (typeof read === "number") {
        expect(Number.isInteger(read) && read >= 0 && read <= 10_000_000).toBe(true);
        expect(text).toMatch(/\d/);
      }
      if (read === null) expect(text).not.toMatch(/\d/);
    }),
    { numRuns: 2_000 },
  );
});
