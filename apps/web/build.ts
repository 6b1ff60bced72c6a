// `node apps/web/build.ts`: builds the web app into apps/web/dist, unless what is there was built from the same
// sources. The server's command runs it at its start; it takes seconds.
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "vite";
import { viteConfiguration } from "./vite-configuration.ts";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(dirname(HERE));
const DIST = join(HERE, "dist");
const STAMP = join(DIST, ".sources");

/** What the built files depend on. */
const SOURCES = [
  "package-lock.json",
  "apps/web/*.{ts,html}",
  "apps/web/src/**/*.{ts,tsx,css,svg}",
  "packages/{ui,messages,api-contract,domain,quick-count,statistics}/src/**/*.{ts,tsx,css,json}",
];

/** One hash over names and contents of all sources. */
function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const path of globSync(SOURCES, { cwd: ROOT }).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Beside each text file its gzip and brotli form, so that the server never compresses while people wait. */
async function compressAll(): Promise<void> {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const files = globSync("**/*.{js,css,html,svg,json}", { cwd: DIST });
  await Promise.all(
    files.map(async (file) => {
      const content = readFileSync(join(DIST, file));
      writeFileSync(join(DIST, `${file}.gz`), await promisify(gzip)(content, { level: 9 }));
      writeFileSync(join(DIST, `${file}.br`), await promisify(brotliCompress)(content, quality));
    }),
  );
}

const wanted = hashOfSources();
const isBuilt = existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted;
if (!isBuilt || process.argv.includes("--force")) {
  // Whoever started us tells people that this takes a moment.
  process.stdout.write("building\n");
  rmSync(STAMP, { force: true });
  // Started by a test runner, Vite would take React's development half.
  process.env["NODE_ENV"] = "production";
  await build({ ...viteConfiguration(), logLevel: process.argv.includes("--verbose") ? "info" : "error" });
  await compressAll();
  writeFileSync(STAMP, wanted);
}
