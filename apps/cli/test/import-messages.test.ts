import { FILE_PROBLEM_CODES, SUGGESTION_REASONS } from "@veedor/authority-files";
import { CHECKS, SHEET_LINE_ROLES } from "@veedor/domain";
import type { Language } from "@veedor/messages";
import { CATALOGS, LANGUAGES, messagesIn } from "@veedor/messages";
import { describe, expect, it } from "vitest";

// What each check is given by the code that finds it.
const CHECK_PARAMETERS: Record<keyof typeof CHECKS, Record<string, string | number>> = {
  "station-code-missing": { cell: "" },
  "bad-station-code": { cell: "x9" },
  "duplicate-station": { first: 41 },
  "unknown-station": {},
  "unknown-area": { level: "zona", area: "Nort" },
  "wrong-number-of-cells": { cells: 3, columns: 4 },
  "not-a-number": { column: "votos", cell: "x9" },
  "negative-votes": { column: "votos", cell: "-3" },
  "fractional-votes": { column: "votos", cell: "1.5" },
  "figure-too-large": { column: "votos", cell: "99999999" },
  "sum-above-total": { sum: 377, total: 376 },
  "sum-below-total": { sum: 375, total: 376 },
  "figure-missing": { line: "Ana" },
  "votes-above-registered": { votes: 201, registered: 199 },
  "registered-missing": {},
  "registered-zero": {},
  abroad: { place: "Marisma" },
  "no-votes": {},
  "ballots-not-reconciled": { received: 50, total: 20, unused: 29 },
  "repeated-line": { first: 41 },
  "turnout-out-of-range": { votes: 199, registered: 200 },
  "blank-or-null-unusual": { line: "Nulos", figure: 90, votes: 201 },
  "differs-from-report": { lines: 2, line: "Ana, Bruno" },
  "digit-slip-suspected": { line: "Ana", figure: 132, likely: 123 },
  "observer-not-assigned": {},
};
const FAULTS = [
  "notJson",
  "missing",
  "unknownKey",
  "notText",
  "notWholeNumber",
  "notOneOf",
  "notList",
  "notObject",
  "notErrorCheck",
  "badCode",
  "duplicateLine",
  "unknownRole",
  "noChoiceLine",
];
/** Every placeholder that a message of the area `import` may have. */
const IMPORT_VALUES = {
  file: "mesas.csv",
  line: 7,
  limit: 9,
  count: 3,
  entry: "a.csv",
  entries: "a.csv, b.csv",
  column: "votos",
  columns: "a, b",
  reason: "EACCES",
  sheet: "Hoja",
  sheets: "Una",
  path: "$.x",
  received: "ñ",
  fault: "missing",
  expected: "e",
  encoding: "utf-8",
  use: "station",
  uses: "u",
  certainty: "sure",
  container: "zip",
  delimiter: "comma",
  heading: 3,
  lines: 12,
  kept: 9,
  refused: 3,
  leftOut: 1,
  filtered: 2,
  sum: 5,
  missing: 2,
  hash: "abc",
  asked: "frame",
  purpose: "results",
  megabytes: 2.5,
  seconds: 3,
};

const languages = Object.keys(LANGUAGES) as Language[];

describe.each(languages)("messages of reading files in %s", (language) => {
  const messages = messagesIn(language);

  it("each check has a text that shows all it is given", () => {
    for (const [code, parameters] of Object.entries(CHECK_PARAMETERS)) {
      const text = messages.textOf("checks", code, parameters) ?? "";
      expect(text).not.toMatch(/[{}]/);
      for (const value of Object.values(parameters))
        if (code !== "station-code-missing") expect(text).toContain(String(value));
    }
    expect(Object.keys(CATALOGS[language].checks).sort()).toEqual(Object.keys(CHECKS).sort());
  });

  it("each text of the area import can be filled", () => {
    for (const code of Object.keys(CATALOGS[language].import)) {
      expect(messages.textOf("import", code, IMPORT_VALUES)?.length).toBeGreaterThan(0);
    }
    for (const code of FILE_PROBLEM_CODES) expect(CATALOGS[language].import[code]).toBeDefined();
    for (const reason of SUGGESTION_REASONS)
      expect(CATALOGS[language].import[`reason-${reason}`]).toBeDefined();
  });

  it("each fault of a mapping and each use of a column has a text of its own", () => {
    const faults = FAULTS.map((fault) =>
      messages.text("import.mapping-invalid", { ...IMPORT_VALUES, fault }),
    );
    expect(
      new Set([...faults, messages.text("import.mapping-invalid", { ...IMPORT_VALUES, fault: "?" })]).size,
    ).toBe(FAULTS.length + 1);
    const uses = [
      ...SHEET_LINE_ROLES,
      "station",
      "area",
      "registered",
      "centre",
      "attribute",
      "none",
      "formerCode",
      "filter",
      "abroad",
    ];
    expect(new Set(uses.map((use) => messages.text("import.use", { use }))).size).toBe(uses.length);
  });
});
