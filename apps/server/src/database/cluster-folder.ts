import { spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive } from "./folder-lock.ts";
import { OwnPostgresError } from "./own-postgres-error.ts";
import type { SystemUser } from "./system-user.ts";

/**
 * Makes the cluster's folder ready: made where it is missing, owned by the user who runs it (also after it came from
 * a backup or another machine), and without a postmaster that outlived its server.
 *
 * @throws {OwnPostgresError} `init-failed`, `other-version`, `in-use`
 */
export async function readyCluster(
  cluster: string,
  programs: string,
  user: SystemUser | null,
): Promise<void> {
  removePartial(dirname(cluster));
  if (existsSync(join(cluster, "PG_VERSION"))) {
    requireVersion(cluster, programs);
    await endFormer(cluster);
    if (user !== null) ownTree(cluster, user);
    return;
  }
  // Renamed when whole: what a kill left half made is never taken for a cluster.
  const partial = `${cluster}.partial-${process.pid}`;
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  if (user !== null) chownSync(partial, user.uid, user.gid);
  initialise(programs, partial, user);
  renameSync(partial, cluster);
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
    throw new OwnPostgresError("init-failed", done.stderr || (done.error?.message ?? ""));
}

/** What earlier processes left half made. */
function removePartial(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(/\.partial-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !(isAlive(pid) && pid !== process.pid))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function requireVersion(cluster: string, programs: string): void {
  const made = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  const told = spawnSync(join(programs, "bin", "postgres"), ["--version"], { encoding: "utf8" });
  const ours = / (\d+)/.exec(told.stdout ?? "")?.[1];
  if (ours !== undefined && ours !== made)
    throw new OwnPostgresError("other-version", `${cluster}: PostgreSQL ${made}, not ${ours}`);
}

/** Gives a tree to the user, if it is another's. Links are not followed. */
function ownTree(path: string, user: SystemUser): void {
  if (statSync(join(path, "PG_VERSION")).uid === user.uid && statSync(path).uid === user.uid) return;
  const give = (one: string): void => {
    lchownSync(one, user.uid, user.gid);
    if (lstatSync(one).isDirectory()) for (const name of readdirSync(one)) give(join(one, name));
  };
  give(path);
}

/** Ends a postmaster that outlived its server (whoever calls holds the folder's lock). */
async function endFormer(cluster: string): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const former = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0;
  // Without /proc (macOS) PostgreSQL itself refuses a second postmaster.
  if (!isAlive(former) || !existsSync("/proc/self")) return;
  const isFormer = (): boolean => worksIn(former, cluster);
  if (!isFormer()) {
    // The number was given to another process since; PostgreSQL could take that for a postmaster.
    rmSync(file, { force: true });
    return;
  }
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    process.kill(former, signal);
    for (let i = 0; i < 1000 && isFormer(); i++) await wait(10);
    if (!isFormer()) return;
  }
  throw new OwnPostgresError("in-use", `${dirname(cluster)} (${former})`);
}

/**
 * Removes what a killed postmaster left of its socket. The lock beside it names a process, and PostgreSQL would take
 * one that is dead but not yet buried, or another one that has its number since, for the former postmaster. Whoever
 * calls holds the folder's lock and has ended the former one.
 */
export function forgetSocket(socket: string): void {
  for (const name of readdirSync(socket))
    if (name.startsWith(".s.PGSQL.")) rmSync(join(socket, name), { force: true });
}

/** Whether the process is a PostgreSQL of this cluster: each works in its cluster's folder. */
function worksIn(pid: number, cluster: string): boolean {
  try {
    const isPostgres = basename(readlinkSync(`/proc/${pid}/exe`)).startsWith("postgres");
    return isPostgres && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
}
