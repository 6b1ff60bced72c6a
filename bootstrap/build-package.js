// `prepack` of every package: builds dist/ (JavaScript and types) from src/ in the working folder, after the packages
// that it refers to. npm packs what it finds in dist/, so what an earlier build left there goes first.
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { findNode } from "./find-node.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(root, "node_modules", "typescript", "bin", "tsc");

rmSync("dist", { recursive: true, force: true });
const built = spawnSync(process.execPath, [compiler, "--build", "--force", "tsconfig.build.json"], {
  stdio: ["ignore", 2, 2],
});
// The compiler's own notes are of no use to anyone else; without them the next build starts afresh.
rmSync(join("dist", ".tsbuildinfo"), { force: true });
// Each package carries the licence; the copy is ignored by git.
copyFileSync(join(root, "LICENSE"), "LICENSE");
process.exitCode = built.status ?? 1;
if (JSON.parse(readFileSync("package.json", "utf8")).name === "@veedor/server") await addWebApp();

/** The server brings the web app with it, built; the web app is no package of its own. */
async function addWebApp() {
  const words = ["--conditions=@veedor/source", join(root, "apps", "web", "build.ts")];
  // npm may run under an older Node.js, which knows no TypeScript.
  const { status } = spawnSync(await findNode(root), words, { stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    process.exitCode = 1;
    return;
  }
  // The stamp says from which sources it was built; a packed server has none.
  const isForReaders = (path) => !path.endsWith(".sources");
  const to = join("dist", "built-web-app");
  cpSync(join(root, "apps", "web", "dist"), to, { recursive: true, filter: isForReaders });
}
