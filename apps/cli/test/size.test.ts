import { afterAll, describe, expect, it } from "vitest";
import { needsReference, referenceJson, referencePath, referencePresent } from "./reference-results.ts";
import { record, recordJson, temporaryFolder } from "./run-recording.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

type Size = {
  stations: number;
  allocation: number[];
  expectedMargin: number;
  reached: boolean;
  steps: { code: string; value: number }[];
  strata: string[];
  designEffect: number;
  assumed: boolean;
};
const sizeOf = (args: readonly string[]): Promise<Size> => recordJson<Size>(["size", ...args]);
const step = (size: Size, code: string): number | undefined =>
  size.steps.find((one) => one.code === code)?.value;

type SizeCase = {
  id: string;
  margin: number;
  confidence: number;
  expected: { n_fpc: number; design_effect_of_stations_vs_voters: number };
};

describe.skipIf(!referencePresent)(
  `veedor size agrees with the reference for Guanajuato 2012${needsReference}`,
  () => {
    const cases = referencePresent
      ? referenceJson<{ sample_size_ratio: SizeCase[] }>("qc-design/cases.json")
      : null;

    it.each(cases?.sample_size_ratio ?? [])("$id", async ({ id, margin, confidence, expected }) => {
      const votes = id.includes("-pan-") ? "pan_na" : "pri_pvem";
      const base = ["--frame", referencePath("data/gto2012.csv"), "--votes", votes, "--total", "total"];
      const size = await sizeOf([
        ...base,
        "--margin",
        String(margin),
        "--level",
        String(confidence),
        "--reporting",
        "1",
      ]);
      expect(size.stations).toBe(Math.ceil(expected.n_fpc));
      expect(step(size, "stations-as-simple-random-sample")).toBe(Math.ceil(expected.n_fpc));
      expect(Math.abs(size.designEffect / expected.design_effect_of_stations_vs_voters - 1)).toBeLessThan(
        1e-12,
      );
      expect(size.expectedMargin).toBeLessThanOrEqual(margin);
      expect(size).toMatchObject({ reached: true, assumed: false, strata: [""] });
    });
  },
);

/** Two strata of 100 stations of 100 votes: 30 or 50 for the choice in the one, 38 or 42 in the other. */
const lines = Array.from({ length: 200 }, (_, i) =>
  i < 100 ? `A,${30 + (i % 2) * 20},100` : `B,${38 + (i % 2) * 4},100`,
);
const frame = folder.write("previous.csv", `zona,votos,total\n${lines.join("\n")}\n`);
const PREVIOUS = ["--frame", frame, "--votes", "votos", "--total", "total"];

describe("veedor size from a previous election", () => {
  it("computes n by hand: n0 = z² S² / (ME² X̄²), n = n0 / (1 + n0 / N)", async () => {
    const size = await sizeOf([...PREVIOUS, "--margin", "0.01", "--reporting", "1"]);
    const deviation = Math.sqrt((100 * 10 ** 2 + 100 * 2 ** 2) / 199);
    const n0 = ((1.959963984540054 * deviation) / (0.01 * 100)) ** 2;
    expect(size.stations).toBe(Math.ceil(n0 / (1 + n0 / 200)));
    expect(size.designEffect).toBeCloseTo(deviation ** 2 / (100 * 0.4 * 0.6), 12);
  });

  it("strata: n_h add up, at least the minimum, optimal needs no more than proportional", async () => {
    const args = [...PREVIOUS, "--strata", "zona", "--margin", "0.01"];
    const [proportional, optimal] = [await sizeOf(args), await sizeOf([...args, "--allocation", "optimal"])];
    for (const size of [proportional, optimal]) {
      expect(size.allocation.reduce((a, b) => a + b)).toBe(size.stations);
      expect(Math.min(...size.allocation)).toBeGreaterThanOrEqual(3);
      expect(size.strata).toEqual(["A", "B"]);
    }
    expect(optimal.stations).toBeLessThan(proportional.stations);
    expect(optimal.allocation[0]).toBeGreaterThan(optimal.allocation[1] ?? 0);
    expect(step(await sizeOf([...args, "--minimum", "20"]), "sum-of-minimums")).toBe(40);
  });

  it("fewer reports ask for more stations; a margin out of reach is said", async () => {
    const all = await sizeOf([...PREVIOUS, "--margin", "0.01", "--reporting", "1"]);
    const half = await sizeOf([...PREVIOUS, "--margin", "0.01", "--reporting", "0.5"]);
    expect(half.stations).toBeGreaterThan(all.stations);
    const never = await sizeOf([...PREVIOUS, "--margin", "0.0005", "--reporting", "0.5"]);
    expect(never).toMatchObject({ reached: false, stations: 200 });
    const { output } = await record(["size", ...PREVIOUS, "--margin", "0.0005", "--reporting", "0.5"], "es");
    expect(output).toContain("Ni siquiera el marco completo alcanza el margen");
  });

  it("prints the figures exactly as they were asked for", async () => {
    const { output } = await record([
      "size",
      ...PREVIOUS,
      "--margin",
      "0.0125",
      "--level",
      "0.999",
      "--reporting",
      "0.925",
    ]);
    expect(output).toContain("percentage points at 99.9%, with 92.5% of them reporting (wanted: ±1.25)");
    expect(output).toContain("The spread is that of the election in the file");
  });
});

describe("veedor size from an assumption", () => {
  const ARGS = [
    "--registered",
    "8000000",
    "--stations",
    "20000",
    "--design-effect",
    "20",
    "--margin",
    "0.01",
  ];

  it("is the design effect times the voters drawn singly, in stations", async () => {
    const size = await sizeOf([...ARGS, "--reporting", "1"]);
    // 400 voters a station, P = 1/2: S² = D X̄ P Q, n0 = z² S² / (ME² X̄²).
    const n0 = (1.959963984540054 ** 2 * 20 * 400 * 0.25) / (0.01 * 400) ** 2;
    expect(size.stations).toBe(Math.ceil(n0 / (1 + n0 / 20000)));
    expect(size).toMatchObject({ assumed: true, designEffect: 20 });
  });

  it.each([
    ["en", "assumed design effect"],
    ["es", "efecto de diseño supuesto"],
    ["pt", "efeito de desenho suposto"],
    ["fr", "effet de plan supposé"],
  ] as const)("says in %s that it is an assumption", async (language, phrase) => {
    const { output } = await record(["size", ...ARGS], language);
    expect(output).toContain(phrase);
    expect(output).not.toMatch(/[{}]|undefined|NaN/);
  });
});
