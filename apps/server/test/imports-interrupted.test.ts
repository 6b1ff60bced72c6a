import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as contract from "@veedor/api-contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import { FRAME_MAPPING, frameCsv, importFile, sendBytes } from "./setting/imports.ts";
import { type NewMission, newMission } from "./setting/mission.ts";
import { testServer } from "./setting/server.ts";
import { type ServerProcess, startServerProcess } from "./setting/server-process.ts";

let server: RunningServer;
let of: NewMission;
beforeAll(async () => {
  server = await testServer();
  of = await newMission(server);
});
const others: ServerProcess[] = [];
afterAll(async () => {
  for (const other of others) await other.kill();
  await server.close();
});

const asked = { purpose: "frame" as const, fileName: "mesas.csv", mapping: FRAME_MAPPING };

/** A list long enough that something can happen while it is read and stored. */
function longCsv(stations = 60_000): string {
  const lines = ["mesa;departamento;municipio;zona;recinto;inscritos"];
  for (let i = 0; i < stations; i++)
    lines.push(
      `M${i};D${i % 25};Municipio ${i % 900};${i % 3 ? "urban" : "rural"};Escuela ${i % 9_000};${i % 400}`,
    );
  return lines.join("\n");
}

const newJob = async () =>
  (await of.chief.client.call(contract.createImport, { parameters: { mission: of.mission }, body: asked }))
    .id;
const read = (job: string) =>
  of.chief.client.call(contract.readImport, { parameters: { mission: of.mission, import: job } });
const path = (job: string) => `/api/missions/${of.mission}/imports/${job}/file`;

async function rows(table: "frame" | "station" | "frame_area"): Promise<number> {
  const { query } = server.context.database;
  const { count } = await query
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Waits until a COPY of stations is under way in the database. */
async function copyUnderWay(): Promise<void> {
  for (let i = 0; i < 2_000; i++) {
    const { rows: found } = await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and state = 'active' and query like 'copy station%'`.execute(
      server.context.database.query,
    );
    if (found.length > 0) return;
    await wait(5);
  }
  throw new Error("no COPY was seen");
}

describe("an import whose server ends", () => {
  it("by a kill in the midst of storing leaves nothing, and shows as interrupted", async () => {
    const { configuration } = server.context;
    const other = await startServerProcess(configuration.databaseUrl ?? "", configuration.keyFile);
    others.push(other);
    const job = await newJob();
    const sent = await sendBytes(
      { ...server, origin: other.origin },
      of.chief,
      path(job),
      Buffer.from(longCsv()),
    );
    expect(sent).toMatchObject({ status: 202, answer: { state: "reading" } });
    await copyUnderWay();
    await other.kill();
    // Its connection is gone, and with it the transaction.
    for (let i = 0; i < 200 && (await connections()) > 0; i++) await wait(50);
    expect([await rows("frame"), await rows("station"), await rows("frame_area")]).toEqual([0, 0, 0]);
    expect((await read(job)).state).toBe("reading");
    const { query } = server.context.database;
    await sql`update import_job set heartbeat_at = heartbeat_at - interval '1 minute'`.execute(query);
    expect(await read(job)).toMatchObject({ state: "interrupted", result: null });
    // Nothing is in the way of the next.
    const again = await importFile(server, of.chief, of.mission, asked, frameCsv());
    expect(again).toMatchObject({ state: "done", report: { kept: 60 } });
    expect([await rows("frame"), await rows("station")]).toEqual([1, 60]);
  });

  it("in good order stops reading, leaves nothing, and says so at once", async () => {
    const second = await testServer({
      DATABASE_URL: server.context.configuration.databaseUrl ?? "",
      VEEDOR_KEY_FILE: server.context.configuration.keyFile,
    });
    const job = await newJob();
    await sendBytes(second, of.chief, path(job), Buffer.from(longCsv()));
    await copyUnderWay();
    await second.close();
    expect(await read(job)).toMatchObject({ state: "interrupted", problem: { code: "interrupted" } });
    expect([await rows("frame"), await rows("station")]).toEqual([1, 60]);
    // The uploaded file had no name any more while it was read.
    expect(readdirSync(join(second.context.configuration.dataFolder, "uploads"))).toEqual([]);
  });

  async function connections(): Promise<number> {
    const { rows: found } = await sql`
      select 1 from pg_stat_activity where datname = current_database() and query like 'copy station%'
      and state <> 'idle'`.execute(server.context.database.query);
    return found.length;
  }
});
