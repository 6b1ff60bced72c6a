import { describe, expect, it } from "vitest";
import { makeDemoCountry } from "../src/index.ts";
import { linesOf } from "./measures.ts";

describe.each(["arayuma", "second", "third"])("the true anomalies of seed %s", (seed) => {
  const country = makeDemoCountry({ seed });
  const kindOf = new Map<string, string>(country.anomalies.map(({ station, kind }) => [station, kind]));
  const { choice, total } = linesOf(country, "molino");
  const stations = country.frame.stations.map((station, i) => {
    const figures = country.tallies[i]?.figures ?? [];
    const ballots = figures[total] ?? 0;
    return {
      kind: kindOf.get(station.code) ?? null,
      department: station.areas[0],
      municipality: station.areas[1],
      turnout: ballots / (station.registered ?? 0),
      share: (figures[choice] ?? 0) / ballots,
      figures,
    };
  });
  const cluster = stations.filter(({ kind }) => kind !== null && kind !== "no-voting");

  it("stand in two municipalities of one department, 36 stations in all, each named once", () => {
    expect(kindOf.size).toBe(country.anomalies.length);
    expect(cluster).toHaveLength(36);
    expect(new Set(cluster.map(({ department }) => department))).toEqual(new Set(["Llanos de Orumá"]));
    expect(new Set(cluster.map(({ municipality }) => municipality)).size).toBe(2);
  });

  it("have turnout near 100 % or above, exactly as their kind says", () => {
    for (const { kind, turnout } of cluster) {
      if (kind === "implausible-turnout") expect(turnout).toBeLessThanOrEqual(1);
      if (kind === "more-votes-than-registered") expect(turnout).toBeGreaterThan(1);
      expect(turnout).toBeGreaterThan(0.93);
      expect(turnout).toBeLessThan(1.1);
    }
    expect(new Set(cluster.map(({ kind }) => kind)).size).toBe(2);
  });

  it("give one movement far more than their neighbours do", () => {
    const neighbours = stations.filter(
      ({ kind, department }) => kind === null && department === "Llanos de Orumá",
    );
    const mean = (some: typeof stations): number =>
      some.reduce((sum, { share }) => sum + share, 0) / some.length;
    expect(mean(cluster)).toBeGreaterThan(0.8);
    expect(mean(neighbours)).toBeLessThan(0.55);
  });

  it("are the only stations of such turnout, and the only ones with more votes than voters", () => {
    const others = stations.filter(({ kind }) => kind === null);
    expect(others.filter(({ turnout }) => turnout > 0.95)).toEqual([]);
    expect(others.filter(({ turnout }) => turnout === 0)).toEqual([]);
  });

  it("count one to three stations where no poll was held: sheets signed with zeros", () => {
    const closed = stations.filter(({ kind }) => kind === "no-voting");
    expect(closed.length).toBeGreaterThanOrEqual(1);
    expect(closed.length).toBeLessThanOrEqual(3);
    for (const { figures } of closed) expect(figures).toEqual(country.contest.lines.map(() => 0));
  });

  it("were not there five years earlier", () => {
    const registered = new Map<string, number | null>(
      country.previous.frame.stations.map((station) => [station.code, station.registered]),
    );
    for (const { station, figures } of country.previous.tallies) {
      expect(figures.at(-1) ?? 0).toBeLessThanOrEqual(0.95 * (registered.get(station) ?? 0));
    }
  });
});
