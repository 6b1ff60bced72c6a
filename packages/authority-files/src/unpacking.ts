import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { FileProblem } from "./file-problem.ts";
import type { ReadingLimits } from "./limits.ts";
import type { FileSource } from "./source.ts";
import { readWhole } from "./source.ts";
import { openArchive } from "./zip-archive.ts";

/** How the table is wrapped, known by the file's first bytes and not by its name. */
export type Container = "plain" | "gzip" | "zip" | "xlsx";

/** What a source turned out to be: a stream of table text, or a spreadsheet's bytes. */
export type Unpacked =
  | { readonly container: "plain" | "gzip" | "zip"; readonly entry: string | null; readonly text: FileSource }
  | { readonly container: "xlsx"; readonly bytes: Uint8Array };

/**
 * Looks at the first bytes and unwraps the file. Archives must hold one table, or the caller names the entry.
 *
 * @throws {FileProblem} any of the codes `archive-*`, `spreadsheet-old-format`, `file-too-large`
 */
export async function unpack(
  source: FileSource,
  limits: ReadingLimits,
  wanted: string | null,
): Promise<Unpacked> {
  const file = source.name;
  const head = await firstBytes(source, 4);
  if (head[0] === 0x1f && head[1] === 0x8b) {
    return { container: "gzip", entry: null, text: { name: file, open: () => gunzip(source, limits) } };
  }
  // OLE compound file: the .xls of before 2007.
  if (head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11)
    throw new FileProblem("spreadsheet-old-format", { file });
  if (!(head[0] === 0x50 && head[1] === 0x4b)) {
    return {
      container: "plain",
      entry: null,
      text: { name: file, open: () => bounded(file, source.open(), limits.bytes) },
    };
  }
  const bytes = await readWhole(source, limits.spreadsheetBytes);
  const archive = await openArchive(file, bytes);
  if (archive.entries.some((entry) => entry.name === "xl/workbook.xml")) return { container: "xlsx", bytes };
  const tables = archive.entries.filter((entry) => !/^__MACOSX\/|(^|\/)\./.test(entry.name));
  const chosen = wanted === null ? tables : tables.filter((entry) => entry.name === wanted);
  const [first, ...others] = chosen;
  if (first === undefined) {
    if (wanted !== null) throw new FileProblem("archive-entry-not-found", { file, entry: wanted });
    throw new FileProblem("archive-without-files", { file });
  }
  if (others.length > 0) {
    const entries = chosen
      .slice(0, 10)
      .map((entry) => entry.name)
      .join(", ");
    throw new FileProblem("archive-with-several-files", { file, count: chosen.length, entries });
  }
  if (first.encrypted) throw new FileProblem("archive-encrypted", { file });
  const open = () => checkRatio(file, archive.read(first.name), () => bytes.length, limits);
  return { container: "zip", entry: first.name, text: { name: file, open } };
}

async function firstBytes(source: FileSource, count: number): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of source.open()) {
    head = Buffer.concat([head, chunk.subarray(0, count)]);
    if (head.length >= count) break;
  }
  if (head.length === 0) throw new FileProblem("file-empty", { file: source.name });
  return head;
}

async function* bounded(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limit) throw new FileProblem("file-too-large", { file, limit });
    yield chunk;
  }
}

async function* gunzip(source: FileSource, limits: ReadingLimits): AsyncGenerator<Uint8Array> {
  let packed = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.open()) {
      packed += chunk.length;
      yield chunk;
    }
  };
  const input = Readable.from(counted(), { objectMode: false });
  const unzipped = createGunzip({ chunkSize: 256 * 1024 });
  input.on("error", (error) => unzipped.destroy(error));
  try {
    yield* checkRatio(source.name, input.pipe(unzipped), () => packed, limits);
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw new FileProblem("archive-damaged", { file: source.name }, error);
  } finally {
    input.destroy();
    unzipped.destroy();
  }
}

/** A few kilobytes can unpack to terabytes: both the total and the ratio are bounded while bytes come out. */
async function* checkRatio(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  packedBytes: () => number,
  limits: ReadingLimits,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    const tooDense = bytes > limits.ratioAfterBytes && bytes > packedBytes() * limits.ratio;
    if (bytes > limits.bytes || tooDense)
      throw new FileProblem("expands-too-much", { file, limit: limits.bytes });
    yield chunk;
  }
}
