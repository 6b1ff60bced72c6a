import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { messagesIn } from "@veedor/messages";
import { afterEach, describe, expect, it } from "vitest";
import { run } from "../src/run.ts";
import { spawnVeedor } from "./run-recording.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const shared = process.env["VEEDOR_SHARED"] ?? join(root, "..", "shared");
const sharedPresent = existsSync(join(shared, "data"));
const reason = sharedPresent ? "" : " (skipped: the real elections of ../shared/data are not here)";

type Moment = {
  at: string;
  coverage: number;
  shares: { choice: string; estimate: number; low: number; high: number }[];
  headline: string;
  notComputable: string | null;
  verdict: { code: string };
};
type Played = {
  sent: number;
  accepted: number;
  refused: number;
  stored: number;
  lost: number;
  moments: Moment[];
  truth: { choice: string; share: number }[];
};

async function veedor(...args: string[]): Promise<{ status: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    messages: messagesIn("en"),
    say: (line: string) => void out.push(line),
    tell: (line: string) => void err.push(line),
    watched: false,
  };
  return { status: await run(args, terminal), out, err };
}

async function played(folder: string): Promise<Played> {
  const { status, out, err } = await veedor("replay", folder, "--offline", "--headless", "--json");
  expect(err.filter((line) => line.includes("wrong inside"))).toEqual([]);
  expect(status).toBe(0);
  expect(out).toHaveLength(1);
  return JSON.parse(out[0] ?? "") as Played;
}

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

/** The manifest of a real election in a folder of its own, its files taken from where the shared data are. */
async function manifestOf(election: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "veedor-replay-"));
  folders.push(folder);
  const manifest = await readFile(join(root, "replays", election, "manifest.json"), "utf8");
  await writeFile(join(folder, "manifest.json"), manifest.replaceAll("../../../shared/", `${shared}/`));
  return folder;
}

/** Choices whose true share lies outside the last interval. */
function missed({ moments, truth }: Played): string[] {
  const last = moments.at(-1)?.shares ?? [];
  return truth.flatMap(({ choice, share }) => {
    const found = last.find((one) => one.choice === choice);
    return found && found.low <= share && share <= found.high ? [] : [choice];
  });
}

describe("the example that runs anywhere", () => {
  it("plays, and keeps what it accepts", async () => {
    const evening = await played(join(root, "replays/example"));
    expect(evening).toMatchObject({ accepted: evening.sent, refused: 0, stored: evening.accepted, lost: 0 });
    expect(evening.moments).toHaveLength(19);
    expect(evening.moments[0]?.at).toBe("2027-03-07T23:00:00.000Z");
    expect(evening.moments.at(-1)?.coverage).toBeCloseTo(evening.sent / 200, 12);
    const coverage = evening.moments.map((moment) => moment.coverage);
    expect(coverage.toSorted((a, b) => a - b)).toEqual(coverage);
    for (const { shares } of evening.moments.filter((moment) => moment.shares.length > 0)) {
      expect(shares.reduce((sum, share) => sum + share.estimate, 0)).toBeCloseTo(1, 12);
      for (const { estimate, low, high } of shares) expect(low <= estimate && estimate <= high).toBe(true);
    }
    // The truth, summed here from the file itself.
    const [head = "", ...lines] = (await readFile(join(root, "replays/example/stations.csv"), "utf8"))
      .trim()
      .split("\n");
    const columns = head.split(";");
    const sum = (name: string) =>
      lines.reduce((total, line) => total + Number(line.split(";")[columns.indexOf(name)]), 0);
    const valid = ["faro", "tierra", "molino", "orillas", "brujula", "campana"].reduce(
      (total, name) => total + sum(name),
      0,
    );
    expect(evening.truth.map(({ choice }) => choice)).toEqual([
      "faro",
      "tierra",
      "molino",
      "orillas",
      "brujula",
      "campana",
    ]);
    for (const { choice, share } of evening.truth) expect(share).toBeCloseTo(sum(choice) / valid, 14);
  });

  it("plays the same evening twice", async () => {
    expect(await played(join(root, "replays/example"))).toEqual(await played(join(root, "replays/example")));
  });
});

/** The same election through a server, in a process of its own. */
async function playedOnServer(folder: string): Promise<Played> {
  const { status, output, errors } = await spawnVeedor(["replay", folder, "--headless", "--json"]);
  if (status !== 0) throw new Error(errors);
  return JSON.parse(output) as Played;
}

describe("a past election through a server", () => {
  it("gives the figures that it gives without one, to the last digit, and loses no report", async () => {
    const folder = join(root, "replays/example");
    const evening = await playedOnServer(folder);
    expect(evening).toMatchObject({ accepted: 188, refused: 0, stored: 188, lost: 0 });
    expect(evening).toEqual(await played(folder));
  }, 180_000);

  it.skipIf(!sharedPresent).each(["uruguay-2024"])(
    `does so for %s too${reason}`,
    async (election) => {
      const folder = await manifestOf(election);
      const evening = await playedOnServer(folder);
      expect(evening.stored).toBe(evening.accepted);
      expect(evening.lost).toBe(0);
      expect(evening).toEqual(await played(folder));
    },
    300_000,
  );
});

describe("folders that cannot be played", () => {
  async function changed(change: (manifest: Record<string, unknown>) => unknown): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "veedor-replay-"));
    folders.push(folder);
    await cp(join(root, "replays/example"), folder, { recursive: true });
    const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as Record<
      string,
      unknown
    >;
    const result = change(manifest);
    await writeFile(
      join(folder, "manifest.json"),
      typeof result === "string" ? result : JSON.stringify(manifest),
    );
    return folder;
  }

  it.each([
    ["no manifest", () => "", /manifest\.json/],
    ["a manifest that is not JSON", () => "{", /is not JSON/],
    [
      "an unknown key",
      (m: Record<string, unknown>) => Object.assign(m, { tilte: "x" }),
      /tilte is not a key/,
    ],
    ["a missing key", (m: Record<string, unknown>) => Reflect.deleteProperty(m, "frame"), /frame is missing/],
    [
      "a time zone that is none",
      (m: Record<string, unknown>) => Object.assign(m, { timeZone: "Mars/Olympus" }),
      /Mars\/Olympus/,
    ],
    [
      "a file that is not there",
      (m: Record<string, unknown>) => Object.assign(m, { plan: "nowhere.json" }),
      /nowhere\.json/,
    ],
    [
      "a stratum column that the frame lacks",
      (m: Record<string, unknown>) =>
        Object.assign(m, { sample: { draw: { stations: 50, strata: ["zone"], seed: "x" } } }),
      /“zone”/,
    ],
    [
      "more stations than the frame has",
      (m: Record<string, unknown>) =>
        Object.assign(m, { sample: { draw: { stations: 5000, strata: [], seed: "x" } } }),
      /5,000.*1,261/,
    ],
    [
      "an arrival column that is no time",
      (m: Record<string, unknown>) => Object.assign(m, { arrival: { kind: "recorded", column: "zona" } }),
      /is not a time/,
    ],
  ])("%s", async (_, change, told) => {
    const folder = await changed(change);
    const { status, out, err } = await veedor("replay", folder, "--headless", "--json");
    expect(status).toBe(1);
    expect(err.join("\n")).toMatch(told);
    expect(err.join("\n")).not.toMatch(/inside Veedor|\bat .*\.ts:/);
    expect(JSON.parse(out.join(""))).toHaveProperty("error.message");
  });

  it("a folder that does not exist", async () => {
    const { status, err } = await veedor("replay", "/nowhere/at/all");
    expect(status).toBe(1);
    expect(err.join("\n")).toMatch(/nowhere.at.all/);
  });
});

describe.skipIf(!sharedPresent)(`five real elections${reason}`, () => {
  it.each([
    // Sums as the READMEs of the data give them, over the denominator of the plan; and what the last intervals miss.
    [
      "mexico-2012",
      { pri_pvem: 19_220_407 / 50_282_086, prd_pt_mc: 15_881_019 / 50_282_086, pan: 12_769_479 / 50_282_086 },
      6_260,
      [],
    ],
    [
      "bolivia-2019",
      { mas: 2_889_359 / 6_137_671, cc: 2_240_920 / 6_137_671, pdc: 539_081 / 6_137_671 },
      1_500,
      [],
    ],
    ["costa-rica-2022", {}, null, []],
    ["ecuador-2021", {}, null, ["cand_5", "cand_10"]],
    [
      "uruguay-2024",
      { fa: 1_196_798 / (1_196_798 + 1_101_296), pn: 1_101_296 / (1_196_798 + 1_101_296) },
      null,
      [],
    ],
  ] as const)(
    "%s",
    async (election, sums, arrived, misses) => {
      const evening = await played(await manifestOf(election));
      expect(evening.lost).toBe(0);
      expect(evening.stored).toBe(evening.accepted);
      if (arrived !== null) expect(evening.accepted).toBe(arrived);
      const truth = new Map(evening.truth.map(({ choice, share }) => [choice, share]));
      for (const [choice, share] of Object.entries(sums)) expect(truth.get(choice)).toBeCloseTo(share, 12);
      expect(missed(evening)).toEqual(misses);
    },
    120_000,
  );
});
