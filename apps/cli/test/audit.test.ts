import type { Language } from "@veedor/messages";
import { LANGUAGES } from "@veedor/messages";
import { afterAll, describe, expect, it } from "vitest";
import { record, recordJson, temporaryFolder } from "./run-recording.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const contest = folder.write("contest.csv", "choice,votes\nAna,60000\nBeto,40000\n");
const sample = folder.write("sample.csv", "round,choice,votes\n1,Ana,40\n1,Beto,30\n2,Ana,32\n2,Beto,17\n");
const batches = folder.write(
  "batches.csv",
  `station,ana,beto,ballots\n${Array.from({ length: 20 }, (_, i) => `S${i},60,40,110`).join("\n")}\n`,
);
const batchOptions = ["--id", "station", "--choices", "ana,beto", "--ballots", "ballots"];
const languages = Object.keys(LANGUAGES) as Language[];

describe("veedor audit bravo", () => {
  it("adds up the rounds and gives the published p-value", async () => {
    const result = await recordJson<{ pValue: number; confirmed: boolean; pairs: unknown[]; next: unknown }>([
      "audit",
      "bravo",
      contest,
      "--ballots",
      "100000",
      "--risk-limit",
      "0.1",
      "--drawn",
      sample,
    ]);
    // 72 and 47 drawn at a reported 60 %: Arlo's first test contest.
    expect(result.pValue).toBeCloseTo(0.07140372947931496, 12);
    expect(result.confirmed).toBe(true);
    expect(result.pairs).toHaveLength(1);
  });

  it("without draws plans the first round: 119 expected ballots at 10 %", async () => {
    const { next } = await recordJson<{ next: { expected: { ballots: number } } }>([
      "audit",
      "bravo",
      contest,
      "--ballots",
      "100000",
      "--risk-limit",
      "0.1",
    ]);
    expect(next.expected.ballots).toBe(119);
  });

  it("takes the contest as JSON too", async () => {
    const json = folder.write("contest.json", JSON.stringify({ choices: { Ana: 60_000, Beto: 40_000 } }));
    const options = ["--ballots", "100000", "--drawn", sample];
    expect(await recordJson(["audit", "bravo", json, ...options])).toEqual(
      await recordJson(["audit", "bravo", contest, ...options]),
    );
  });

  it.each(languages)("says the verdict in %s, with the assumption under it", async (language) => {
    const args = ["audit", "bravo", contest, "--ballots", "100000", "--drawn", sample];
    const { status, output } = await record(args, language);
    expect(status).toBe(0);
    expect(output).toMatch(/0[.,]0714/);
    expect(output).not.toMatch(/[{}]|undefined|NaN/);
  });
});

describe("other audits of single ballots", () => {
  it("minerva confirms with the same draws at a smaller p", async () => {
    const { confirmed, pValue } = await recordJson<{ confirmed: boolean; pValue: number }>([
      "audit",
      "minerva",
      contest,
      "--ballots",
      "100000",
      "--risk-limit",
      "0.1",
      "--drawn",
      sample,
    ]);
    expect(confirmed).toBe(true);
    expect(pValue).toBeLessThan(0.0714);
  });

  it("alpha reads ballots in the order drawn; other orders give other p-values", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => (i % 10 < 6 ? "Ana" : i % 10 < 9 ? "Beto" : ""));
    const file = (name: string, choices: string[]) =>
      folder.write(name, `ballot,choice\n${choices.map((choice, i) => `b${i},${choice}`).join("\n")}\n`);
    const ask = (path: string) =>
      recordJson<{ pValue: number; drawn: number }>([
        "audit",
        "alpha",
        contest,
        "--ballots",
        "104000",
        "--drawn",
        path,
      ]);
    const asDrawn = await ask(file("alpha.csv", rows));
    expect(asDrawn.drawn).toBe(200);
    expect(asDrawn.pValue).toBeLessThan(0.05);
    expect((await ask(file("sorted.csv", rows.toSorted()))).pValue).not.toBe(asDrawn.pValue);
  });

  it("comparison counts overstatements, missing ballots and what is still to draw", async () => {
    const clean = Array.from({ length: 60 }, () => "Ana,Ana").join("\n");
    const drawn = folder.write("compared.csv", `recorded,audited\n${clean}\nAna,Beto\nAna,?\n,Beto\n`);
    const result = await recordJson<{ errors: unknown; toDraw: number; drawn: number }>([
      "audit",
      "comparison",
      contest,
      "--ballots",
      "100000",
      "--risk-limit",
      "0.1",
      "--drawn",
      drawn,
    ]);
    expect(result.errors).toEqual([
      { votes: 2, ballots: 2 },
      { votes: 1, ballots: 1 },
      { votes: -1, ballots: 0 },
      { votes: -2, ballots: 0 },
    ]);
    expect(result.drawn).toBe(63);
    const first = await recordJson<{ toDraw: number }>([
      "audit",
      "comparison",
      contest,
      "--ballots",
      "100000",
      "--risk-limit",
      "0.1",
    ]);
    expect(first.toDraw).toBe(27);
  });
});

describe("veedor audit shangrla", () => {
  const ones = folder.write(
    "ones.csv",
    `draw,value\n${Array.from({ length: 10 }, (_, i) => `${i},1`).join("\n")}\n`,
  );
  const ask = (...more: string[]) =>
    recordJson<{ pValue: number; reachedAfter: number | null; drawn: number }>([
      "audit",
      "shangrla",
      ones,
      ...more,
    ]);

  it("runs any of the tests on a sequence of values", async () => {
    // Ten ones against a mean of 1/2: the bet of nine tenths multiplies by 1.9, Kaplan–Markov by 1.1/0.6.
    expect((await ask()).pValue).toBeCloseTo(1.9 ** -10, 12);
    expect((await ask("--test", "kaplan-wald")).pValue).toBeCloseTo(1.9 ** -10, 12);
    expect((await ask("--test", "kaplan-markov")).pValue).toBeCloseTo((0.6 / 1.1) ** 10, 12);
    expect((await ask("--test", "kaplan-markov")).reachedAfter).toBe(5);
    expect((await ask("--test", "alpha", "--alternative", "0.75")).pValue).toBeLessThan(0.02);
  });

  it("without replacement is certain when the rest cannot bring the mean back", async () => {
    expect((await ask("--population", "19")).pValue).toBe(0);
  });
});

describe("veedor audit macro", () => {
  it("draws from a seed, then takes the recounts in that order and asks for the rest", async () => {
    const ask = (...more: string[]) =>
      recordJson<{
        draws: { draw: number; batch: string }[];
        totalBound: number;
        toDraw: number;
        pValue: number;
      }>(["audit", "macro", batches, ...batchOptions, "--seed", "dice 4 1 6", ...more]);
    const first = await ask();
    expect(first.totalBound).toBeCloseTo((20 * 130) / 400, 10);
    expect(first.draws).toHaveLength(first.toDraw);
    const rows = first.draws.slice(0, 5).map(({ batch }) => `${batch},60,40`);
    const recounts = folder.write("recounts.csv", `station,ana,beto\n${rows.join("\n")}\n`);
    const next = await ask("--drawn", recounts);
    expect(next.pValue).toBeCloseTo((1 - 400 / 2600) ** 5, 10);
    expect(next.draws[0]).toEqual(first.draws[5]);
  });

  it("audits the seats of lists", async () => {
    // 1,200 and 800 votes share 5 seats as 3 and 2; the closest: 800/2 above 1200/4.
    const seats = await recordJson<{ totalBound: number; smallestMargin: number }>([
      "audit",
      "macro",
      batches,
      ...batchOptions,
      "--seats",
      "5",
    ]);
    expect(seats.smallestMargin).toBeCloseTo(100, 10);
    const lague = await recordJson<{ smallestMargin: number }>([
      "audit",
      "macro",
      batches,
      ...batchOptions,
      "--seats",
      "5",
      "--averages",
      "sainte-lague",
    ]);
    expect(lague.smallestMargin).toBeCloseTo(1200 / 5 - 800 / 5, 10);
  });

  it("takes a simple random sample of batches by another test", async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `S${i},60,40`);
    const recounts = folder.write("simple.csv", `station,ana,beto\n${rows.join("\n")}\n`);
    const args = ["audit", "macro", batches, ...batchOptions, "--simple-sample", "--drawn", recounts];
    const result = await recordJson<{ method: string; pValue: number }>(args);
    expect(result.method).toBe("batch-sample");
    expect(result.pValue).toBeGreaterThan(0);
    expect(result.pValue).toBeLessThan(1);
  });
});
