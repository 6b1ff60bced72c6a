import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import { importFile } from "./setting/imports.ts";
import { PRESIDENT, plannedMission, type SmallMission } from "./setting/mission.ts";
import { signedInAs } from "./setting/people.ts";
import { refusal } from "./setting/refusal.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const RESULTS_MAPPING = {
  format: "veedor-mapping/1",
  purpose: "results",
  station: { columns: ["mesa"], separator: "" },
  // In the file's own order, which is not the contest's.
  contest: {
    code: "president",
    lines: [
      { code: "total", role: "total", column: "emitidos" },
      { code: "cometa", role: "choice", column: "cometa" },
      { code: "bosque", role: "choice", column: "bosque" },
      { code: "aguila", role: "choice", column: "aguila" },
      { code: "null", role: "null", column: "nulos" },
    ],
  },
};

/** Figures of a station's sheet in the test country's file: aguila, bosque, cometa, nulos. */
const figuresOf = (number: number): number[] => [
  50 + (number % 7),
  40 + (number % 5),
  number % 11,
  number % 3,
];

/** The authority's results, without blank votes; the rows of the first stations are left out. */
function resultsCsv(from = 1): string {
  const lines = ["mesa,emitidos,cometa,bosque,aguila,nulos"];
  for (let number = from; number <= 60; number++) {
    const [aguila = 0, bosque = 0, cometa = 0, nulos = 0] = figuresOf(number);
    const total = aguila + bosque + cometa + nulos;
    lines.push([String(number).padStart(4, "0"), total, cometa, bosque, aguila, nulos].join(","));
  }
  return `${lines.join("\n")}\n`;
}

const asked = ({ contest }: SmallMission, given: object = {}) => ({
  purpose: "official-results" as const,
  fileName: "resultados.csv",
  mapping: RESULTS_MAPPING,
  contest,
  kind: "preliminary" as const,
  publishedAt: "2026-10-04T20:30:00-05:00",
  ...given,
});

const load = (of: SmallMission, csv: string, given: object = {}) =>
  importFile(server, of.chief, of.mission, asked(of, given), csv);

describe("official results", () => {
  it("stand in the order of the contest's lines, with nothing where the file has nothing", async () => {
    const of = await plannedMission(server);
    const job = await load(of, resultsCsv());
    expect(job).toMatchObject({ state: "done", report: { lines: 60, kept: 60, refused: 0 } });
    const parameters = { mission: of.mission, results: job.result ?? "" };
    const { items } = await of.chief.client.call(contract.listOfficialTallies, {
      parameters,
      query: { limit: 2 },
    });
    const [aguila = 0, bosque = 0, cometa = 0, nulos = 0] = figuresOf(1);
    const total = aguila + bosque + cometa + nulos;
    // Registered voters are the frame's, since the file has none: 200 + 37.
    expect(items[0]).toEqual({
      station: "0001",
      figures: [aguila, bosque, cometa, null, nulos, total],
      registered: 237,
    });
    const { whole, areas, lines } = await of.chief.client.call(contract.sumOfficialResults, {
      parameters,
      query: {},
    });
    expect(lines).toEqual(PRESIDENT.lines.map(({ code }) => code));
    const numbers = Array.from({ length: 60 }, (_, i) => i + 1);
    const sum = (of_: readonly number[], line: number) =>
      of_.reduce((before, number) => before + (figuresOf(number)[line] ?? 0), 0);
    expect(whole.sums.slice(0, 4)).toEqual([
      { sum: sum(numbers, 0), missing: 0 },
      { sum: sum(numbers, 1), missing: 0 },
      { sum: sum(numbers, 2), missing: 0 },
      { sum: null, missing: 60 },
    ]);
    expect(areas.map(({ area, tallies, sums }) => [area?.name, tallies, sums[0]?.sum])).toEqual([
      ["Costa", 34, sum(numbers.slice(0, 34), 0)],
      ["Sierra", 26, sum(numbers.slice(34), 0)],
    ]);
  });

  it("are kept as snapshots by instant and kind, and freeze the contest's lines", async () => {
    const of = await plannedMission(server);
    await load(of, resultsCsv(41));
    const change = of.chief.client.call(contract.changeContest, {
      parameters: { mission: of.mission, contest: of.contest },
      body: { lines: [...PRESIDENT.lines].reverse() },
    });
    expect(await refusal(change)).toBe("contest-frozen");
    await load(of, resultsCsv(), { kind: "final", publishedAt: "2026-10-08T09:00:00-05:00" });
    const { items } = await of.chief.client.call(contract.listOfficialResults, {
      parameters: { mission: of.mission },
      query: { contest: of.contest },
    });
    expect(items.map(({ kind, publishedAt, tallies }) => [kind, publishedAt, tallies])).toEqual([
      ["final", "2026-10-08T14:00:00.000Z", 60],
      ["preliminary", "2026-10-05T01:30:00.000Z", 20],
    ]);
    const { query } = server.context.database;
    const leaves = await query
      .selectFrom("pending_leaf")
      .selectAll()
      .where("mission_id", "=", of.mission)
      .where("kind", "=", "official-results")
      .execute();
    expect(leaves).toHaveLength(2);
  });

  it("are narrowed to an area or a text, in pages", async () => {
    const of = await plannedMission(server);
    const { result } = await load(of, resultsCsv());
    const parameters = { mission: of.mission, results: result ?? "" };
    const list = (query: object) => of.chief.client.call(contract.listOfficialTallies, { parameters, query });
    expect((await list({ search: "penas", limit: 500 })).items).toHaveLength(12);
    const areas = await of.chief.client.call(contract.listAreas, {
      parameters: { mission: of.mission, frame: of.frame },
      query: {},
    });
    const costa = areas.items[0]?.number;
    const first = await list({ area: costa, limit: 30 });
    const second = await list({ area: costa, limit: 30, after: first.next ?? "" });
    expect([first.items.length, second.items.length, second.next]).toEqual([30, 4, null]);
    const narrow = await of.chief.client.call(contract.sumOfficialResults, {
      parameters,
      query: { area: costa },
    });
    expect(narrow.whole).toMatchObject({ area: { name: "Costa", stations: 34 }, tallies: 34 });
    expect(narrow.areas.map(({ area }) => area?.name)).toEqual(["Puerto Águila", "Salinas"]);
  });

  it("with refused lines store nothing; each bad line is told with number, code and reason", async () => {
    const of = await plannedMission(server);
    const csv = resultsCsv()
      .replace(/^0002,\d+/m, "0002,1")
      .replace(/^0003,(.*)$/m, "0003,$1\n9999,4,1,1,1,1")
      .replace(/^0010,(\d+),\d+/m, "0010,$1,many");
    const job = await load(of, csv);
    expect(job).toMatchObject({ state: "refused", result: null, report: { lines: 61, refused: 3 } });
    const parameters = { mission: of.mission, import: job.id };
    const list = (query: object) => of.chief.client.call(contract.listImportFindings, { parameters, query });
    const first = await list({ limit: 2, only: "refusals" });
    const second = await list({ limit: 2, only: "refusals", after: first.next ?? "" });
    expect(second.next).toBeNull();
    const found = [...first.items, ...second.items];
    expect(found.map(({ line, station, code }) => [line, station, code])).toEqual([
      [3, "0002", "sum-above-total"],
      [5, "9999", "unknown-station"],
      [12, "0010", "not-a-number"],
    ]);
    for (const { message } of found) expect(message).toMatch(/^[A-Z“].*\.$/);
    expect(found[2]?.message).toContain("many");
    const { query } = server.context.database;
    const kept = await query
      .selectFrom("official_results")
      .select("id")
      .where("mission_id", "=", of.mission)
      .execute();
    expect(kept).toEqual([]);
    // What was refused has not frozen the contest either.
    const contests = await of.chief.client.call(contract.listContests, {
      parameters: { mission: of.mission },
    });
    expect(contests.items[0]?.frozenAt).toBeNull();
  });

  it("are refused before any file is sent when the mapping is not the contest's", async () => {
    const of = await plannedMission(server);
    const parameters = { mission: of.mission };
    const ask = (given: object) =>
      refusal(of.chief.client.call(contract.createImport, { parameters, body: asked(of, given) }));
    const lines = RESULTS_MAPPING.contest.lines;
    const withLines = (changed: object[]) => ({
      mapping: { ...RESULTS_MAPPING, contest: { code: "president", lines: changed } },
    });
    expect(await ask(withLines([...lines, { code: "daga", role: "choice", column: "daga" }]))).toBe(
      "mapping-other-lines",
    );
    expect(
      await ask(
        withLines([
          { code: "aguila", role: "choice", column: "a" },
          { ...lines[0], code: "blank" },
        ]),
      ),
    ).toBe("mapping-other-lines");
    expect(await ask(withLines([]))).toBe("mapping-invalid");
    expect(await ask({ mapping: { ...RESULTS_MAPPING, colour: "red" } })).toBe("mapping-invalid");
    expect(await ask({ mapping: { ...RESULTS_MAPPING, purpose: "frame" } })).toBe("mapping-other-purpose");
    expect(await ask({ contest: crypto.randomUUID() })).toBe("not-found");
    const other = await plannedMission(server);
    expect(await ask({ contest: other.contest })).toBe("not-found");
  });

  it("are for chief and statistician only", async () => {
    const of = await plannedMission(server);
    const { result, id } = await load(of, resultsCsv());
    const results = result ?? "";
    for (const role of ["desk", "observer", "reader"] as const) {
      const { client } = await signedInAs(server, role, of.mission);
      const { mission } = of;
      const refused = [
        client.call(contract.listOfficialResults, { parameters: { mission }, query: {} }),
        client.call(contract.listOfficialTallies, { parameters: { mission, results }, query: {} }),
        client.call(contract.sumOfficialResults, { parameters: { mission, results }, query: {} }),
        client.call(contract.createImport, { parameters: { mission }, body: asked(of) }),
        client.call(contract.readImport, { parameters: { mission, import: id } }),
      ];
      expect(await Promise.all(refused.map(refusal))).toEqual(refused.map(() => "forbidden"));
    }
    const other = await plannedMission(server);
    const parameters = { mission: other.mission, results };
    const through = other.chief.client.call(contract.listOfficialTallies, { parameters, query: {} });
    expect(await refusal(through)).toBe("not-found");
  });
});
