import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { FileProblem } from "./file-problem.ts";

/** A file that can be read more than once: on disk, in memory, or an upload that was put aside. */
export type FileSource = { readonly name: string; readonly open: () => AsyncIterable<Uint8Array> };

/**
 * A file on disk. Nothing is opened before `open()` is iterated; then a missing file, a folder, an empty or an
 * unreadable file throw.
 *
 * @throws {FileProblem} `file-not-found`, `file-is-a-folder`, `file-empty`, `file-unreadable`
 */
export function fileOnDisk(path: string): FileSource {
  return { name: path, open: () => readFromDisk(path) };
}

async function* readFromDisk(path: string): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new FileProblem("file-is-a-folder", { file: path });
    for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 })) {
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    const reason = error instanceof Error && "code" in error ? String(error.code) : "";
    if (reason === "") throw error;
    if (reason === "ENOENT" || reason === "ENOTDIR")
      throw new FileProblem("file-not-found", { file: path }, error);
    throw new FileProblem("file-unreadable", { file: path, reason }, error);
  }
  if (bytes === 0) throw new FileProblem("file-empty", { file: path });
}

/** A file held in memory, such as a small upload. */
export function fileInMemory(name: string, bytes: Uint8Array): FileSource {
  return {
    name,
    open: async function* () {
      if (bytes.length === 0) throw new FileProblem("file-empty", { file: name });
      yield bytes;
    },
  };
}

/** All bytes of a source, for formats that cannot be streamed. @throws {FileProblem} `file-too-large` */
export async function readWhole(source: FileSource, largest: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source.open()) {
    bytes += chunk.length;
    if (bytes > largest) throw new FileProblem("file-too-large", { file: source.name, limit: largest });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
