import { createHash } from "node:crypto";
import { defineFrame, defineTally, linesWithRole, VOTE_ROLES } from "@veedor/domain";
import { describe, expect, it } from "vitest";
import { eveningReports, makeDemoCountry } from "../src/index.ts";
import { designEffect, shareOf } from "./measures.ts";

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

  it("has a close race won in the country and lost in town", () => {
    const lead = shareOf(country, "tierra") - shareOf(country, "faro");
    expect(lead).toBeGreaterThan(0.01);
    expect(lead).toBeLessThan(0.03);
    const rural = shareOf(country, "tierra", (zone) => zone === "rural");
    expect(rural - shareOf(country, "tierra", (zone) => zone === "urban")).toBeGreaterThan(0.08);
  });

  it("has a design effect of 15 to 25 for the leader", () => {
    expect(designEffect(country, "tierra")).toBeGreaterThan(15);
    expect(designEffect(country, "tierra")).toBeLessThan(25);
  });

  it("misleads early: at a quarter arrived the leader is 1.5 to 4 points too low", () => {
    const codes = country.frame.stations.map(({ code }) => code);
    const first = eveningReports(country, codes, "evening").filter(({ report }) => report === 1);
    const early = new Set<string>(first.slice(0, codes.length / 4).map(({ station }) => station));
    const share = shareOf(country, "tierra", (_, i) => early.has(codes[i] ?? ""));
    const bias = 100 * (shareOf(country, "tierra") - share);
    expect(bias).toBeGreaterThan(1.5);
    expect(bias).toBeLessThan(4);
    expect(1 - first.length / codes.length).toBeGreaterThan(0.03);
    expect(1 - first.length / codes.length).toBeLessThan(0.055);
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
