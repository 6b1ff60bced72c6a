import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A server in a process of its own. */
export type CrashServer = {
  readonly origin: string;
  readonly databaseUrl: string;
  /** Where a phone of it posts to; told at the first start only. */
  readonly path: string | null;
  /** Kills the server, its PostgreSQL and everything that they have started, at once and without warning. */
  readonly kill: () => Promise<void>;
};

const SCRIPT = fileURLToPath(new URL("./crash-server.ts", import.meta.url));

/** Starts a server on a data folder and waits until it takes requests. */
export async function startCrashServer(dataFolder: string, purpose: "first" | "again"): Promise<CrashServer> {
  const words = ["--conditions=@veedor/source", SCRIPT, dataFolder, purpose];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`the server ended with ${code}`))),
  ])) as [string];
  const told = JSON.parse(line) as Omit<CrashServer, "kill">;
  return { ...told, kill: () => killTree(child) };
}

async function killTree(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  const doomed = descendants(child.pid ?? 0);
  for (const pid of doomed) killOne(pid);
  await ended;
  // PostgreSQL's processes are not our children: they are gone when they have left the list of processes.
  while (doomed.some((pid) => isAlive(pid))) await new Promise((resolve) => setTimeout(resolve, 5));
}

function killOne(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself meanwhile.
  }
}

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

/** A process and all that descend from it, the eldest first. */
function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const found = [root];
  for (let i = 0; i < found.length; i++) {
    for (const [pid, parent] of parents) if (parent === found[i]) found.push(pid);
  }
  return found;
}
