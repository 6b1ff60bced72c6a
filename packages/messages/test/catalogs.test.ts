import { describe, expect, it } from "vitest";
import type { Area, Language } from "../src/index.ts";
import { CATALOGS, LANGUAGES } from "../src/index.ts";
import { structureOf } from "./message-structure.ts";
import { SAME_IN_TWO_LANGUAGES } from "./same-in-two-languages.ts";

const AREAS = Object.keys(CATALOGS.en).sort() as Area[];
const OTHERS = (Object.keys(LANGUAGES) as Language[]).filter((language) => language !== "en").sort();

/** Every message of a language as `area.key` and text. */
function messagesOf(language: Language): [key: string, text: string][] {
  return AREAS.flatMap((area) =>
    Object.entries(CATALOGS[language][area]).map(([key, text]): [string, string] => [`${area}.${key}`, text]),
  );
}

/** Keys of a language whose text has the fault. */
function faulty(language: Language, fault: (text: string, key: string) => boolean): string[] {
  return messagesOf(language).flatMap(([key, text]) => (fault(text, key) ? [key] : []));
}

const ENGLISH = new Map(messagesOf("en"));

describe.each(["en", ...OTHERS] as const)("the messages in %s", (language) => {
  it("have the areas and keys of English", () => {
    expect(Object.keys(CATALOGS[language]).sort()).toEqual(AREAS);
    for (const area of AREAS) {
      expect(Object.keys(CATALOGS[language][area]).sort()).toEqual(Object.keys(CATALOGS.en[area]).sort());
    }
  });

  it("are in ICU syntax, without tags and without an empty one", () => {
    expect(faulty(language, (text) => structureOf(text, language).tags.length > 0)).toEqual([]);
    expect(faulty(language, (text) => text.trim() === "" || text !== text.trim())).toEqual([]);
  });

  it("have the placeholders, select branches and exact values of English", () => {
    for (const [key, text] of messagesOf(language)) {
      const { placeholders, branches } = structureOf(text, language);
      const wanted = structureOf(ENGLISH.get(key) ?? "", "en");
      expect({ key, placeholders, branches }).toEqual({
        key,
        placeholders: wanted.placeholders,
        branches: wanted.branches,
      });
    }
  });

  it("have in each plural the categories that whole numbers of the language need", () => {
    const rules = new Intl.PluralRules(language);
    const needed = new Set(Array.from({ length: 1_000 }, (_, n) => rules.select(n)));
    expect(needed).toEqual(new Set(["one", "other"]));
    const lacking = faulty(language, (text) =>
      structureOf(text, language).plurals.some((words) => [...words].sort().join() !== "one,other"),
    );
    expect(lacking).toEqual([]);
  });

  // A straight apostrophe begins quoted text in ICU: it would vanish, and with it a placeholder behind it.
  it("have a straight apostrophe only to quote a single brace", () => {
    expect(faulty(language, (text) => text.replace(/'[{}]'/g, "").includes("'"))).toEqual([]);
  });

  it("have the quotation marks of the language", () => {
    // What is typed at a command line, as the help shows it, has straight ones.
    expect(faulty(language, (text, key) => text.includes('"') && !key.startsWith("terminal.help-"))).toEqual(
      [],
    );
    const foreign = { en: /[«»]/, es: /[“”]/, fr: /[“”]/, pt: /[«»]/ }[language];
    expect(faulty(language, (text) => foreign.test(text))).toEqual([]);
  });
});

describe("texts left in English by mistake", () => {
  it("are none: texts the same in two languages are all listed with their reason, and the list has no others", () => {
    const same = new Set<string>();
    const languages = ["en", ...OTHERS] as const;
    for (const [key] of messagesOf("en")) {
      languages.forEach((one, i) => {
        for (const other of languages.slice(i + 1)) {
          const [area = "", ...rest] = key.split(".");
          const code = rest.join(".");
          if (CATALOGS[one][area as Area][code] === CATALOGS[other][area as Area][code]) {
            same.add(`${key}: ${one} = ${other}`);
          }
        }
      });
    }
    expect([...same].sort()).toEqual([...SAME_IN_TWO_LANGUAGES].sort());
  });

  it.each(OTHERS)("are none in part: no English function word stands in %s", (language) => {
    const words = /(?<![\w-])(the|and|with|are|is|of|which|has|have|not|this|from)(?![\w-])/;
    // Names of placeholders are the program's, in every language.
    const named = /\{\w+/g;
    expect(words.test("la mesa is {from}".replace(named, "{"))).toBe(true);
    expect(faulty(language, (text) => words.test(text.replace(named, "{")))).toEqual([]);
  });
});
