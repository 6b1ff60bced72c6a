import { createHash, type Hash, randomBytes } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { open, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ProblemError } from "@veedor/domain";

/** Bytes of a file that wait in memory at most before they are written. */
const PIECE = 256 * 1024;

/** A file that is whole and on disk, not yet in its place. */
export type WholeFile = {
  readonly sha256: Buffer;
  readonly bytes: number;
  readonly place: () => Promise<void>;
};

/** Where a file lies in a data folder. */
export function attachmentPath(dataFolder: string, sha256: Buffer): string {
  const name = sha256.toString("hex");
  return join(dataFolder, "attachments", name.slice(0, 2), name.slice(2));
}

/**
 * The folder of attachments: each file under its SHA-256 (`ab/cdef…`), so that a name from outside never becomes a
 * path. What arrives is written aside and takes its place when it is whole and on disk.
 */
export class AttachmentFolder {
  readonly #dataFolder: string;
  readonly #incoming: string;
  /** Open handles of the folders `00` to `ff`: a new name in one is on disk once the folder itself is. */
  readonly #handles = new Map<string, Promise<FileHandle>>();

  /** @param incoming where this process writes what arrives; no other process uses it */
  constructor(dataFolder: string, incoming: string) {
    this.#dataFolder = dataFolder;
    this.#incoming = incoming;
  }

  /** Begins a file that arrives. */
  begin(): ArrivingFile {
    const path = join(this.#incoming, randomBytes(12).toString("hex"));
    return new ArrivingFile(path, (sha256) => this.#place(path, sha256));
  }

  async close(): Promise<void> {
    const handles = [...this.#handles.values()];
    this.#handles.clear();
    await Promise.all(handles.map(async (handle) => (await handle).close()));
  }

  async #place(from: string, sha256: Buffer): Promise<void> {
    const to = attachmentPath(this.#dataFolder, sha256);
    const handle = await this.#handleOf(dirname(to));
    await rename(from, to);
    await handle.sync();
  }

  #handleOf(folder: string): Promise<FileHandle> {
    let handle = this.#handles.get(folder);
    if (handle === undefined) {
      handle = open(folder);
      this.#handles.set(folder, handle);
      handle.catch(() => this.#handles.delete(folder));
    }
    return handle;
  }
}

/** A file that is being received: hashed as it comes, written in large pieces, on disk before it counts. */
export class ArrivingFile {
  readonly #path: string;
  readonly #place: (sha256: Buffer) => Promise<void>;
  readonly #hash: Hash = createHash("sha256");
  #handle: FileHandle | null = null;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> = Promise.resolve();
  #failure: Error | null = null;
  #isPlaced = false;
  bytes = 0;

  constructor(path: string, place: (sha256: Buffer) => Promise<void>) {
    this.#path = path;
    this.#place = place;
  }

  /** Takes the next bytes. @returns a promise to wait for before more is taken, or `null` when there is room */
  take(chunk: Buffer): Promise<void> | null {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes < PIECE) return null;
    this.#flush();
    return this.#writing;
  }

  /** Ends the file; when it answers, the bytes are on disk. @throws {ProblemError} `storage-full` */
  async finish(): Promise<WholeFile> {
    this.#flush();
    await this.#writing;
    if (this.#failure !== null) throw this.#failure;
    const handle = this.#handle;
    await handle?.datasync();
    this.#handle = null;
    await handle?.close();
    const sha256 = this.#hash.digest();
    const place = async (): Promise<void> => {
      await this.#place(sha256);
      this.#isPlaced = true;
    };
    return { sha256, bytes: this.bytes, place };
  }

  /** Removes what has been written, unless it has taken its place. @returns bytes that were removed */
  async discard(): Promise<number> {
    if (this.#isPlaced) return 0;
    await this.#writing;
    await this.#handle?.close().catch(() => undefined);
    await unlink(this.#path).catch(() => undefined);
    return this.bytes;
  }

  #flush(): void {
    const pieces = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#writing = this.#writeAfter(this.#writing, pieces);
  }

  /** Never rejects: what goes wrong is told when the file is finished. */
  async #writeAfter(before: Promise<void>, pieces: readonly Buffer[]): Promise<void> {
    await before;
    if (this.#failure !== null) return;
    try {
      this.#handle ??= await open(this.#path, "wx", 0o600);
      if (pieces.length > 0) await writeAll(this.#handle, pieces);
    } catch (error) {
      this.#failure = isFull(error) ? new ProblemError("storage-full", {}, error) : asError(error);
    }
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** The system may write less than it was given. */
async function writeAll(handle: FileHandle, pieces: readonly Buffer[]): Promise<void> {
  const wanted = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const { bytesWritten } = await handle.writev([...pieces]);
  if (bytesWritten === wanted) return;
  const rest = Buffer.concat(pieces).subarray(bytesWritten);
  await handle.writeFile(rest);
}
