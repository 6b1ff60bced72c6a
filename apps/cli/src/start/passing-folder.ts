import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const PREFIX = "veedor-passing-";

/**
 * A folder for a server that passes, named by this process; folders that killed processes of this user have left
 * behind are removed on the way.
 */
export function passingFolder(): { readonly path: string; readonly remove: () => void } {
  for (const name of readdirSync(tmpdir())) removeLeftBehind(name);
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

function removeLeftBehind(name: string): void {
  const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
  if (!(pid > 0) || isAlive(pid)) return;
  const path = join(tmpdir(), name);
  try {
    const { uid } = lstatSync(path);
    if (uid === process.getuid?.()) rmSync(path, { recursive: true, force: true });
  } catch {
    // Another process was quicker.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
