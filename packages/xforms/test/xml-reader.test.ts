import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FormInstance, readInstance, XFormError, type XFormErrorCode } from "../src/index.ts";
import { bytes, INSTANCE } from "./sample-forms.ts";

/** The refusal's code, or `null` when it was read; any other error is a failure of the reader. */
function refusal(input: string | Uint8Array): XFormErrorCode | null {
  try {
    readInstance(typeof input === "string" ? bytes(input) : input);
    return null;
  } catch (error) {
    if (error instanceof XFormError) return error.code;
    throw error;
  }
}

const META = `<meta><instanceID>uuid:1</instanceID></meta>`;
const around = (inside: string): string => `<d id="f">${inside}${META}</d>`;

describe("XML from outside", () => {
  it.each([
    ["nothing", "", "not-well-formed"],
    ["blanks", " \n ", "not-well-formed"],
    ["text only", "hello", "not-well-formed"],
    ["a cut tag", around("<a"), "not-well-formed"],
    ["mismatched tags", around("<a></b>"), "not-well-formed"],
    ["crossed tags", around("<a><b></a></b>"), "not-well-formed"],
    ["a second root", `${around("")}<d/>`, "not-well-formed"],
    ["text behind the root", `${around("")}x`, "not-well-formed"],
    ["NUL", around("<a>\u0000</a>"), "not-well-formed"],
    ["NUL as reference", around("<a>&#0;</a>"), "not-well-formed"],
    ["a surrogate as reference", around("<a>&#xD800;</a>"), "not-well-formed"],
    ["a control character", around("<a>\u0008</a>"), "not-well-formed"],
    ["U+FFFE", around("<a>\uFFFE</a>"), "not-well-formed"],
    ["an undeclared entity", around("<a>&lol;</a>"), "not-well-formed"],
    ["an entity named as a member of objects", around("<a>&constructor;</a>"), "not-well-formed"],
    ["a bare ampersand", around("<a>a & b</a>"), "not-well-formed"],
    ["an attribute twice", around('<a b="1" b="2"/>'), "not-well-formed"],
    ["an unquoted attribute", around("<a b=1/>"), "not-well-formed"],
    ["an unbound prefix", around("<p:a/>"), "not-well-formed"],
    ["]]> in text", around("<a>]]></a>"), "not-well-formed"],
    ["-- in a comment", around("<!-- a -- b -->"), "not-well-formed"],
    ["XML 1.1", `<?xml version="1.1"?>${around("<a>&#1;</a>")}`, "not-well-formed"],
    ["a declaration behind a blank", ` <?xml version="1.0"?>${around("")}`, "not-well-formed"],
    ["another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?>${around("")}`, "other-encoding"],
    ["a document type", `<!DOCTYPE d>${around("")}`, "doctype-refused"],
    [
      "an external entity",
      `<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>${around("<a>&e;</a>")}`,
      "doctype-refused",
    ],
    [
      "an entity bomb",
      `<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]>${around("<a>&b;</a>")}`,
      "doctype-refused",
    ],
    ["a cut document type", `<!DOCTYPE d [<!ENTITY a "`, "not-well-formed"],
    ["a processing instruction", `<?xml-stylesheet href="x"?>${around("")}`, "instruction-refused"],
    ["5,000 levels", `<d id="f">${"<a>".repeat(5_000)}${"</a>".repeat(5_000)}${META}</d>`, "too-deep"],
    ["5,000 levels that never close", `<d id="f">${"<a>".repeat(5_000)}`, "too-deep"],
    ["30,000 elements", around("<a/>".repeat(30_000)), "too-many-elements"],
    [
      "10,000 attributes",
      around(`<a ${Array.from({ length: 10_000 }, (_, i) => `b${i}="1"`).join(" ")}/>`),
      "too-many-attributes",
    ],
    ["a long text", around(`<a>${"x".repeat(400_000)}</a>`), "text-too-long"],
    ["a long attribute", around(`<a b="${"x".repeat(400_000)}"/>`), "text-too-long"],
    ["a long name", around(`<${"a".repeat(300)}/>`), "name-too-long"],
    ["a megabyte and more", around(`<a>${"x".repeat(100_000)}</a>`.repeat(11)), "too-large"],
    ["UTF-16", new Uint8Array(Buffer.from(`\uFEFF${around("")}`, "utf16le")), "not-utf8"],
    ["Latin-1", new Uint8Array(Buffer.from(around("<a>é</a>"), "latin1")), "not-utf8"],
  ] as const)("%s is refused", (_what, input, code) => {
    expect(refusal(input)).toBe(code);
  });

  it("may have a byte order mark, comments, CDATA, and names that objects know", () => {
    const text = `\uFEFF<?xml version="1.0" encoding="utf-8" standalone="yes"?><!-- c -->${around(
      "<__proto__>a</__proto__><constructor><![CDATA[<b>&]]></constructor><c>__proto__</c>",
    )}<!-- d -->\n`;
    const { values } = readInstance(bytes(text));
    expect(values.get("/d/__proto__")).toEqual(["a"]);
    expect(values.get("/d/constructor")).toEqual(["<b>&"]);
    expect(values.get("/d/c")).toEqual(["__proto__"]);
  });

  it("says where: line and column", () => {
    const where = (input: Uint8Array): unknown => {
      try {
        return readInstance(input);
      } catch (error) {
        return error;
      }
    };
    expect(where(bytes('<d id="f">\n  <a></b>\n</d>'))).toMatchObject({ line: 2, column: 10 });
    const broken = Buffer.concat([
      Buffer.from('<d id="f">\n<a>é'),
      Buffer.from([0xc3]),
      Buffer.from("</a></d>"),
    ]);
    expect(where(broken)).toMatchObject({ code: "not-utf8", line: 2, column: 5 });
  });
});

describe("an instance that is damaged on the way", () => {
  const whole = bytes(INSTANCE);

  it("cut anywhere, is refused", () => {
    for (let length = 0; length < whole.length; length++) {
      expect(refusal(whole.subarray(0, length))).not.toBeNull();
    }
  });

  it("with bytes changed, is read as XML or refused, and never breaks the reader", () => {
    const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.integer({ min: 0, max: 255 }) });
    const seen = { read: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const damaged = Uint8Array.from(whole);
        for (const { at, to } of changes) damaged[at] = to;
        const code = refusal(damaged);
        seen[code === null ? "read" : "refused"]++;
        return isUtf8(damaged) || code === "not-utf8";
      }),
      { numRuns: 3_000 },
    );
    expect(seen.read).toBeGreaterThan(20);
    expect(seen.refused).toBeGreaterThan(1_000);
  });

  // Each of these makes the document malformed wherever it strikes.
  const tags = [...INSTANCE.matchAll(/<\/?[\w:]+(?![\w:/])/g)].map(({ index }) => index);
  const texts = [...INSTANCE.matchAll(/(?<=>)[^<]+/g)].map(({ index }) => index);
  it.each([
    ["a tag's < lost", tags, (at: number) => INSTANCE.slice(0, at) + INSTANCE.slice(at + 1)],
    [
      "a tag doubled without its end",
      tags,
      (at: number) => `${INSTANCE.slice(0, at)}<x>${INSTANCE.slice(at)}`,
    ],
    ["a stray end tag", tags, (at: number) => `${INSTANCE.slice(0, at)}</x>${INSTANCE.slice(at)}`],
    ["a bare < in text", texts, (at: number) => `${INSTANCE.slice(0, at)}< ${INSTANCE.slice(at)}`],
    ["NUL in text", texts, (at: number) => `${INSTANCE.slice(0, at)}\u0000${INSTANCE.slice(at)}`],
    [
      "a document type inside",
      texts,
      (at: number) => `${INSTANCE.slice(0, at)}<!DOCTYPE a>${INSTANCE.slice(at)}`,
    ],
  ] as const)("%s: refused at every place", (_what, places, damage) => {
    expect(places.length).toBeGreaterThan(6);
    for (const at of places) expect(refusal(damage(at))).not.toBeNull();
  });
});

describe("values that are written and read again", () => {
  const escaped = (text: string): string =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");

  it("come back as they were", () => {
    // Characters that XML 1.0 has (section 2.2), whole code points only.
    const character = fc
      .oneof(
        fc.integer({ min: 0x20, max: 0xd7ff }),
        fc.integer({ min: 0xe000, max: 0xfffd }),
        fc.integer({ min: 0x10000, max: 0x10ffff }),
        fc.constantFrom(9, 10, 13),
      )
      .map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(
        fc.array(
          fc.array(character).map((all) => all.join("")),
          { maxLength: 8 },
        ),
        (texts) => {
          const fields = texts.map((text) => `<v>${escaped(text)}</v>`).join("");
          const read: FormInstance = readInstance(bytes(around(fields)));
          expect(read.values.get("/d/v") ?? []).toEqual(texts);
        },
      ),
    );
  });
});
