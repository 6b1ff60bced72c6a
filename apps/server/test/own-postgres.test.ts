import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type OwnPostgres, startOwnPostgres } from "../src/database/own-postgres.ts";
import { OwnPostgresError } from "../src/database/own-postgres-error.ts";
import { readyPrograms } from "../src/database/postgres-programs.ts";
import { startPostmaster } from "../src/database/postmaster.ts";
import { unprivilegedUser } from "../src/database/system-user.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** One folder for most tests: making a cluster takes longer than all the rest. */
const folder = mkdtempSync(join(tmpdir(), "veedor-own-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function started(folder: string, onCrash?: (state: string) => void): Promise<OwnPostgres> {
  const postgres = await startOwnPostgres(folder, {
    systemUser: "nobody",
    ...(onCrash === undefined ? {} : { onCrash }),
  });
  undo.push(() => postgres.stop());
  return postgres;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function eventually(what: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await what()) return;
    await wait(50);
  }
  throw new Error("has not come about in half a minute");
}

const isGone = (pid: number): boolean => !existsSync(`/proc/${pid}`);

/** A harmless process that does nothing for as long as it is left. */
function bystander(): ChildProcess {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  undo.push(() => child.kill("SIGKILL"));
  return child;
}

describe("the server's own PostgreSQL", () => {
  it("keeps what was committed through a kill, and runs again by itself", async () => {
    const told: string[] = [];
    const postgres = await started(folder, (state) => told.push(state));
    await query(postgres.url, "create table kept as select generate_series(1, 1000) as n");
    const killed = postgres.pid();
    process.kill(killed, "SIGKILL");
    await eventually(() => told.includes("running"));
    expect(told).toEqual(["ended", "running"]);
    expect(postgres.pid()).not.toBe(killed);
    expect(await query(postgres.url, "select count(*)::int as n from kept")).toEqual([{ n: 1000 }]);
  });

  it("refuses a second one on its folder, and leaves nothing behind when it is stopped", async () => {
    const postgres = await started(folder);
    const pid = postgres.pid();
    await expect(startOwnPostgres(folder, { systemUser: "nobody" })).rejects.toMatchObject({
      name: "OwnPostgresError",
      code: "in-use",
    });
    // The refused one has not taken away the lock of the first.
    await expect(startOwnPostgres(folder, { systemUser: "nobody" })).rejects.toThrow(OwnPostgresError);
    expect(await query(postgres.url, "show fsync")).toEqual([{ fsync: "on" }]);
    await postgres.stop();
    expect(isGone(pid)).toBe(true);
    const again = await started(folder);
    expect(await query(again.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("starts over what a killed start has left: half a cluster, a stale lock, a number of someone else's", async () => {
    const folder = mkdtempSync(join(tmpdir(), "veedor-own-"));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    const gone = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
    await new Promise((resolve) => gone.once("exit", resolve));
    const half = join(folder, `cluster.partial-${gone.pid}`);
    mkdirSync(half);
    writeFileSync(join(half, "PG_VERSION"), "18\n");
    writeFileSync(join(folder, "server.pid"), `${gone.pid} another-boot 1\n`);
    const first = await started(folder);
    expect(existsSync(half)).toBe(false);
    await query(first.url, "create table kept ()");
    await first.stop();

    // The machine restarted meanwhile, and both numbers now belong to a stranger.
    const stranger = bystander();
    writeFileSync(join(folder, "server.pid"), `${stranger.pid} another-boot 1\n`);
    writeFileSync(join(folder, "cluster", "postmaster.pid"), `${stranger.pid}\n/elsewhere\n`);
    writeFileSync(join(folder, "socket", ".s.PGSQL.5432.lock"), `${stranger.pid}\n/elsewhere\n`);
    const second = await started(folder);
    expect(await query(second.url, "select to_regclass('kept') is not null as there")).toEqual([
      { there: true },
    ]);
    expect(isGone(stranger.pid ?? 0)).toBe(false);
  });

  it("ends an orphan that still holds the folder", async () => {
    const first = await started(folder);
    await first.stop();
    // As after a kill where the postmaster was not told: it lives, its server does not.
    const user = unprivilegedUser("nobody");
    const programs = readyPrograms(folder, user);
    const place = { programs, cluster: join(folder, "cluster"), socket: join(folder, "socket"), user };
    const orphan = await startPostmaster(place, first.url);
    undo.push(() => orphan.kill("SIGKILL"));
    const second = await started(folder);
    expect(orphan.exitCode).toBe(0);
    expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("names the version where the folder was made by another one", async () => {
    const first = await started(folder);
    await first.stop();
    const version = join(folder, "cluster", "PG_VERSION");
    const ours = readFileSync(version, "utf8");
    writeFileSync(version, "17\n");
    await expect(startOwnPostgres(folder, { systemUser: "nobody" })).rejects.toMatchObject({
      code: "other-version",
      detail: expect.stringContaining("PostgreSQL 17, not 18"),
    });
    writeFileSync(version, ours);
    expect(await query((await started(folder)).url, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});
