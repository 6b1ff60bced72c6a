import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const NAME = "server.pid";

/**
 * Takes a folder for this process. A lock whose process is gone is taken over; the number alone does not say so, since
 * numbers come again after a restart of the machine or container, so the process's start stands beside it.
 *
 * @returns `null` once the folder is ours, else the number of the process that holds it
 */
export function lockFolder(folder: string): number | null {
  const path = join(folder, NAME);
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${identityOf(process.pid)}\n`, { mode: 0o600 });
  try {
    while (!linked(mine, path)) {
      const holder = folderHolder(folder);
      if (holder !== null) return holder;
      // Moved away under a name of ours: of two servers that find it stale, one finds it gone and looks again.
      setAside(path, `${mine}.stale`);
    }
    return null;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The number of the process that holds the folder, or `null`. */
export function folderHolder(folder: string): number | null {
  const [pid = "", ...identity] = read(join(folder, NAME)).split(" ");
  return isAlive(Number(pid)) && identity.join(" ") === identityOf(Number(pid)) ? Number(pid) : null;
}

/** Gives the folder free. */
export function unlockFolder(folder: string): void {
  rmSync(join(folder, NAME), { force: true });
}

/** Whether a process has this number; one of another user counts. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/** A link is made whole or not at all: nobody reads a lock that is half written. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

function setAside(path: string, to: string): void {
  try {
    renameSync(path, to);
    rmSync(to, { force: true });
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}

/** What tells a process from a later one with the same number: the machine's boot, and its start since then. */
function identityOf(pid: number): string {
  const started = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[19] ?? "";
  return `${read("/proc/sys/kernel/random/boot_id")} ${started}`.trim();
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
