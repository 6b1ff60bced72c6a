import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What is installed, generated or written by a run; .gitignore names the same. */
const NOT_OURS = new Set(["node_modules", ".git", "dist", "coverage", "veedor-data", "replay-output"]);

/** The files of a repository, read once; paths are relative to the root and have forward slashes. */
export interface Tree {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Whether a path names a file or folder of ours; a trailing slash is allowed. */
  has(path: string): boolean;
  text(path: string): string;
  /** The members of a JSON object in a file; empty when the file is missing. */
  json(path: string): Readonly<Record<string, unknown>>;
}

/** Reads the list of files under a root folder, without what is installed or generated. */
export function readTree(root: string): Tree {
  const files: string[] = [];
  const folders: string[] = [];
  walk(root, "", files, folders);
  const known = new Set([...files, ...folders]);
  const text = (path: string): string => readFileSync(join(root, path), "utf8");
  return {
    files,
    folders,
    has: (path) => known.has(path.replace(/^\.\//, "").replace(/\/$/, "")),
    text,
    json: (path) => (existsSync(join(root, path)) ? recordOf(JSON.parse(text(path))) : {}),
  };
}

function walk(root: string, folder: string, files: string[], folders: string[]): void {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (NOT_OURS.has(entry.name)) continue;
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      folders.push(path);
      walk(root, path, files, folders);
    } else if (entry.isFile()) {
      files.push(path);
    }
  }
}

/** The value as an object with unknown members; empty for anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
