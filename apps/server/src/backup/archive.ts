import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { createTarDecoder, createTarPacker } from "modern-tar";
import { z } from "zod";
import { systemCode } from "../start-error.ts";
import { BackupError } from "./backup-error.ts";

/** First entry of an archive: what made it, and what it holds. */
export const manifestName = "veedor-backup.json";
export const manifest = z.object({
  format: z.literal("veedor-backup/1"),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
export type Manifest = z.output<typeof manifest>;

/** Last entry: without it the archive was cut short. */
export const endName = "complete.json";
export const end = z.object({
  rows: z.record(z.string(), z.int()),
  sequences: z.array(z.object({ name: z.string(), value: z.int() })),
  attachments: z.int(),
  /** SHA-256 over the names and the contents of all entries before this one, in their order. */
  sha256: z.string(),
});
export type End = z.output<typeof end>;

/** Fast, since photographs hardly become smaller. */
const COMPRESSION = 3;

/** Adds entries to an archive that is being written. */
export type ArchiveWriter = {
  readonly add: (name: string, size: number, content: AsyncIterable<Uint8Array>) => Promise<void>;
  /** SHA-256 of everything added so far. */
  readonly digest: () => string;
};

/**
 * Writes an archive: a gzipped tar file that only its owner may read, there whole or not at all.
 *
 * @throws {BackupError} `backup-exists` rather than write over something
 */
export async function writeArchive(
  path: string,
  fill: (archive: ArchiveWriter) => Promise<void>,
): Promise<void> {
  const partial = `${path}.partial`;
  const file = await open(path, "wx", 0o600).catch((error: unknown) => {
    throw systemCode(error) === "EEXIST" ? new BackupError("backup-exists", path, error) : error;
  });
  await file.close();
  try {
    const { readable, controller } = createTarPacker();
    const output = createWriteStream(partial, { mode: 0o600, flush: true });
    const written = pipeline(Readable.fromWeb(readable), createGzip({ level: COMPRESSION }), output);
    const hash = createHash("sha256");
    const add: ArchiveWriter["add"] = async (name, size, content) => {
      hash.update(`${name}\n`);
      const body = controller.add({ name, size, mode: 0o600, type: "file" }).getWriter();
      for await (const piece of content) {
        hash.update(piece);
        await body.write(piece);
      }
      await body.close();
    };
    const filled = fill({ add, digest: () => hash.copy().digest("hex") }).then(
      () => controller.finalize(),
      (error: unknown) => {
        controller.error(error);
        throw error;
      },
    );
    await Promise.all([filled, written]);
    await rename(partial, path);
    const folder = await open(dirname(path), "r");
    await folder.sync();
    await folder.close();
  } catch (error) {
    await rm(partial, { force: true });
    await rm(path, { force: true });
    throw error;
  }
}

/** One entry while an archive is read; its content must be read, or its rest is skipped. */
export type ArchiveEntry = { readonly name: string; readonly content: AsyncIterable<Uint8Array> };

/**
 * Reads an archive's entries in their order, and compares at its end what was read with what was written.
 *
 * @throws {BackupError} `backup-not-readable`, `backup-cut-short`
 */
export async function* readArchive(path: string): AsyncGenerator<ArchiveEntry, End> {
  const hash = createHash("sha256");
  const source = createReadStream(path);
  const unzipped = source.pipe(createGunzip());
  source.on("error", (error) => unzipped.destroy(error));
  try {
    const entries = Readable.toWeb(unzipped).pipeThrough(createTarDecoder({ strict: true }));
    for await (const { header, body } of entries) {
      if (header.name === endName) {
        const told = end.parse(JSON.parse(await textOf(body)));
        if (told.sha256 !== hash.digest("hex")) throw new BackupError("backup-not-readable", path);
        return told;
      }
      hash.update(`${header.name}\n`);
      yield { name: header.name, content: seen(body, path, (piece) => hash.update(piece)) };
    }
  } catch (error) {
    throw error instanceof BackupError ? error : unreadable(path, error);
  } finally {
    source.destroy();
  }
  throw new BackupError("backup-cut-short", path);
}

/** The content of an entry, seen on its way. */
async function* seen(
  content: AsyncIterable<Uint8Array>,
  path: string,
  see: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of content) {
      see(piece);
      yield piece;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What gzip, tar or the disk say of a damaged file. */
function unreadable(path: string, error: unknown): BackupError {
  return new BackupError("backup-not-readable", `${path} ${systemCode(error)}`.trim(), error);
}

/** The text of an entry of known, small size. */
export async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}
