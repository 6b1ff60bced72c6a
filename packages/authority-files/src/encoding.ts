import { isAscii } from "node:buffer";
import { FileProblem } from "./file-problem.ts";
import type { FileSource } from "./source.ts";

export const ENCODINGS = ["utf-8", "utf-16le", "windows-1252", "iso-8859-1"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * Finds the encoding by a strict pass over the whole file: a file whose first accent stands in its last line is
 * common. UTF-16 is known by its byte order mark; what is valid UTF-8 is UTF-8; the rest is Windows-1252 when it
 * uses bytes 0x80–0x9F (control characters in Latin-1, quotes and dashes in Windows), else ISO-8859-1, where both
 * read alike.
 *
 * @throws {FileProblem} `file-has-nul-bytes`, `file-empty`
 */
export async function detectEncoding(text: FileSource): Promise<Encoding> {
  const strict = new TextDecoder("utf-8", { fatal: true });
  let head: Uint8Array = new Uint8Array(0);
  let utf8 = true;
  let windows = false;
  for await (const chunk of text.open()) {
    if (head.length < 2) {
      head = Buffer.concat([head, chunk.subarray(0, 2)]);
      if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
    }
    if (chunk.includes(0)) throw new FileProblem("file-has-nul-bytes", { file: text.name });
    windows ||= hasWindowsBytes(chunk);
    if (utf8) utf8 = isValid(strict, chunk, true);
  }
  if (head.length === 0) throw new FileProblem("file-empty", { file: text.name });
  if (utf8 && isValid(strict, new Uint8Array(0), false)) return "utf-8";
  return windows ? "windows-1252" : "iso-8859-1";
}

/** Whether a byte is one that Windows-1252 prints and Latin-1 does not. */
function hasWindowsBytes(chunk: Uint8Array): boolean {
  if (isAscii(chunk)) return false;
  // By position, which is three times as fast as one byte after the other: this looks at the whole file.
  for (let i = 0; i < chunk.length; i++) if (chunk[i]! >= 0x80 && chunk[i]! <= 0x9f) return true;
  return false;
}

function isValid(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
}

/**
 * Text of a file, piece by piece, without byte order mark.
 *
 * @throws {FileProblem} `wrong-encoding` when the encoding was given and the bytes are not of it
 */
export async function* decode(text: FileSource, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of text.open()) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError)
      throw new FileProblem("wrong-encoding", { file: text.name, encoding }, error);
    throw error;
  }
}
