// What the bootstrap remembers between runs. The file lies inside node_modules, so whoever deletes that folder
// (npm ci does, first of all) deletes the memory with it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const fileOf = (root) => join(root, "node_modules", ".veedor-install.json");

/**
 * @param {string} root the repository
 * @returns {{ lock?: string, examinedNode?: string }} SHA-256 of the installed package-lock.json with the platform;
 *   the Node.js program already examined. Empty when there is none or it cannot be read.
 */
export function readStamp(root) {
  try {
    return JSON.parse(readFileSync(fileOf(root), "utf8"));
  } catch {
    return {};
  }
}

/**
 * Adds to what is remembered. A folder that may not be written is no failure: the next run only looks again.
 *
 * @param {string} root @param {{ lock?: string, examinedNode?: string }} more
 */
export function writeStamp(root, more) {
  try {
    mkdirSync(dirname(fileOf(root)), { recursive: true });
    writeFileSync(fileOf(root), `${JSON.stringify({ ...readStamp(root), ...more }, null, 2)}\n`);
  } catch {
    // See above.
  }
}
