import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const BUILD = join(dirname(fileURLToPath(import.meta.url)), "../../../web/build.ts");

/**
 * Builds the web app where it lies in sources beside the server and was not built from them yet; takes seconds, or a
 * fraction of one when there is nothing to do. A packed server brings the app built, and does nothing.
 *
 * @param onBegin is called when building really begins
 * @returns whether the app can be served afterwards
 */
export function buildWebAppWhenStale(onBegin: () => void): Promise<boolean> {
  if (!existsSync(BUILD)) return Promise.resolve(true);
  const child = spawn(
    process.execPath,
    ["--conditions=@veedor/source", "--disable-warning=ExperimentalWarning", BUILD],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  child.stdout.on("data", (words: Buffer) => {
    if (words.toString().includes("building")) onBegin();
  });
  return new Promise((resolve) => {
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}
