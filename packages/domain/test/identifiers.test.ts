import fc from "fast-check";
import { expect, it } from "vitest";
import type { StationCode } from "../src/index.ts";
import { LONGEST_CODE, readCode } from "../src/index.ts";

it.each([
  [" 0017-B ", "0017-B"],
  ["mesa 1", "mesa 1"],
  ["x".repeat(LONGEST_CODE), "x".repeat(LONGEST_CODE)],
  ["x".repeat(LONGEST_CODE + 1), null],
  ["", null],
  ["  ", null],
  ["1\u00002", null],
  ["1\t2", null],
  ["1\u00852", null],
])("%j is read as %j", (text, code) => {
  expect(readCode<StationCode>(text)).toBe(code);
});

it("what was read before is given back as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: LONGEST_CODE + 5 }), (text) => {
      const code = readCode<StationCode>(text);
      fc.pre(code !== null);
      expect(readCode(code)).toBe(code);
    }),
  );
});
