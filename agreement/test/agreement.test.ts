import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { compareFolder } from "../compare-folder.ts";
import { METHODS } from "../methods.ts";
import { ReferenceFolder } from "../reference-folder.ts";
import { agreementDocument, agreementLines, agreementTable } from "../report.ts";
import { Tally } from "../tally.ts";
import { readTolerances } from "../tolerances.ts";

const shared = process.env["VEEDOR_SHARED"] ?? fileURLToPath(new URL("../../../shared", import.meta.url));
const reference = new ReferenceFolder(`${shared}/reference`);
const present = reference.has("README.md");
const skipped = present ? "" : " (skipped: the folder ../shared/reference is not here)";

describe.skipIf(!present)(`agreement with the references${skipped}`, () => {
  it.each(Object.keys(METHODS))("%s: every case within its tolerance", (method) => {
    const { results } = compareFolder(reference, [method]);
    expect(results).toHaveLength(1);
    expect(results[0]?.disagreements).toEqual([]);
    expect(results[0]?.cases).toBeGreaterThan(0);
  });

  it("takes its tolerances from the README", () => {
    const { tolerances, fromReadme } = readTolerances(reference.text("README.md"));
    expect(fromReadme).toHaveLength(Object.keys(tolerances).length);
    expect(tolerances["arlo-risk"]).toBe(1e-12);
    expect(tolerances.size).toBe(0);
  });

  it("is what the page says", () => {
    const page = readFileSync(
      fileURLToPath(new URL("../../docs/method/agreement.md", import.meta.url)),
      "utf8",
    );
    expect(agreementDocument(compareFolder(reference))).toBe(page);
  });

  describe("another folder of the same layout", () => {
    const folder = mkdtempSync(join(tmpdir(), "agreement-"));
    afterAll(() => rmSync(folder, { recursive: true }));

    it("is compared, names what is not covered, and a value that is wrong is found", () => {
      cpSync(join(reference.path, "README.md"), join(folder, "README.md"));
      cpSync(join(reference.path, "rla-macro-arlo"), join(folder, "rla-macro-arlo"), { recursive: true });
      cpSync(join(reference.path, "rla-macro-arlo"), join(folder, "rla-of-tomorrow"), { recursive: true });
      const clean = compareFolder(new ReferenceFolder(folder));
      expect(clean.notCovered).toEqual(["rla-of-tomorrow"]);
      expect(agreementLines(folder, clean).at(-1)).toMatch(/^1 methods, \d+ cases: all agree$/);

      const file = join(folder, "rla-macro-arlo", "cases.json");
      const cases = JSON.parse(readFileSync(file, "utf8")) as { cases: { expected: { risk: number } }[] };
      const first = cases.cases[0];
      if (first) first.expected.risk *= 1 + 1e-10;
      writeFileSync(file, JSON.stringify(cases));
      const wrong = compareFolder(new ReferenceFolder(folder));
      expect(wrong.results[0]?.disagreements).toHaveLength(1);
      expect(agreementLines(folder, wrong).at(-1)).toContain("1 of 1 outside tolerance");
    });

    it("a file that cannot be read is a disagreement, not an end", () => {
      writeFileSync(join(folder, "rla-macro-arlo", "cases.json"), "{}");
      const { results } = compareFolder(new ReferenceFolder(folder));
      expect(results[0]?.disagreements).toHaveLength(1);
    });
  });
});

describe("the tally", () => {
  const { tolerances } = readTolerances("");

  it("uses our tolerances where a README gives none", () => {
    expect(readTolerances("Tolerances: shares 1e-3, sizes exact.")).toMatchObject({
      tolerances: { share: 1e-3, size: 0, error: 1e-9 },
      fromReadme: ["share", "size"],
    });
  });

  it("finds a value outside its tolerance, a case that stops, and one that compares nothing", () => {
    const tally = new Tally("m", tolerances);
    tally.case("good", () => tally.number("p", 0.1, 0.1 * (1 + 1e-10), "probability"));
    tally.case("outside", () => tally.number("p", 0.1, 0.1 * (1 + 1e-8), "probability"));
    tally.case("not a number", () => tally.number("p", Number.NaN, 0.1, "probability"));
    tally.case("infinite", () => tally.number("p", Infinity, "Infinity", "probability"));
    tally.case("empty", () => undefined);
    tally.case("stops", () => {
      throw new Error("no");
    });
    const { disagreements, cases } = tally.result();
    expect(cases).toBe(6);
    expect(disagreements.map(({ caseId }) => caseId)).toEqual(["outside", "not a number", "empty", "stops"]);
  });

  it("makes a row of the documents' table", () => {
    const tally = new Tally("method", tolerances);
    tally.case("one", () => {
      tally.number("size", 3, 3, "size");
      tally.number("p", 0.5, 0.5 * (1 + 2e-13), "probability");
    });
    expect(agreementTable([tally.result()])).toContain("| method | 1 | 2 | 1e-12 | 1e-9, exact |");
  });
});
