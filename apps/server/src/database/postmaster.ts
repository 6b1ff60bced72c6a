import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { OwnPostgresError } from "./own-postgres-error.ts";
import type { SystemUser } from "./system-user.ts";

/** What is asked of PostgreSQL: every answered commit is on disk, and little memory is held. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "60",
  shared_buffers: "32MB",
  max_wal_size: "2GB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_statement: "none",
  // A failed statement would write its values, which may be figures, into the log.
  log_min_error_statement: "panic",
  log_parameter_max_length_on_error: "0",
};

/** Milliseconds that recovery after a kill may take: what was written since the last checkpoint is replayed. */
const LONGEST_START = 120_000;

/** Where a postmaster runs: PostgreSQL's programs, the cluster, the folder of its socket, and as whom. */
export type PostmasterPlace = {
  readonly programs: string;
  readonly cluster: string;
  readonly socket: string;
  readonly user: SystemUser | null;
};

/**
 * Starts a postmaster and waits until its database `veedor` answers at the address.
 *
 * @throws {OwnPostgresError} `start-failed` with the last lines of its log; `in-use` when another one has the cluster
 */
export async function startPostmaster(place: PostmasterPlace, url: string): Promise<ChildProcess> {
  const log = join(place.cluster, "postgresql.log");
  const child = spawnPostmaster(place, log);
  const state: { ended: string | null } = { ended: null };
  child.once("error", (error) => (state.ended = error.message));
  child.once("exit", (code, signal) => (state.ended = `ended with ${signal ?? code}`));
  for (const began = performance.now(); performance.now() - began < LONGEST_START && state.ended === null; ) {
    if (await canConnect(url.replace("/veedor?", "/postgres?"))) {
      await createDatabase(url);
      return child;
    }
    await wait(15);
  }
  const told = lastLines(log);
  if (state.ended === null) await endPostmaster(child);
  if (/"postmaster\.pid" already exists/.test(told)) throw new OwnPostgresError("in-use", place.cluster);
  throw new OwnPostgresError("start-failed", `${state.ended ?? "no answer"}\n${told}`);
}

/** SIGINT is PostgreSQL's "fast" shutdown: open transactions are rolled back, the rest is written. */
export async function endPostmaster(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await ended;
}

function spawnPostmaster({ programs, cluster, socket, user }: PostmasterPlace, log: string): ChildProcess {
  const settings = { ...SETTINGS, unix_socket_directories: socket, unix_socket_permissions: "0700" };
  const words = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const output = openSync(log, "a", 0o600);
  // With setpriv the postmaster is told when we die, so that a kill leaves no orphan that holds the folder.
  const setpriv = "/usr/bin/setpriv";
  const program = join(programs, "bin", "postgres");
  const [command, before] = existsSync(setpriv) ? [setpriv, ["--pdeathsig=INT", program]] : [program, []];
  const child = spawn(command, [...before, "-D", cluster, ...words], {
    ...user,
    cwd: "/",
    env: { PATH: process.env["PATH"] ?? "" },
    stdio: ["ignore", output, output],
    // Ctrl-C in a terminal reaches the whole group; requests in hand need their database a moment longer.
    detached: true,
  });
  closeSync(output);
  return child;
}

async function canConnect(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url.replace("/veedor?", "/postgres?") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'veedor'");
    if (rowCount === 0) await client.query("create database veedor");
  } finally {
    await client.end();
  }
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, "utf8").trimEnd().split("\n").slice(-5).join("\n");
  } catch {
    return "";
  }
}
