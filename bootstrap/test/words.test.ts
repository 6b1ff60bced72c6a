import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { say } from "../words.js";

const words = JSON.parse(readFileSync(new URL("../words.json", import.meta.url), "utf8")) as Record<
  string,
  Record<string, string>
>;
const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

test.each(["es", "pt", "fr"])("%s says all that English says, with the same values", (language) => {
  const english = words["en"] ?? {};
  const other = words[language] ?? {};
  expect(Object.keys(other)).toEqual(Object.keys(english));
  for (const [code, text] of Object.entries(english)) expect(places(other[code] ?? "")).toEqual(places(text));
});

test("the environment chooses the language; an unknown one falls back to English", () => {
  expect(say("installed", { seconds: 3 }, { LANG: "es_PE.UTF-8" })).toBe("veedor: instalado en 3 s");
  expect(say("installed", { seconds: 3 }, { LANG: "es_PE", LC_ALL: "fr_HT" })).toBe(
    "veedor : installé en 3 s",
  );
  expect(say("installed", { seconds: 3 }, { LANG: "qu_PE" })).toBe("veedor: installed in 3 s");
  expect(say("installed", { seconds: 3 }, {})).toBe("veedor: installed in 3 s");
});
