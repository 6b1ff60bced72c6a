import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGunzip, createGzip } from "node:zlib";
import type { Frame } from "@veedor/domain";
import { canonicalFrameLines } from "@veedor/domain";

/** Lines that are handed on together. */
const TOGETHER = 500;

/**
 * The canonical form of a frame, gzip. Made once, when a sample is opened: many download it on the same evening, and
 * sorting a country's stations for each of them would keep the server from its phones.
 *
 * @param hash that was announced
 * @throws {Error} when the stations have another hash
 */
export async function frameText(frame: Frame, hash: string): Promise<Buffer> {
  const found = createHash("sha256");
  const pieces = async function* (): AsyncGenerator<string> {
    let piece: string[] = [];
    for (const line of canonicalFrameLines(frame)) {
      found.update(line, "utf8");
      piece.push(line);
      if (piece.length < TOGETHER) continue;
      yield piece.join("");
      piece = [];
    }
    yield piece.join("");
  };
  const packed = await buffer(Readable.from(pieces(), { objectMode: false }).pipe(createGzip()));
  if (found.digest("hex") !== hash)
    throw new Error("the stored stations are not those whose hash was announced");
  return packed;
}

/** The text again, piece by piece. */
export function unpackedText(packed: Buffer): AsyncIterable<string> {
  return Readable.from([packed]).pipe(createGunzip()).setEncoding("utf8");
}
