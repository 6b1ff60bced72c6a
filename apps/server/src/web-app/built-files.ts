import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A file as it goes over the line: its bytes, compressed when the build left it so. */
export type BuiltFile = {
  readonly content: Buffer;
  readonly type: string;
  readonly encoding: "br" | "gzip" | null;
};

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".woff2": "font/woff2",
};

const HERE = dirname(fileURLToPath(import.meta.url));

/** Where the web app lies once built: beside the server in the repository, inside it when packed. */
export function builtFolder(): string {
  const inRepository = join(HERE, "../../../web/dist");
  return existsSync(inRepository) ? inRepository : join(HERE, "../built-web-app");
}

/**
 * Reads a built file in the best encoding that the reader takes.
 *
 * @param path inside the built folder; asked for by anyone, so only plain names are looked for: no dots at a
 *   beginning, no way upwards
 * @param accepted the request's `Accept-Encoding`
 * @returns `null` where there is no such file
 */
export async function builtFile(folder: string, path: string, accepted: string): Promise<BuiltFile | null> {
  const type = TYPES[extname(path)];
  if (type === undefined || !/^(assets\/)?[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(path)) return null;
  const encodings = [
    { encoding: "br", ending: ".br", taken: /\bbr\b/.test(accepted) },
    { encoding: "gzip", ending: ".gz", taken: /\bgzip\b/.test(accepted) },
    { encoding: null, ending: "", taken: true },
  ] as const;
  for (const { encoding, ending, taken } of encodings) {
    if (!taken) continue;
    try {
      return { content: await readFile(join(folder, path + ending)), type, encoding };
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return null;
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR";
}
