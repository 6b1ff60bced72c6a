import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escaped, html } from "../src/index.ts";

describe("text that comes from data", () => {
  it("never opens a tag, closes an attribute or turns the direction of reading", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        expect(escaped(text)).not.toMatch(/[<>"'\u202e]|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
    );
    expect(html`<p title="${'" onclick="x'}">${"<b>&"}</p>`.markup).toBe(
      '<p title="&quot; onclick=&quot;x">&lt;b&gt;&amp;</p>',
    );
    expect(escaped("a\u202eb\u0000c\nd")).toBe("abc\nd");
  });
});
