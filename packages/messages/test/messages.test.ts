import { describe, expect, it } from "vitest";
import type { Area, Language, MessageValues } from "../src/index.ts";
import { CATALOGS, LANGUAGES, languageOf, messagesIn } from "../src/index.ts";
import { structureOf } from "./message-structure.ts";

const languages = Object.keys(LANGUAGES) as Language[];

/** Spaces that do not break (French puts narrow ones) read as plain ones. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ");
}

describe("the language that a locale asks for", () => {
  it.each([
    ["es", "es"],
    ["es_PE.UTF-8", "es"],
    ["es-419", "es"],
    ["pt-BR", "pt"],
    ["pt_PT@euro", "pt"],
    ["FR", "fr"],
    ["fr_CA", "fr"],
    [" en ", "en"],
    ["C", null],
    ["C.UTF-8", null],
    ["POSIX", null],
    ["", null],
    ["   ", null],
    ["e", null],
    ["de_DE.UTF-8", null],
    ["est", null],
    ["enm_GB", null],
    ["español", null],
    ["constructor", null],
  ])("%j is %j", (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});

describe("a message", () => {
  it("is filled and inflected as its language does, also for 0", () => {
    const asked = (language: Language, stations: number): string =>
      plain(messagesIn(language).text("replay.page-strata-represented", { strata: stations }));
    expect(asked("en", 1)).toBe("1 stratum has no report and is represented by another.");
    expect(asked("en", 0)).toMatch(/^0 strata/);
    expect(asked("es", 0)).toMatch(/^0 estratos/);
    expect(asked("es", 1)).toMatch(/^1 estrato /);
    // French and Portuguese count 0 as one thing.
    expect(asked("fr", 0)).toMatch(/^0 strate /);
    expect(asked("fr", 2)).toMatch(/^2 strates/);
    expect(asked("pt", 0)).toMatch(/^0 estrato /);
  });

  it.each(languages)("shows quoted braces as braces in %s", (language) => {
    const text = messagesIn(language).text("import.mapping-invalid", {
      file: "m.json",
      path: "columns",
      fault: "notObject",
      expected: "",
    });
    expect(text).toContain("{ … }");
    expect(text).not.toContain("'");
  });

  it.each(languages)("can be said in %s with numbers and with names, each of them", (language) => {
    const { textOf } = messagesIn(language);
    for (const area of Object.keys(CATALOGS[language]) as Area[]) {
      for (const [code, source] of Object.entries(CATALOGS[language][area])) {
        const names = [...structureOf(source, language).placeholders];
        const values: MessageValues = Object.fromEntries(names.map((name) => [name, 7]));
        const said = textOf(area, code, values);
        expect(said, `${area}.${code}`).not.toBeNull();
        expect(said, `${area}.${code}`).not.toMatch(/undefined|NaN|\[object/);
        expect(said?.replace("{ … }", ""), `${area}.${code}`).not.toMatch(/[{}#]/);
      }
    }
  });

  it("of a code without one is null, and of a key without one an error", () => {
    const messages = messagesIn("es");
    expect(messages.textOf("checks", "no-such-check")).toBeNull();
    expect(messages.textOf("checks", "no-votes")).toBe(CATALOGS.es.checks["no-votes"]);
    expect(() => messages.text("checks.no-such-check" as "checks.no-votes")).toThrow(
      /checks\.no-such-check in es/,
    );
  });

  it("that lacks a value is an error, not a text with a hole", () => {
    expect(() => messagesIn("en").text("checks.unknown-area", { area: "Costa" })).toThrow(/level/);
  });
});

describe("numbers", () => {
  it.each([
    ["en", "12,345.7", "0.50", "12.3%", "-12.3%"],
    ["es", "12.345,7", "0,50", "12,3 %", "-12,3 %"],
    ["pt", "12.345,7", "0,50", "12,3%", "-12,3%"],
    ["fr", "12 345,7", "0,50", "12,3 %", "-12,3 %"],
  ] as const)("are written as in %s", (language, number, fixed, percent, negative) => {
    const messages = messagesIn(language);
    expect(plain(messages.number(12_345.678, 1))).toBe(number);
    expect(plain(messages.number(3.6))).toBe("4");
    expect(plain(messages.fixed(0.5, 2))).toBe(fixed);
    expect(plain(messages.percent(0.1234))).toBe(percent);
    expect(plain(messages.percent(-0.1234))).toBe(negative);
    expect(plain(messages.percent(1, 0))).toMatch(/^100 ?%$/);
  });
});
