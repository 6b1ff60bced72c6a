import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import * as contract from "@veedor/api-contract";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BackupError } from "../src/index.ts";
import { backUp, readConfiguration, restore, startServer } from "../src/index.ts";
import { newMission } from "./setting/mission.ts";
import { signIn } from "./setting/people.ts";
import { freshDatabase, testServer } from "./setting/server.ts";

const folder = mkdtempSync(join(tmpdir(), "veedor-backup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A configuration with a data folder and an empty, never migrated database of its own. */
async function emptyPlace(name: string) {
  const dataFolder = join(folder, name);
  mkdirSync(dataFolder);
  return readConfiguration(
    { VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error", DATABASE_URL: await freshDatabase("template1") },
    { dataFolder },
  );
}

/** Every row of every table as text, but the transactions' numbers, which belong to one database. */
async function everything(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'veedor_migration'`,
    );
    const found: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `select (to_jsonb(t) - 'xid')::text as row from ${name} t order by 1`,
      );
      found[name] = rows.map(({ row }) => row);
    }
    return found;
  } finally {
    await client.end();
  }
}

async function refusal(work: Promise<unknown>): Promise<BackupError["code"]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && error.name === "BackupError") return (error as BackupError).code;
    throw error;
  }
  throw new Error("was not refused");
}

describe("a backup", () => {
  const archive = join(folder, "evening.tar.gz");
  let server: Awaited<ReturnType<typeof testServer>>;
  let mission: Awaited<ReturnType<typeof newMission>>;
  const photo = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 256));
  beforeAll(async () => {
    server = await testServer();
    mission = await newMission(server);
    const attachments = join(server.context.configuration.dataFolder, "attachments", "ab");
    mkdirSync(attachments, { recursive: true });
    writeFileSync(join(attachments, "abcdef"), photo);
    const arriving = join(server.context.configuration.dataFolder, "attachments", "incoming", "here");
    mkdirSync(arriving, { recursive: true });
    writeFileSync(join(arriving, "half"), "half a photograph");
    await backUp(server.context.configuration, archive);
  });
  afterAll(() => server.close());

  it("is a tar file for its owner alone, and is not written over", async () => {
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(gunzipSync(readFileSync(archive)).subarray(257, 262).toString()).toBe("ustar");
    const before = readFileSync(archive);
    expect(await refusal(backUp(server.context.configuration, archive))).toBe("backup-exists");
    expect(readFileSync(archive)).toEqual(before);
  });

  it("does not hold what is still arriving", () => {
    expect(gunzipSync(readFileSync(archive)).includes("half a photograph")).toBe(false);
  });

  it("does not hold the key file, whose copy is kept apart", () => {
    const { keyFile } = server.context.configuration;
    const { server: secret } = JSON.parse(readFileSync(keyFile, "utf8")) as { server: string };
    expect(gunzipSync(readFileSync(archive)).includes(secret)).toBe(false);
  });

  it("is put back to the last row and byte into an empty place, where the server goes on", async () => {
    const place = await emptyPlace("whole");
    const told = await restore(place, archive);
    const source = await everything(server.databaseUrl);
    expect(await everything(place.databaseUrl ?? "")).toEqual(source);
    expect(told.rows).toBe(Object.values(source).reduce((sum, rows) => sum + rows.length, 0));
    expect(told.attachments).toBe(1);
    expect(readFileSync(join(place.dataFolder, "attachments", "ab", "abcdef"))).toEqual(photo);

    mkdirSync(dirname(place.keyFile), { recursive: true });
    copyFileSync(server.context.configuration.keyFile, place.keyFile);
    const moved = await startServer(place, { clock: server.clock });
    try {
      const chief = await signIn(moved, mission.chief.person);
      const { items } = await chief.client.call(contract.listMissions, { query: {} });
      expect(items.map(({ code }) => code)).toEqual([mission.code]);
      // Numbers go on, and news of before the move are older than any that come.
      await newMission(moved);
      const { rows } = await moved.context.database.pool.query<{ late: boolean }>(
        "select exists (select 1 from mission_event where xid >= pg_current_xact_id()) as late",
      );
      expect(rows).toEqual([{ late: false }]);
    } finally {
      await moved.close();
    }
  });

  it("is not started without its key", async () => {
    const place = await emptyPlace("without-key");
    await restore(place, archive);
    await expect(startServer(place)).rejects.toMatchObject({ code: "key-file-missing" });
  });

  it("is refused where something is already", async () => {
    const place = await emptyPlace("twice");
    await restore(place, archive);
    const before = await everything(place.databaseUrl ?? "");
    expect(await refusal(restore(place, archive))).toBe("restore-not-empty");
    expect(await everything(place.databaseUrl ?? "")).toEqual(before);
  });

  it.each([
    ["cut short", (tar: Buffer) => tar.subarray(0, tar.length - 3_000), /^backup-(cut-short|not-readable)$/],
    ["cut inside its compression", null, /^backup-(cut-short|not-readable)$/],
    ["with one letter changed", changeOne, /^backup-not-readable$/],
    ["of another program", () => Buffer.alloc(10_240), /^backup-(cut-short|not-readable)$/],
  ])("is refused when it is %s, and nothing is put back", async (name, damage, code) => {
    const path = join(folder, `${name.replaceAll(" ", "-")}.tar.gz`);
    const whole = readFileSync(archive);
    writeFileSync(
      path,
      damage === null ? whole.subarray(0, whole.length / 2) : gzipSync(damage(gunzipSync(whole))),
    );
    const place = await emptyPlace(name);
    expect(await refusal(restore(place, path))).toMatch(code);
    expect(Object.values(await everything(place.databaseUrl ?? "")).flat()).toEqual([]);
  });

  it("of another version is refused", async () => {
    const path = join(folder, "other-version.tar.gz");
    const tar = gunzipSync(readFileSync(archive));
    const at = tar.indexOf('"name":"0002-people"');
    tar.write('"name":"0002-peoplo"', at);
    writeFileSync(path, gzipSync(tar));
    expect(await refusal(restore(await emptyPlace("other-version"), path))).toBe("backup-other-version");
  });

  it("of a folder in which nothing is, is refused and makes nothing", async () => {
    const nothing = readConfiguration({}, { dataFolder: join(folder, "nothing") });
    expect(await refusal(backUp(nothing, join(folder, "nothing.tar.gz")))).toBe("backup-nothing-here");
  });
});

/** Changes a letter in the middle of a row, where gzip and tar would not notice. */
function changeOne(tar: Buffer): Buffer {
  const changed = Buffer.from(tar);
  const at = changed.indexOf("Misión de prueba");
  changed.write("m", at);
  return changed;
}
