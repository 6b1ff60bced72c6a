import { chmodSync, mkdirSync } from "node:fs";
import process from "node:process";
import { StartError, systemCode } from "../start-error.ts";

/**
 * Makes the data folder where it is missing. As root the database runs as another user, who must be able to pass
 * through; what lies in it nobody else can list.
 *
 * @throws {StartError} `folder-not-writable`
 */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.getuid?.() === 0) chmodSync(folder, 0o711);
  } catch (error) {
    throw new StartError("folder-not-writable", `${folder} (${systemCode(error)})`, error);
  }
}
