import type { Readable } from "node:stream";
import yauzl from "yauzl";
import { FileProblem } from "./file-problem.ts";
import type { ReadingLimits } from "./limits.ts";

/** One file of an archive, as its directory declares it. */
export type ArchiveEntry = { readonly name: string; readonly bytes: number; readonly encrypted: boolean };

/** A ZIP archive held in memory: its files, and a stream of one of them. */
export type Archive = {
  readonly entries: readonly ArchiveEntry[];
  readonly read: (name: string) => AsyncIterable<Uint8Array>;
};

/** Most entries looked at in an archive; a spreadsheet has some dozens. */
const MOST_ENTRIES = 10_000;

/** Opens a ZIP archive. @throws {FileProblem} `archive-damaged` */
export async function openArchive(file: string, bytes: Uint8Array): Promise<Archive> {
  const entries = await withDirectory(file, bytes, async (_, all) => all.map(describe));
  return {
    entries: entries.filter((entry) => !entry.name.endsWith("/")),
    read: (name) => readEntry(file, bytes, name),
  };
}

const describe = (entry: yauzl.Entry): ArchiveEntry => ({
  name: entry.fileName,
  bytes: entry.uncompressedSize,
  encrypted: (entry.generalPurposeBitFlag & 1) === 1,
});

async function* readEntry(file: string, bytes: Uint8Array, name: string): AsyncGenerator<Uint8Array> {
  const stream = await withDirectory(file, bytes, async (zip, all) => {
    const entry = all.find((one) => one.fileName === name);
    if (entry === undefined) throw new FileProblem("archive-entry-not-found", { file, entry: name });
    return new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(error)));
    });
  });
  try {
    for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    throw damaged(file, error);
  }
}

async function withDirectory<T>(
  file: string,
  bytes: Uint8Array,
  use: (zip: yauzl.ZipFile, entries: yauzl.Entry[]) => Promise<T>,
): Promise<T> {
  try {
    const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
      yauzl.fromBuffer(
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
        { lazyEntries: true },
        (error, opened) => (error === null ? resolve(opened) : reject(error)),
      );
    });
    const entries = await new Promise<yauzl.Entry[]>((resolve, reject) => {
      const found: yauzl.Entry[] = [];
      zip.on("error", reject);
      zip.on("end", () => resolve(found));
      zip.on("entry", (entry) => {
        found.push(entry);
        if (found.length > MOST_ENTRIES)
          reject(new FileProblem("archive-with-several-files", { file, count: found.length, entries: "" }));
        else zip.readEntry();
      });
      zip.readEntry();
    });
    return await use(zip, entries);
  } catch (error) {
    throw damaged(file, error);
  }
}

const damaged = (file: string, error: unknown): FileProblem =>
  error instanceof FileProblem ? error : new FileProblem("archive-damaged", { file }, error);

/** Refuses a spreadsheet whose parts would unpack to more than the limit, before a library unpacks them. */
export function checkUnpackedSize(file: string, archive: Archive, limits: ReadingLimits): void {
  const bytes = archive.entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const limit = limits.spreadsheetUnpackedBytes;
  if (bytes > limit) throw new FileProblem("expands-too-much", { file, limit });
}
