import type { Language } from "@veedor/messages";
import { LANGUAGES } from "@veedor/messages";
import { EXAMINATION_TESTS, seededRandom } from "@veedor/statistics";
import { afterAll, describe, expect, it } from "vitest";
import { expectRefusal } from "./problem-checks.ts";
import { record, recordJson, temporaryFolder } from "./run-recording.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

/** Two hundred stations in ten municipalities of two departments, two of them copies of a neighbour. */
function countryFile(name: string, change: (row: number[], i: number) => void = () => undefined): string {
  const random = seededRandom("file");
  const lines = [
    "station,municipality,department,registered,ballots,rivera,soto,vega,before,before_total,arrival",
  ];
  for (let i = 0; i < 200; i++) {
    const area = i % 10;
    const registered = 400 + random.integer(300);
    const ballots = random.binomial(registered, 0.5 + area / 40);
    const rivera = random.binomial(ballots, 0.35 + area / 50);
    const soto = random.binomial(ballots - rivera, 0.5);
    const vega = random.binomial(ballots - rivera - soto, 0.8);
    const row = [
      registered,
      ballots,
      rivera,
      soto,
      vega,
      random.binomial(ballots, 0.35 + area / 50),
      ballots,
      i,
    ];
    change(row, i);
    lines.push([`S${i}`, `M${area}`, `D${area % 2}`, ...row].join());
  }
  return folder.write(name, `${lines.join("\n")}\n`);
}

const COLUMNS = [
  "--id",
  "station",
  "--registered",
  "registered",
  "--ballots",
  "ballots",
  "--choices",
  "rivera,soto,vega",
];
const file = countryFile("country.csv");
const forensics = (...options: string[]): string[] => [
  "forensics",
  file,
  ...COLUMNS,
  "--replicates",
  "19",
  ...options,
];

type Json = {
  stations: number;
  choice: string;
  leftOut: { impossible: number[]; empty: number[] };
  findings: {
    code: string;
    statistic: number;
    drivers: string[];
    baseline: { replicates: number; pValue: number };
  }[];
  notMade: string[];
  lateShift: { shift: number; levels: { residual: number; composition: number }[] } | null;
  swings: { stations: number; far: { station: string }[] } | null;
};

describe("veedor forensics", () => {
  it("gives as JSON what each test found beside the simulated country", async () => {
    const found = await recordJson<Json>(forensics("--areas", "municipality,department"));
    expect(found).toMatchObject({ stations: 200, choice: "rivera", leftOut: { impossible: [], empty: [] } });
    const codes = [...found.findings.map(({ code }) => code), ...found.notMade];
    expect(codes.toSorted()).toEqual([...EXAMINATION_TESTS].toSorted());
    for (const { baseline } of found.findings) {
      expect(baseline.replicates).toBe(19);
      expect(baseline.pValue).toBeGreaterThanOrEqual(1 / 20);
    }
    // The same seed gives the same line, another seed another one.
    expect(await recordJson<Json>(forensics("--areas", "municipality,department"))).toEqual(found);
  });

  it("names the stations of copied sheets", async () => {
    let before: number[] = [];
    const copied = countryFile("copied.csv", (row, i) => {
      if (i === 51) row.splice(0, 5, ...before);
      before = row.slice(0, 5);
    });
    const found = await recordJson<Json>([
      "forensics",
      copied,
      ...COLUMNS,
      "--tests",
      "duplicates",
      "--replicates",
      "19",
    ]);
    expect(found.findings[0]).toMatchObject({ code: "duplicates", statistic: 1, drivers: ["S50", "S51"] });
  });

  it("leaves impossible lines out and says which", async () => {
    const odd = countryFile("odd.csv", (row, i) => {
      if (i === 3) row[0] = 10;
      if (i === 4) row.splice(1, 6, 0, 0, 0, 0, 0, 0);
    });
    const found = await recordJson<Json>([
      "forensics",
      odd,
      ...COLUMNS,
      "--tests",
      "last-digit",
      "--replicates",
      "19",
    ]);
    // The heading is line 1.
    expect(found).toMatchObject({ stations: 198, leftOut: { impossible: [5], empty: [6] } });
  });

  it("takes places out of a late shift, and compares with a previous election", async () => {
    const found = await recordJson<Json>(
      forensics(
        "--areas",
        "municipality,department",
        "--arrival",
        "arrival",
        "--late-after",
        "150",
        "--tests",
        "duplicates",
        "--previous",
        "before",
        "--previous-total",
        "before_total",
      ),
    );
    expect(found.lateShift?.levels).toHaveLength(2);
    for (const { composition, residual } of found.lateShift?.levels ?? [])
      expect(composition + residual).toBeCloseTo(found.lateShift?.shift ?? Number.NaN, 10);
    expect(found.swings?.stations).toBe(200);
  });

  it.each(Object.keys(LANGUAGES) as Language[])(
    "reads as a page in %s, and calls nothing fraud",
    async (language) => {
      const { status, output } = await record(
        forensics("--areas", "municipality", "--arrival", "arrival", "--late-after", "150"),
        language,
      );
      expect(status).toBe(0);
      expect(output).not.toMatch(/[{}]|undefined|NaN|\[object/);
      expect(output).toContain("Klimek");
      expect(output).toContain("docs/method/forensics.md");
      // The word stands once, where it is said that nothing here is evidence of it.
      expect(output.match(/fraud/gi)?.length).toBe(1);
    },
  );

  it("has a help of its own in each language, with every option", async () => {
    const refused = await record(["forensics", "--no-such-option"], "en");
    const known = [...refused.errors.matchAll(/--[a-z-]+/g)].map(([option]) => option);
    const texts = new Set<string>();
    for (const language of Object.keys(LANGUAGES) as Language[]) {
      const { output } = await record(["forensics", "--help"], language);
      for (const option of known)
        if (!["--no-such-option", "--help", "--lang"].includes(option)) expect(output).toContain(option);
      for (const [option] of output.matchAll(/--[a-z-]+/g)) expect(known).toContain(option);
      for (const line of output.split("\n"))
        expect([line, Array.from(line).length <= 120]).toEqual([line, true]);
      texts.add(output);
    }
    expect(texts.size).toBe(4);
  });
});

describe("veedor forensics refuses, in every language", () => {
  it.each([
    {
      args: forensics("--tests", "horoscope"),
      code: "option-unknown-word",
      says: ["--tests", "horoscope", "second-digit"],
    },
    {
      args: forensics("--choice", "nobody"),
      code: "option-unknown-word",
      says: ["--choice", "nobody", "rivera"],
    },
    { args: forensics("--arrival", "arrival"), code: "option-missing", says: ["--late-after"] },
    { args: forensics("--previous", "before"), code: "option-missing", says: ["--previous-total"] },
    {
      args: ["forensics", file, "--registered", "registered", "--choices", "rivera"],
      code: "option-missing",
      says: ["--ballots"],
    },
  ])("$code: $says", async ({ args, code, says }) => {
    await expect(expectRefusal({ args, status: 2, code, says })).resolves.toBeUndefined();
  });

  it("a column that is not there", async () => {
    await expect(
      expectRefusal({
        args: forensics("--areas", "province"),
        status: 1,
        code: "column-missing",
        says: ["province", "municipality"],
      }),
    ).resolves.toBeUndefined();
  });
});
