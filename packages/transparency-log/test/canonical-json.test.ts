import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CanonicalFormError, canonicalJson, type Json } from "../src/index.ts";

const vectors = JSON.parse(
  readFileSync(new URL("../../../conformance/canonical-json/values.json", import.meta.url), "utf8"),
) as {
  readonly values: readonly { readonly value: string; readonly canonical: string }[];
  readonly numbers: readonly { readonly bits: string; readonly canonical: string }[];
};

describe("canonical JSON", () => {
  it.each(vectors.values)("has the bytes of the examples of RFC 8785: $canonical", ({ value, canonical }) => {
    expect(Buffer.from(canonicalJson(JSON.parse(value) as Json)).toString("hex")).toBe(canonical);
  });

  it.each(vectors.numbers)("writes the number $bits as RFC 8785, appendix B, does", ({ bits, canonical }) => {
    expect(canonicalJson(Buffer.from(bits, "hex").readDoubleBE())).toBe(canonical);
  });

  it("says the same value, whatever the order of members, and reads back", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value as Json);
        expect(canonicalJson(reversed(JSON.parse(text) as Json))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ["not a number", { a: [Number.NaN] }, "$.a[0]"],
    ["infinite", Number.POSITIVE_INFINITY, "$"],
    ["a lone surrogate", { a: "\ud800" }, "$.a"],
    ["a name with a lone surrogate", { "\udc00": 1 }, "$"],
    ["undefined", { a: undefined }, "$.a"],
    ["too deep", deep(70), null],
  ])("refuses what is %s and says where", (_what, value, path) => {
    let thrown: unknown;
    try {
      canonicalJson(value as Json);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CanonicalFormError);
    if (path !== null) expect((thrown as CanonicalFormError).path).toBe(path);
  });
});

function reversed(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item: Json) => reversed(item));
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

function deep(levels: number): Json {
  return levels === 0 ? 0 : [deep(levels - 1)];
}
