import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Studied } from "../coverage.ts";
import { DESIGNS, promisedBand, promisedChoices, studyOf } from "../coverage.ts";
import { coverageDocument } from "../coverage-document.ts";
import { electionsPresent } from "../past-elections.ts";

const reason = electionsPresent ? "" : " (skipped: the real elections of ../shared/data are not here)";

describe.skipIf(!electionsPresent)(`coverage by 10,000 seeded samples of real elections${reason}`, () => {
  const studied: Studied[] = [];

  it.each(
    DESIGNS.map((design) => [`${design.election}, ${design.each} of ${design.strataName}`, design] as const),
  )(
    "%s",
    async (_, design) => {
      const one = await studyOf(design);
      studied.push(one);
      const choices = promisedChoices(one);
      expect(choices.length).toBeGreaterThan(1);
      for (const share of choices) expect(Math.abs(share.bias)).toBeLessThan(share.trueStandardError / 5);
      if (!design.promised) return;
      const [low, high] = promisedBand(one);
      for (const { coverage } of choices) {
        expect(coverage).toBeGreaterThanOrEqual(low);
        expect(coverage).toBeLessThanOrEqual(high);
      }
    },
    300_000,
  );

  it("is what the page says", async () => {
    const page = await readFile(
      fileURLToPath(new URL("../../docs/method/coverage.md", import.meta.url)),
      "utf8",
    );
    expect(coverageDocument(studied)).toBe(page);
  });
});
