import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { ProblemError } from "@veedor/domain";
import type { Context } from "../context.ts";
import { type ArrivingFile, AttachmentFolder } from "./attachment-files.ts";
import { attachedBytes } from "./store.ts";

/** Bytes of the disk that files from phones never take: the database needs them to go on. */
const RESERVE = 500_000_000;
/** How old what is known of disk and quota may be, in milliseconds. */
const DISK_EVERY = 5_000;
const QUOTA_EVERY = 60_000;
/** Longer than any request lives, in milliseconds. */
const ABANDONED = 3_600_000;

/** Attachments of a server process: its folder, and the room that is left. */
export class Attachments {
  readonly #context: Context;
  readonly #root: string;
  readonly #incoming: string;
  readonly folder: AttachmentFolder;
  #free = Number.POSITIVE_INFINITY;
  #freeAt = Number.NEGATIVE_INFINITY;
  #quotaLeft: number;
  #quotaAt = Number.NEGATIVE_INFINITY;

  /** Prepares the folder and removes what requests of processes that have ended left behind. */
  constructor(context: Context) {
    this.#context = context;
    this.#quotaLeft = context.configuration.attachmentsQuota;
    this.#root = join(context.configuration.dataFolder, "attachments");
    const incoming = join(this.#root, "incoming");
    makeFolders(this.#root, incoming);
    removeAbandoned(incoming);
    this.#incoming = join(incoming, `${hostname()}~${process.pid}~${randomBytes(6).toString("hex")}`);
    mkdirSync(this.#incoming, { mode: 0o700 });
    this.folder = new AttachmentFolder(context.configuration.dataFolder, this.#incoming);
    this.#lookAtRoom();
  }

  /** Begins a file, if there is room for any. @throws {ProblemError} `storage-full` */
  begin(): ArrivingFile {
    this.#lookAtRoom();
    this.takeRoom(0);
    return this.folder.begin();
  }

  /** Notes that bytes arrive. @throws {ProblemError} `storage-full` */
  takeRoom(bytes: number): void {
    this.#free -= bytes;
    this.#quotaLeft -= bytes;
    if (this.#free <= 0 || this.#quotaLeft <= 0) throw new ProblemError("storage-full");
  }

  /** Notes that bytes that had arrived were not kept. */
  giveRoom(bytes: number): void {
    this.#free += bytes;
    this.#quotaLeft += bytes;
  }

  async close(): Promise<void> {
    await this.folder.close();
    rmSync(this.#incoming, { recursive: true, force: true });
  }

  /** Looks again where what is known is old; until it is known, what was known before serves. */
  #lookAtRoom(): void {
    const now = performance.now();
    if (now - this.#freeAt > DISK_EVERY) {
      this.#freeAt = now;
      statfs(this.#root).then(
        ({ bavail, bsize }) => (this.#free = bavail * bsize - RESERVE),
        () => undefined,
      );
    }
    if (now - this.#quotaAt > QUOTA_EVERY) {
      this.#quotaAt = now;
      const { attachmentsQuota } = this.#context.configuration;
      attachedBytes(this.#context.database.query).then(
        (bytes) => (this.#quotaLeft = attachmentsQuota - bytes),
        () => undefined,
      );
    }
  }
}

/** All folders at once, on disk before the first file: a file in a folder that a crash forgets would be lost. */
function makeFolders(root: string, incoming: string): void {
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  for (let i = 0; i < 256; i++) {
    mkdirSync(join(root, i.toString(16).padStart(2, "0")), { recursive: true, mode: 0o700 });
  }
  const handle = openSync(root, "r");
  fsyncSync(handle);
  closeSync(handle);
}

/** Folders of processes of this machine that have ended, and old ones of machines that share the disk. */
function removeAbandoned(incoming: string): void {
  for (const name of readdirSync(incoming)) {
    const [host, pid = ""] = name.split("~");
    const path = join(incoming, name);
    const isOurs = host === hostname();
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if ((isOurs && !lives(Number(pid))) || age > ABANDONED) rmSync(path, { recursive: true, force: true });
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
