import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { OwnPostgresError } from "./own-postgres-error.ts";
import { readyPrograms } from "./postgres-programs.ts";
import type { SystemUser } from "./system-user.ts";
import { unprivilegedUser } from "./system-user.ts";

/**
 * A PostgreSQL that this process started.
 *
 * @property url how to connect: a socket in a folder that only its own user (and root) can enter
 * @property pid of the postmaster
 * @property stop ends it cleanly, after open transactions have been rolled back
 */
export type OwnPostgres = {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
};

/** What is asked of PostgreSQL: every answered commit is on disk, and little memory is held. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "60",
  shared_buffers: "64MB",
  max_wal_size: "2GB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_statement: "none",
  // A failed statement would write its values, which may be figures, into the log.
  log_min_error_statement: "panic",
  log_parameter_max_length_on_error: "0",
};

/**
 * Starts PostgreSQL from the npm binaries in a folder, made on first use. As root it runs as another user, since
 * PostgreSQL refuses root.
 *
 * @param folder absolute; holds `cluster`, and `programs` where the installed ones cannot be read by that user
 * @param options.systemUser for root: a user of its own, made where missing, or nobody's (for passing databases)
 * @throws {OwnPostgresError}
 */
export async function startOwnPostgres(
  folder: string,
  options: { readonly systemUser?: "own" | "nobody" } = {},
): Promise<OwnPostgres> {
  const user = unprivilegedUser(options.systemUser ?? "own");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The other user must pass through to its own folders; what else lies here it cannot list.
  if (user !== null) chmodSync(folder, 0o711);
  const programs = readyPrograms(folder, user);
  const cluster = join(folder, "cluster");
  await refuseOrEndFormer(cluster);
  const socket = socketFolder(folder);
  for (const path of [cluster, socket]) ownFolder(path, user);
  if (!existsSync(join(cluster, "PG_VERSION"))) initialise(programs, cluster, user);
  const child = spawnPostmaster(programs, cluster, socket, user);
  const url = `postgresql://veedor@/veedor?host=${encodeURIComponent(socket)}`;
  await untilReady(url, child, join(cluster, "postgresql.log"));
  return { url, pid: child.pid ?? 0, stop: () => stop(child) };
}

function ownFolder(path: string, user: SystemUser | null): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (user !== null) chownSync(path, user.uid, user.gid);
}

/** Paths of sockets are short (107 bytes): a deep data folder has its socket in the system's folder for such. */
function socketFolder(folder: string): string {
  const inside = join(folder, "socket");
  if (Buffer.byteLength(inside) < 80) return inside;
  return join(tmpdir(), `veedor-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`);
}

function initialise(programs: string, cluster: string, user: SystemUser | null): void {
  const words = ["-D", cluster, "-U", "veedor", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"];
  const done = spawnSync(join(programs, "bin", "initdb"), [...words, "--no-instructions"], {
    ...user,
    cwd: "/",
    env: { PATH: process.env["PATH"] ?? "" },
    encoding: "utf8",
  });
  if (done.status !== 0)
    throw new OwnPostgresError("init-failed", (done.stderr || done.error?.message) ?? "");
}

function spawnPostmaster(
  programs: string,
  cluster: string,
  socket: string,
  user: SystemUser | null,
): ChildProcess {
  const settings = { ...SETTINGS, unix_socket_directories: socket, unix_socket_permissions: "0700" };
  const words = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(join(cluster, "postgresql.log"), "a", 0o600);
  // With setpriv the postmaster is told when we die, so that a kill leaves no orphan that holds the folder.
  const setpriv = "/usr/bin/setpriv";
  const program = join(programs, "bin", "postgres");
  const [command, before] = existsSync(setpriv) ? [setpriv, ["--pdeathsig=INT", program]] : [program, []];
  const child = spawn(command, [...before, "-D", cluster, ...words], {
    ...user,
    cwd: "/",
    env: { PATH: process.env["PATH"] ?? "" },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  return child;
}

async function untilReady(url: string, child: ChildProcess, log: string): Promise<void> {
  let ended: string | null = null;
  child.once("error", (error) => (ended = error.message));
  child.once("exit", (code, signal) => (ended = `ended with ${signal ?? code}`));
  // Recovery after a kill replays what was written since the last checkpoint.
  for (const began = performance.now(); performance.now() - began < 120_000; ) {
    if (ended !== null) break;
    if (await canConnect(url.replace("/veedor?", "/postgres?"))) {
      await createDatabase(url);
      return;
    }
    await wait(15);
  }
  throw new OwnPostgresError("start-failed", `${ended ?? "no answer"}\n${lastLines(log)}`);
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

/** SIGINT is PostgreSQL's "fast" shutdown: open transactions are rolled back, the rest is written. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await ended;
}

/** A postmaster that outlived its server is ended first; one whose server lives keeps its folder. */
async function refuseOrEndFormer(cluster: string): Promise<void> {
  const former = Number(firstLine(join(cluster, "postmaster.pid")));
  if (!(former > 1) || !isPostgres(former)) return;
  const parent = parentOf(former);
  if (parent !== null && parent > 1 && isNode(parent))
    throw new OwnPostgresError("in-use", `${dirname(cluster)} (${parent})`);
  process.kill(former, "SIGINT");
  for (let i = 0; i < 3000 && isPostgres(former); i++) await wait(10);
}

const commandOf = (pid: number): string => firstLine(`/proc/${pid}/comm`);
const isPostgres = (pid: number): boolean => commandOf(pid).startsWith("postgres");
const isNode = (pid: number): boolean => /^(node|MainThread)/.test(commandOf(pid));

function parentOf(pid: number): number | null {
  const fields = firstLine(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ");
  return fields?.[1] === undefined ? null : Number(fields[1]);
}

function firstLine(path: string): string {
  try {
    return readFileSync(path, "utf8").split("\n")[0] ?? "";
  } catch {
    return "";
  }
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, "utf8").trimEnd().split("\n").slice(-5).join("\n");
  } catch {
    return "";
  }
}
