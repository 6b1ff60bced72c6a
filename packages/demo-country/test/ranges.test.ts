import { describe, expect, it } from "vitest";
import { eveningReports, makeDemoCountry } from "../src/index.ts";
import { designEffect, shareOf } from "./measures.ts";

/** The seed that everybody sees, and eleven others: the story must not hang on one of them. */
const SEEDS = ["arayuma", "second", "third", "fourth", "a", "b", "c", "d", "other", "2027", "xyz", "mision"];

describe.each(SEEDS)("the story of seed %s", (seed) => {
  const country = makeDemoCountry({ seed });
  const codes = country.frame.stations.map(({ code }) => code);
  const first = eveningReports(country, codes, "evening").filter(({ report }) => report === 1);

  it("is a race won by 1 to 3 points, in the country and against the town", () => {
    const lead = shareOf(country, "tierra") - shareOf(country, "faro");
    expect(lead).toBeGreaterThan(0.01);
    expect(lead).toBeLessThan(0.03);
    const rural = shareOf(country, "tierra", (zone) => zone === "rural");
    expect(rural - shareOf(country, "tierra", (zone) => zone === "urban")).toBeGreaterThan(0.08);
  });

  it("has a design effect of 15 to 25 for the winner", () => {
    expect(designEffect(country, "tierra")).toBeGreaterThan(15);
    expect(designEffect(country, "tierra")).toBeLessThan(25);
  });

  it("misleads early: with a quarter arrived the winner's plain share is 1.5 to 4 points too low", () => {
    const early = new Set<string>(first.slice(0, codes.length / 4).map(({ station }) => station));
    const share = shareOf(country, "tierra", (_, i) => early.has(codes[i] ?? ""));
    const bias = 100 * (shareOf(country, "tierra") - share);
    expect(bias).toBeGreaterThan(1.5);
    expect(bias).toBeLessThan(4);
  });

  it("never hears of 3.5 to 5 % of the stations", () => {
    expect(1 - first.length / codes.length).toBeGreaterThan(0.035);
    expect(1 - first.length / codes.length).toBeLessThan(0.05);
  });
});
