import { LANGUAGES, type Language } from "@veedor/messages";
import { afterAll, describe, expect, it } from "vitest";
import { WARNING_CODES } from "../src/estimate/warnings.ts";
import { record, recordJson, temporaryFolder } from "./run-recording.ts";

type Warning = { code: string } & Record<string, unknown>;
type Answer = { warnings: Warning[]; turnout: { estimate: number } | null; shares: { estimate: number }[] };

const folder = temporaryFolder();
afterAll(folder.remove);

const HEAD = "mesa,estrato,N_h,ana,luis,total,padron";
const sample = (name: string, lines: string[]): string => folder.write(name, [HEAD, ...lines, ""].join("\n"));
const north = ["1,Norte,40,100,80,200,300", "2,Norte,40,120,60,190,250"];
const south = ["3,Sur,30,50,90,150,210", "4,Sur,30,70,95,170,190"];
const whole = sample("whole.csv", [...north, ...south]);
const withIsland = sample("island.csv", [...north, ...south, "5,Isla,7,33,44,80,100"]);
const strata = (name: string, lines: string[]): string =>
  folder.write(name, ["stratum,N_h,collapse_to", "Norte,40,", "Sur,30,", ...lines, ""].join("\n"));

const BASE = ["--choices", "ana,luis", "--total", "total"];
const TURNOUT = [...BASE, "--registered", "padron"];
const COLUMNS = ["--stratum", "estrato", "--stratum-size", "N_h"];
const declared = (file: string): string[] => ["--stratum", "estrato", "--strata-file", file];

/** Each warning by its code: the command line that gives it, and what it must say of itself. */
const CASES: Record<
  (typeof WARNING_CODES)[number],
  { args: string[]; warning: object; words: string[]; also?: string[] }
> = {
  "strata-not-declared": { args: [whole, ...TURNOUT, ...COLUMNS], warning: {}, words: ["--strata-file"] },
  "population-not-declared": { args: [whole, ...TURNOUT], warning: {}, words: ["--population"] },
  "turnout-not-computable": {
    args: [whole, ...BASE, ...declared(strata("s1.csv", []))],
    warning: {},
    words: ["--registered"],
  },
  "registered-zero": {
    args: [
      sample("zero.csv", [...north, ...south.slice(1), "9,Sur,30,50,90,150,0"]),
      ...TURNOUT,
      ...declared(strata("s2.csv", [])),
    ],
    warning: { stations: 1, line: 5 },
    words: ["0", "5"],
  },
  "votes-above-registered": {
    args: [
      sample("above.csv", [...north, "3,Sur,30,50,90,150,140", south[1] ?? ""]),
      ...TURNOUT,
      ...declared(strata("s3.csv", [])),
    ],
    warning: { stations: 1, line: 4 },
    words: ["4"],
  },
  "stratum-lonely": {
    args: [withIsland, ...TURNOUT, ...declared(strata("s4.csv", ["Isla,7,Sur"]))],
    warning: { stratum: "Isla", rule: "collapse-variance", to: "Sur" },
    words: ["Isla", "Sur", "collapse-variance"],
  },
  "stratum-reweighted": {
    args: [whole, ...TURNOUT, ...declared(strata("s5.csv", ["Este,5,Sur"]))],
    warning: { stratum: "Este", to: "Sur", stations: 5 },
    words: ["Este", "Sur", "5"],
  },
  "stratum-unrepresented": {
    args: [whole, ...TURNOUT, ...declared(strata("s6.csv", ["Oeste,6,"]))],
    warning: { stratum: "Oeste", stations: 6 },
    words: ["Oeste", "6"],
  },
  "collapse-not-declared": {
    args: [withIsland, ...TURNOUT, ...declared(strata("s7.csv", ["Isla,7,"]))],
    warning: { stratum: "Isla" },
    words: ["Isla", "adjust"],
  },
  "strata-without-variance": {
    args: [
      sample("alike.csv", [...north, south[0] ?? "", south[0] ?? ""]),
      ...TURNOUT,
      ...declared(strata("s8.csv", [])),
    ],
    warning: { strata: 1, stratum: "Sur" },
    words: ["Sur"],
  },
  "lonely-strata-large": {
    args: [withIsland, ...TURNOUT, ...declared(strata("s11.csv", ["Isla,30,Sur"]))],
    warning: { stations: 30, frame: 100 },
    words: ["30", "100"],
    also: ["stratum-lonely"],
  },
  "share-without-margin": {
    args: [
      sample("unanimous.csv", [
        "1,Norte,40,120,0,200,300",
        "2,Norte,40,100,0,190,250",
        "3,Sur,30,50,0,150,200",
        "4,Sur,30,70,0,170,220",
      ]),
      ...TURNOUT,
      ...declared(strata("s12.csv", [])),
    ],
    warning: { choice: "luis" },
    words: ["luis"],
  },
  "stations-without-votes": {
    args: [
      sample("uncounted.csv", [...north, south[0] ?? "", "9,Sur,30,0,0,0,90"]),
      ...TURNOUT,
      ...declared(strata("s13.csv", [])),
    ],
    warning: { stations: 1, line: 5 },
    words: ["1", "5"],
  },
};

describe("each warning of veedor estimate", () => {
  it.each(WARNING_CODES)("%s, and no other", async (code) => {
    const { args, warning, also = [] } = CASES[code];
    const answer = await recordJson<Answer>(["estimate", ...args]);
    expect(answer.warnings.filter((one) => !also.includes(one.code))).toEqual([{ code, ...warning }]);
    expect(answer.warnings).toHaveLength(1 + also.length);
  });

  it.each(WARNING_CODES)("%s, in words, in every language", async (code) => {
    const { args, words, also = [] } = CASES[code];
    const said = new Set<string>();
    for (const language of Object.keys(LANGUAGES) as Language[]) {
      const { status, output, errors } = await record(["estimate", ...args], language);
      expect([status, errors]).toEqual([0, ""]);
      const lines = output.split("\n").filter((line) => line.startsWith("! "));
      expect(lines).toHaveLength(1 + also.length);
      const line = lines.at(-1) ?? "";
      for (const word of words) expect(line).toContain(word);
      expect(line).not.toMatch(/[{}]|undefined|null|“”|«»|« »/);
      said.add(line);
    }
    expect(said.size).toBe(4);
  });

  it("a declared sample without anything odd has none", async () => {
    expect(
      (await recordJson<Answer>(["estimate", whole, ...TURNOUT, ...declared(strata("s9.csv", []))])).warnings,
    ).toEqual([]);
  });

  it("a station with 0 registered voters stays in turnout: its ballots count", async () => {
    const answer = await recordJson<Answer>(["estimate", ...CASES["registered-zero"].args]);
    // Norte 40/2 = 20 a station, Sur 30/2 = 15 a station.
    const ballots = 20 * (200 + 190) + 15 * (170 + 150);
    expect(answer.turnout?.estimate).toBeCloseTo(ballots / (20 * 550 + 15 * 190), 14);
  });

  it("a stratum without reports joins the declared one with its weight", async () => {
    const answer = await recordJson<Answer>(["estimate", ...CASES["stratum-reweighted"].args]);
    // Sur stands for its own 30 stations and the 5 of Este: (30 + 5) / 2 = 17.5 a station.
    const total = 20 * (200 + 190) + 17.5 * (150 + 170);
    expect(answer.shares[0]?.estimate).toBeCloseTo((20 * 220 + 17.5 * 120) / total, 14);
  });

  it("an unrepresented stratum changes nothing of the rest", async () => {
    const [plain, without] = [
      await recordJson<Answer>(["estimate", whole, ...TURNOUT, ...declared(strata("s10.csv", []))]),
      await recordJson<Answer>(["estimate", ...CASES["stratum-unrepresented"].args]),
    ];
    expect(without.shares).toEqual(plain.shares);
  });

  it("all reports alike, without strata, names no stratum", async () => {
    const path = sample("same.csv", [north[0] ?? "", north[0] ?? ""]);
    const { output } = await record(["estimate", path, ...TURNOUT, "--population", "50"]);
    expect(output).toContain("! All reports are alike.");
  });
});
