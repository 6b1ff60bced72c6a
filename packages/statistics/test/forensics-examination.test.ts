import { describe, expect, it } from "vitest";
import type { ExaminedCountry } from "../src/index.ts";
import { EXAMINATION_TESTS, examineStations, seededRandom } from "../src/index.ts";

/** An honest country: areas with their own rates, stations that vary inside them, three choices. */
function honest(seed: string, areas = 12, each = 25): ExaminedCountry {
  const random = seededRandom(seed);
  const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
  const columns = { registered: [] as number[], ballots: [] as number[], names: [] as string[] };
  const votes: number[][] = [[], [], []];
  for (let area = 0; area < areas; area++) {
    const [turnout, first, second] = [
      0.3 + 0.3 * random.normal(),
      -0.2 + 0.4 * random.normal(),
      0.3 * random.normal(),
    ];
    for (let i = 0; i < each; i++) {
      const registered = 350 + random.integer(700);
      const ballots = random.binomial(registered, logistic(turnout + 0.2 * random.normal()));
      const forFirst = random.binomial(ballots, logistic(first + 0.25 * random.normal()));
      const forSecond = random.binomial(ballots - forFirst, logistic(second + 0.25 * random.normal()));
      columns.registered.push(registered);
      columns.ballots.push(ballots);
      columns.names.push(`area ${area}`);
      votes[0]!.push(forFirst);
      votes[1]!.push(forSecond);
      votes[2]!.push(random.binomial(ballots - forFirst - forSecond, 0.9));
    }
  }
  return { registered: columns.registered, ballots: columns.ballots, votes, areas: columns.names, choice: 0 };
}

const copy = (country: ExaminedCountry) => ({
  ...country,
  ballots: Array.from(country.ballots),
  votes: country.votes.map((column) => Array.from(column)),
});

const found = (country: ExaminedCountry, seed: string, replicates = 39) =>
  new Map(examineStations(country, { seed, replicates }).findings.map((finding) => [finding.code, finding]));

describe("an examination beside a simulated country", () => {
  it("keeps its false-alarm rate in honest countries", () => {
    let [tests, below] = [0, 0];
    for (let i = 0; i < 12; i++) {
      for (const { baseline } of found(honest(`honest ${i}`), `seed ${i}`, 19).values()) {
        tests += 1;
        if (baseline.pValue <= 0.05) below += 1;
      }
    }
    expect(tests).toBeGreaterThan(120);
    // 5 % of p-values at 0.05; the tests of one country are dependent, so the bound is generous.
    expect(below / tests).toBeLessThan(0.12);
  });

  it("finds copied sheets, with the stations", () => {
    const country = copy(honest("copied"));
    for (const [from, to] of [
      [3, 90],
      [40, 41],
      [120, 250],
      [200, 201],
    ] as const) {
      country.ballots[to] = Math.min(country.ballots[from]!, country.registered[to]!);
      for (const column of country.votes) column[to] = column[from]!;
    }
    country.registered = Array.from(country.registered, (n) => Math.max(n, 1050));
    const duplicates = found(country, "d").get("duplicates");
    expect(duplicates?.statistic).toBeGreaterThanOrEqual(3);
    expect(duplicates?.baseline.pValue).toBe(1 / 40);
    expect(duplicates?.drivers).toEqual(expect.arrayContaining([40, 41]));
  });

  it("finds stuffed stations far from their neighbours, with their votes", () => {
    const country = copy(honest("stuffed", 12, 60));
    const stuffed = [10, 60, 110, 160, 210, 260, 500, 600];
    for (const i of stuffed) {
      const added = Math.floor(0.9 * (country.registered[i]! - country.ballots[i]!));
      country.ballots[i]! += added;
      country.votes[0]![i]! += added;
    }
    const turnout = found(country, "s").get("turnout-outliers");
    expect(turnout?.baseline.pValue).toBe(1 / 40);
    expect(turnout?.drivers.filter((i) => stuffed.includes(i)).length).toBeGreaterThanOrEqual(7);
    expect(turnout?.effect).toBeGreaterThan(500);
  });

  it("finds stations whose votes were moved, and leaves their turnout alone", () => {
    const country = copy(honest("moved", 12, 60));
    const moved = [15, 65, 115, 165, 215, 265, 505, 605];
    for (const i of moved) {
      for (const column of country.votes.slice(1)) {
        const taken = Math.floor(0.85 * column[i]!);
        column[i]! -= taken;
        country.votes[0]![i]! += taken;
      }
    }
    const findings = found(country, "m");
    expect(findings.get("share-outliers")?.baseline.pValue).toBe(1 / 40);
    expect(
      findings.get("share-outliers")?.drivers.filter((i) => moved.includes(i)).length,
    ).toBeGreaterThanOrEqual(6);
    expect(findings.get("turnout-outliers")?.baseline.pValue).toBeGreaterThan(0.025);
  });

  it("is the same for the same seed, and says what could not be made", () => {
    const country = honest("same", 3, 10);
    const one = examineStations(country, { seed: "a", replicates: 9 });
    expect(examineStations(country, { seed: "a", replicates: 9 })).toEqual(one);
    expect(one.notMade).toEqual(expect.arrayContaining(["same-section", "klimek-extreme"]));
    expect(one.findings.length + one.notMade.length).toBe(EXAMINATION_TESTS.length);
    for (const { qValue, baseline, drivers } of one.findings) {
      expect(qValue).toBeGreaterThanOrEqual(baseline.pValue);
      expect(drivers.every((i) => i >= 0 && i < 30)).toBe(true);
    }
  });
});
