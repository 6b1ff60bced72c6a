import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { ProblemError } from "@veedor/domain";
import type { Context } from "../context.ts";
import { newIdentifier } from "../outside/identifiers.ts";

/** Most bytes of an uploaded file, packed as it comes. */
export const MOST_BYTES = 512 * 1024 ** 2;

/**
 * A received file. It has no name in any folder any more, so it is gone when it is closed, or when the process ends
 * in whatever way.
 */
export type Spooled = {
  readonly fd: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly close: () => Promise<void>;
};

/**
 * Puts an upload aside on disk.
 *
 * @param received tells how much has come
 * @throws {ProblemError} `too-large`, `storage-full`, `upload-cut`
 */
export async function spool(
  context: Context,
  upload: AsyncIterable<Uint8Array>,
  received: (bytes: number) => void = () => undefined,
): Promise<Spooled> {
  const handle = await openNameless(context);
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of upload) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) throw new ProblemError("too-large");
      hash.update(chunk);
      await handle.writeFile(chunk);
      received(bytes);
    }
    return { fd: handle.fd, bytes, sha256: hash.digest("hex"), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw problemOf(error);
  }
}

async function openNameless({ configuration, clock }: Context): Promise<FileHandle> {
  const folder = join(configuration.dataFolder, "uploads");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, newIdentifier(clock.now()));
  const handle = await open(path, "wx+", 0o600);
  await rm(path);
  return handle;
}

function problemOf(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "ENOSPC" || code === "EDQUOT") return new ProblemError("storage-full", {}, error);
  if (code === "ECONNRESET" || code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ABORT_ERR")
    return new ProblemError("upload-cut", {}, error);
  return error;
}
