import { createHash } from "node:crypto";
import { accessSync, chmodSync, chownSync, constants, lstatSync, mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { forgetSocket, readyCluster } from "./cluster-folder.ts";
import { lockFolder, unlockFolder } from "./folder-lock.ts";
import { OwnPostgresError } from "./own-postgres-error.ts";
import { readyPrograms } from "./postgres-programs.ts";
import { endPostmaster, startPostmaster } from "./postmaster.ts";
import type { SystemUser } from "./system-user.ts";
import { unprivilegedUser } from "./system-user.ts";

/**
 * A PostgreSQL that this process started.
 *
 * @property url how to connect: a socket in a folder that only its own user (and root) can enter
 * @property pid of the postmaster, another one after a crash
 * @property stop ends it cleanly, after open transactions have been rolled back
 */
export type OwnPostgres = {
  readonly url: string;
  readonly pid: () => number;
  readonly stop: () => Promise<void>;
};

/**
 * How an own PostgreSQL runs.
 *
 * @property systemUser for root: a user of its own, made where missing, or nobody's (for passing databases)
 * @property onCrash told when it ended by itself (killed, out of memory), and again once it runs anew
 */
export type OwnPostgresOptions = {
  readonly systemUser?: "own" | "nobody";
  readonly onCrash?: (state: "ended" | "running") => void;
};

/** Milliseconds between two attempts to start it again. */
const PAUSE = 250;

/**
 * Starts PostgreSQL from the npm binaries in a folder, made on first use, and keeps it running. As root it runs as
 * another user, since PostgreSQL refuses root.
 *
 * @param folder absolute; holds `cluster`, and `programs` where the installed ones cannot be read by that user
 * @throws {OwnPostgresError}
 */
export async function startOwnPostgres(
  folder: string,
  options: OwnPostgresOptions = {},
): Promise<OwnPostgres> {
  const user = unprivilegedUser(options.systemUser ?? "own");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The other user must pass through to its own folders; what else lies here it cannot list.
  if (user !== null) chmodSync(folder, 0o711);
  requirePassage(folder, user);
  const holder = lockFolder(folder);
  if (holder !== null) throw new OwnPostgresError("in-use", `${folder} (PID ${holder})`);
  try {
    return await runCluster(folder, user, options);
  } catch (error) {
    unlockFolder(folder);
    throw error;
  }
}

async function runCluster(
  folder: string,
  user: SystemUser | null,
  { onCrash }: OwnPostgresOptions,
): Promise<OwnPostgres> {
  const programs = readyPrograms(folder, user);
  const cluster = join(folder, "cluster");
  await readyCluster(cluster, programs, user);
  const socket = socketFolder(folder, user);
  forgetSocket(socket);
  const url = ownPostgresUrl(folder);
  const place = { programs, cluster, socket, user };
  let child = await startPostmaster(place, url);
  const state = { stopped: false };
  const keepRunning = (): void => {
    if (child.exitCode !== null || child.signalCode !== null) void restart();
    else child.once("exit", () => void (state.stopped || restart()));
  };
  /** Children of a killed postmaster hold its memory for a moment, so the first attempts may fail. */
  const restart = async (): Promise<void> => {
    onCrash?.("ended");
    while (!state.stopped) {
      await wait(PAUSE);
      try {
        child = await startPostmaster(place, url);
        if (state.stopped) return await endPostmaster(child);
        keepRunning();
        return onCrash?.("running");
      } catch {
        // Its log says why; the server answers "not ready" until it runs.
      }
    }
  };
  keepRunning();
  // However this process ends, short of a kill, its database ends with it.
  const endWithUs = (): void => void child.kill("SIGINT");
  process.on("exit", endWithUs);
  return {
    url,
    pid: () => child.pid ?? 0,
    stop: async () => {
      state.stopped = true;
      await endPostmaster(child);
      process.off("exit", endWithUs);
      unlockFolder(folder);
    },
  };
}

/** PostgreSQL's user must be able to enter every folder on the way to its own. */
function requirePassage(folder: string, user: SystemUser | null): void {
  if (user === null) {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return;
  }
  for (let path = folder; ; path = dirname(path)) {
    const { mode, uid, gid } = statSync(path);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) throw new OwnPostgresError("out-of-reach", path);
    if (path === dirname(path)) return;
  }
}

/** How to connect to the PostgreSQL of a folder while it runs. */
export function ownPostgresUrl(folder: string): string {
  return `postgresql://veedor@/veedor?host=${encodeURIComponent(socketPath(folder))}`;
}

/** Paths of sockets are short (107 bytes), so a deep data folder has its socket elsewhere. */
function socketPath(folder: string): string {
  const inside = join(folder, "socket");
  if (Buffer.byteLength(inside) < 80) return inside;
  // Only root may write in /run; in the folder for everyone's temporary files a stranger could have been first.
  const outside = process.getuid?.() === 0 ? "/run" : tmpdir();
  return join(outside, `veedor-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`);
}

/** Makes the folder of the socket; one that lies outside of the data folder must not have been made by another user. */
function socketFolder(folder: string, user: SystemUser | null): string {
  const path = socketPath(folder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const isInside = dirname(path) === folder;
  const isOurs = found.isDirectory() && (isInside || [process.getuid?.(), user?.uid].includes(found.uid));
  if (!isOurs) throw new OwnPostgresError("out-of-reach", path);
  chmodSync(path, 0o700);
  if (user !== null) chownSync(path, user.uid, user.gid);
  return path;
}
