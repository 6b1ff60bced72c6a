import { createHash } from "node:crypto";
import { defineFrame, defineTally, linesWithRole, VOTE_ROLES } from "@veedor/domain";
import { describe, expect, it } from "vitest";
import { eveningReports, makeDemoCountry } from "../src/index.ts";

const hash = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

describe.each(["arayuma", "second", "third"])("country of seed %s", (seed) => {
  const country = makeDemoCountry({ seed });

  it("has 12,000 stations that the domain accepts, with rolls of 80 to 400", () => {
    expect(defineFrame(country.frame).stations).toHaveLength(12_000);
    for (const { registered } of country.frame.stations) {
      expect(registered).toBeGreaterThanOrEqual(80);
      expect(registered).toBeLessThanOrEqual(400);
    }
  });

  it.each(["current", "previous"] as const)("has sheets that add up in the %s election", (which) => {
    const election = which === "current" ? country : country.previous;
    const votes = linesWithRole(election.contest, ...VOTE_ROLES);
    election.tallies.forEach((tally, i) => {
      defineTally(election.contest, tally.station, tally.figures);
      expect(tally.station).toBe(election.frame.stations[i]?.code);
      expect(votes.reduce((sum, line) => sum + (tally.figures[line] ?? 0), 0)).toBe(tally.figures.at(-1));
    });
  });

  it("has every former code in the previous frame, and new and closed stations", () => {
    const before = new Set<string>(country.previous.frame.stations.map(({ code }) => code));
    const recoded = country.frame.stations.filter(({ formerCode }) => formerCode !== null);
    const now = new Set<string>(country.frame.stations.map(({ code, formerCode }) => formerCode ?? code));
    expect(recoded.length).toBeGreaterThan(10);
    expect(recoded.every(({ formerCode }) => before.has(formerCode ?? ""))).toBe(true);
    expect([...now].filter((code) => !before.has(code)).length).toBeGreaterThan(50);
    expect([...before].filter((code) => !now.has(code)).length).toBeGreaterThan(50);
  });
});

describe("one seed", () => {
  it("gives the same bytes again, and another seed others", () => {
    const once = makeDemoCountry();
    const codes = once.frame.stations.slice(0, 300).map(({ code }) => code);
    expect(hash(makeDemoCountry())).toBe(hash(once));
    expect(hash(makeDemoCountry({ seed: "other" }).tallies)).not.toBe(hash(once.tallies));
    expect(hash(eveningReports(makeDemoCountry(), codes, "x"))).toBe(hash(eveningReports(once, codes, "x")));
    expect(hash(eveningReports(once, codes, "y"))).not.toBe(hash(eveningReports(once, codes, "x")));
  });
});
