import { afterAll, describe, expect, it } from "vitest";
import { record, recordJson, temporaryFolder } from "./run-recording.ts";

type Ratio = { estimate: number; standardError: number; degreesOfFreedom: number; low: number; high: number };
type Answer = {
  shares: Ratio[];
  lead: Ratio | null;
  turnout: Ratio | null;
  level: number;
  strata: number;
  stations: number;
};

const folder = temporaryFolder();
afterAll(folder.remove);

const votes = [
  [100, 80, 200, 300],
  [120, 60, 190, 250],
  [50, 90, 150, 210],
  [70, 95, 170, 190],
  [64, 71, 144, 230],
];
const path = folder.write(
  "simple.csv",
  `ana,luis,total,padron\n${votes.map((row) => row.join(",")).join("\n")}\n`,
);
const ARGS = ["estimate", path, "--choices", "ana,luis", "--total", "total", "--registered", "padron"];
const RATIO = ["degreesOfFreedom", "estimate", "high", "low", "standardError"];

describe("the JSON of veedor estimate", () => {
  it("is one line with the fields of its specification", async () => {
    const { output } = await record([...ARGS, "--json"]);
    expect(output.trimEnd()).not.toContain("\n");
    const answer = JSON.parse(output);
    expect(Object.keys(answer)).toEqual(
      expect.arrayContaining(["shares", "lead", "turnout", "strata", "stations", "warnings"]),
    );
    for (const share of answer.shares) expect(Object.keys(share).sort()).toEqual([...RATIO, "choice"].sort());
    expect(Object.keys(answer.lead).sort()).toEqual([...RATIO, "first", "second"].sort());
    expect(Object.keys(answer.turnout).sort()).toEqual(RATIO);
    expect(answer).toMatchObject({ strata: 1, stations: 5, lead: { first: "ana", second: "luis" } });
    expect(answer.warnings).toEqual([{ code: "population-not-declared" }]);
  });

  it("says null for what is not computable, never 0", async () => {
    const answer = await recordJson<Answer>(["estimate", path, "--choices", "ana", "--total", "total"]);
    expect(answer.turnout).toBeNull();
    expect(answer.lead).toBeNull();
  });

  it("gives the same in every language", async () => {
    const inSpanish = await record([...ARGS, "--json"], "es");
    expect(inSpanish.output).toBe((await record([...ARGS, "--json"], "fr")).output);
  });
});

describe("options of veedor estimate", () => {
  it("computes a simple sample as by hand (Cochran 1977, section 6.3)", async () => {
    const answer = await recordJson<Answer>([...ARGS, "--population", "90", "--df", "design"]);
    const n = votes.length;
    const [y, x] = [votes.map((row) => row[0] ?? 0), votes.map((row) => row[2] ?? 0)];
    const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
    const ratio = sum(y) / sum(x);
    const residuals = y.map((value, i) => (value - ratio * (x[i] ?? 0)) ** 2);
    const variance = (((1 - n / 90) / n) * (sum(residuals) / (n - 1))) / (sum(x) / n) ** 2;
    expect(answer.shares[0]?.estimate).toBeCloseTo(ratio, 14);
    expect(answer.shares[0]?.standardError).toBeCloseTo(Math.sqrt(variance), 14);
    expect(answer.shares[0]?.degreesOfFreedom).toBe(4);
    // t quantile of 4 degrees of freedom at 0.975, from a printed table (2.776).
    const half = ((answer.shares[0]?.high ?? 0) - (answer.shares[0]?.low ?? 0)) / 2;
    expect(half / Math.sqrt(variance)).toBeCloseTo(2.776, 3);
  });

  it("--population makes the interval narrower by √(1 − n/N) and nothing else", async () => {
    const without = await recordJson<Answer>(ARGS);
    const small = await recordJson<Answer>([...ARGS, "--population", "10"]);
    expect(small.shares[0]?.estimate).toBe(without.shares[0]?.estimate);
    expect((small.shares[0]?.standardError ?? 0) / (without.shares[0]?.standardError ?? 1)).toBeCloseTo(
      Math.sqrt(0.5),
      12,
    );
  });

  it("a census has no error", async () => {
    const all = await recordJson<Answer>([...ARGS, "--population", "5"]);
    expect(all.shares.map((share) => share.standardError)).toEqual([0, 0]);
  });

  it("without --stratum, N_h of --stratum-size is the size of the frame", async () => {
    const withSize = folder.write(
      "size.csv",
      `ana,luis,total,padron,N_h\n${votes.map((row) => [...row, 90].join(",")).join("\n")}\n`,
    );
    const args = ARGS.map((arg) => (arg === path ? withSize : arg));
    const declared = await recordJson<Answer>([...ARGS, "--population", "90"]);
    expect(await recordJson<Answer>([...args, "--stratum-size", "N_h"])).toEqual(declared);
    expect(await recordJson<Answer>([...args, "--stratum-size", "N_h", "--population", "90"])).toEqual(
      declared,
    );
    const differs = await record([...args, "--stratum-size", "N_h", "--population", "91"]);
    expect([differs.status, differs.errors]).toEqual([
      1,
      expect.stringContaining("line 2: N_h is 90, and --population says 91"),
    ]);
  });

  it("--level widens the interval and stands in the method exactly as it was given", async () => {
    // Normal quantiles from a printed table: 1.645, 1.960, 2.576, 3.291.
    for (const [level, z, shown] of [
      ["0.9", 1.645, "90%"],
      ["0.95", 1.96, "95%"],
      ["0.99", 2.576, "99%"],
      ["0.999", 3.291, "99.9%"],
    ] as const) {
      const { shares } = await recordJson<Answer>([...ARGS, "--level", level, "--df", "normal"]);
      expect(
        ((shares[0]?.high ?? 0) - (shares[0]?.estimate ?? 0)) / (shares[0]?.standardError ?? 1),
      ).toBeCloseTo(z, 2);
      expect((await record([...ARGS, "--level", level])).output).toContain(`intervals at ${shown}.`);
    }
  });

  it("options may stand anywhere, with a space or an equals sign", async () => {
    const usual = await record([...ARGS, "--level", "0.9", "--json"]);
    const mixed = await record([
      "estimate",
      "--json",
      "--level=0.9",
      "--choices=ana, luis",
      path,
      "--registered",
      "padron",
      "--total=total",
    ]);
    expect(mixed).toEqual(usual);
  });
});

describe("the table of veedor estimate", () => {
  it("rounds to the same figures as the JSON, limits kept within 0 and 100 %", async () => {
    const { shares, turnout } = await recordJson<Answer>(ARGS);
    const { output } = await record(ARGS);
    for (const share of shares) {
      for (const value of [share.estimate, share.low, share.high])
        expect(output).toContain(`${(value * 100).toFixed(2)}%`);
      expect(output).toContain((share.standardError * 100).toFixed(3));
    }
    const wide = folder.write("wide.csv", "a,b,total\n1,99,100\n0,90,90\n9,2,11\n");
    const cut = (await record(["estimate", wide, "--choices", "a", "--total", "total"])).output;
    const uncut = await recordJson<Answer>(["estimate", wide, "--choices", "a", "--total", "total"]);
    expect(uncut.shares[0]?.low).toBeLessThan(0);
    expect(cut).toMatch(/^a +\d+\.\d\d% +0\.00% /m);
    expect(turnout?.estimate).toBeGreaterThan(0);
  });

  it.each([
    ["es", "participación", "ventaja de ana sobre luis", "5 mesas en 1 estrato"],
    ["pt", "comparecimento", "vantagem de ana sobre luis", "5 seções em 1 estrato"],
    ["fr", "participation", "avance de ana sur luis", "5 bureaux dans 1 strate"],
    ["en", "turnout", "lead of ana over luis", "5 stations in 1 stratum"],
  ] as const)("speaks %s", async (language, ...phrases) => {
    const { output } = await record(ARGS, language);
    for (const phrase of phrases) expect(output).toContain(phrase);
  });
});
