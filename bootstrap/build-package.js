// `prepack` of every package: builds dist/ (JavaScript and types) from src/ in the working folder, after the packages
// that it refers to. npm packs what it finds in dist/, so what an earlier build left there goes first.
import { spawnSync } from "node:child_process";
import { copyFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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
