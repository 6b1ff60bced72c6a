import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import * as contract from "@veedor/api-contract";
import { fileInMemory, parseMapping, readFrame } from "@veedor/authority-files";
import { canonicalFrameLines } from "@veedor/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { currentFrame } from "../src/frames/index.ts";
import { type RunningServer } from "../src/index.ts";
import { FRAME_MAPPING, frameCsv, importFile } from "./setting/imports.ts";
import { type NewMission, newMission } from "./setting/mission.ts";
import { signedInAs } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const asked = { purpose: "frame" as const, fileName: "mesas.csv", mapping: FRAME_MAPPING };

async function missionWithFrame(csv = frameCsv()): Promise<NewMission & { readonly frame: string }> {
  const made = await newMission(server);
  const job = await importFile(server, made.chief, made.mission, asked, csv);
  expect(job).toMatchObject({ state: "done", problem: null });
  return { ...made, frame: job.result ?? "" };
}

describe("a frame", () => {
  it("comes in whole, with the hash that anyone computes from the authority's file", async () => {
    const { mission, chief, frame } = await missionWithFrame();
    const { items } = await chief.client.call(contract.listFrames, { parameters: { mission } });
    const read = await readFrame(
      fileInMemory("mesas.csv", Buffer.from(frameCsv())),
      parseMapping(JSON.stringify(FRAME_MAPPING)),
    );
    if (read.frame === null) throw new Error("no frame");
    const hash = createHash("sha256");
    for (const line of canonicalFrameLines(read.frame)) hash.update(line, "utf8");
    expect(items).toMatchObject([
      { id: frame, version: 1, stations: 60, hash: hash.digest("hex"), fileName: "mesas.csv" },
    ]);
    const loaded = await currentFrame(server.context, mission);
    expect(loaded?.frame).toEqual(read.frame);
  });

  it("commits to itself, leaves an audit event and tells open screens", async () => {
    const { mission, chief, frame } = await missionWithFrame();
    const { query } = server.context.database;
    const events = await query.selectFrom("audit_event").selectAll().where("subject", "=", frame).execute();
    expect(events).toMatchObject([
      { action: "frame-imported", person_id: chief.person, details: { version: 1, stations: 60 } },
    ]);
    const leaves = await query.selectFrom("pending_leaf").selectAll().where("subject", "=", frame).execute();
    expect(leaves).toMatchObject([{ kind: "frame", mission_id: mission }]);
    const news = await query
      .selectFrom("mission_event")
      .selectAll()
      .where("mission_id", "=", mission)
      .execute();
    expect(news.map(({ kind, audience }) => [kind, audience])).toContainEqual([
      "frame-imported",
      "frame-read",
    ]);
  });

  it("is paged by code, narrowed to an area or to a text without accents", async () => {
    const { mission, chief, frame } = await missionWithFrame();
    const parameters = { mission, frame };
    const list = (query: object) => chief.client.call(contract.listStations, { parameters, query });
    const codes: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await list(after === undefined ? { limit: 25 } : { limit: 25, after });
      codes.push(...page.items.map(({ code }) => code));
      after = page.next;
    }
    expect(codes).toEqual(Array.from({ length: 60 }, (_, i) => String(i + 1).padStart(4, "0")));
    const found = await list({ search: "PENAS 4" });
    expect(found.items.map(({ code, centre }) => [code, centre])).toEqual([
      ["0058", "Escuela Peñas 4"],
      ["0059", "Escuela Peñas 4"],
      ["0060", "Escuela Peñas 4"],
    ]);
    expect(found.items[0]).toMatchObject({ areas: ["Sierra", "Peñas"], attributes: { zone: "rural" } });
    const areas = await chief.client.call(contract.listAreas, { parameters, query: {} });
    const sierra = areas.items.find(({ name }) => name === "Sierra");
    const inSierra = await list({ area: sierra?.number, limit: 500 });
    expect(inSierra.items.map(({ code }) => code)).toEqual(codes.slice(34));
    // Wildcards of SQL are letters like any other.
    expect((await list({ search: "%" })).items).toEqual([]);
    expect((await list({ search: "_" })).items).toEqual([]);
  });

  it("has an area tree whose sums are those of its stations", async () => {
    const withoutRegistered = frameCsv().replace(/^(0001;.*);\d+$/m, "$1;");
    const { mission, chief, frame } = await missionWithFrame(withoutRegistered);
    const parameters = { mission, frame };
    const registered = withoutRegistered
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(";"))
      .filter(([, department]) => department === "Costa")
      .map((cells) => Number(cells[5] || 0));
    const top = await chief.client.call(contract.listAreas, { parameters, query: {} });
    expect(top.items).toMatchObject([
      {
        level: "department",
        name: "Costa",
        stations: 34,
        registered: registered.reduce((a, b) => a + b, 0),
        registeredMissing: 1,
        hasAreas: true,
      },
      { name: "Sierra", stations: 26, registeredMissing: 0 },
    ]);
    const below = await chief.client.call(contract.listAreas, {
      parameters,
      query: { parent: top.items[1]?.number },
    });
    expect(
      below.items.map(({ level, name, stations, hasAreas }) => [level, name, stations, hasAreas]),
    ).toEqual([
      ["municipality", "Alto Bosque", 14, false],
      ["municipality", "Peñas", 12, false],
    ]);
  });

  it("is compared with the version before it", async () => {
    const { mission, chief } = await missionWithFrame();
    const next = frameCsv()
      .replace(/^0003;.*\n/m, "")
      .replace(/^0005;Costa;Puerto Águila;urban/m, "0005;Costa;Puerto Águila;rural")
      .concat("0061;Sierra;Peñas;rural;Escuela Nueva;210\n");
    const job = await importFile(server, chief, mission, asked, gzipSync(next));
    const parameters = { mission, frame: job.result ?? "" };
    const compared = await chief.client.call(contract.readFrameComparison, { parameters, query: {} });
    expect(compared).toMatchObject({
      previous: { version: 1 },
      added: 1,
      removed: 1,
      changed: 1,
      next: null,
    });
    expect(compared.items).toEqual([
      { kind: "added", from: null, to: "0061", columns: [] },
      { kind: "removed", from: "0003", to: null, columns: [] },
      { kind: "changed", from: "0005", to: "0005", columns: ["zone"] },
    ]);
    expect((await currentFrame(server.context, mission))?.version).toBe(2);
  });

  it("is not for observers and readers, nor for people of other missions", async () => {
    const { mission, frame } = await missionWithFrame();
    for (const role of ["observer", "reader"] as const) {
      const person = await signedInAs(server, role, mission);
      const call = person.client.call(contract.listStations, { parameters: { mission, frame }, query: {} });
      await expect(call).rejects.toThrow(/forbidden/);
    }
    const other = await newMission(server);
    const call = (id: string) =>
      other.chief.client.call(contract.listStations, { parameters: { mission: id, frame }, query: {} });
    await expect(call(mission)).rejects.toThrow(/not-found/);
    // Nor through one's own mission.
    await expect(call(other.mission)).rejects.toThrow(/not-found/);
  });
});
