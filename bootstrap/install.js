// Runs `npm ci` when what is installed is not what package-lock.json asks for.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { readStamp, writeStamp } from "./stamp.js";
import { BootstrapError, say } from "./words.js";

/** What ends a command from outside. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Whether node_modules holds what package-lock.json asks for. True when our own stamp names this lock, or when npm's
 * record of a finished installation (node_modules/.package-lock.json, written last) agrees with the lock entry by
 * entry. A half-finished installation has neither.
 *
 * @param {string} root the repository
 */
export function isInstalled(root) {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const lock = lockKey(root);
  if (readStamp(root).lock === lock) return true;
  if (!agrees(readPackages(join(root, "package-lock.json")), readPackages(record))) return false;
  writeStamp(root, { lock });
  return true;
}

/**
 * Installs what is missing, saying so on standard error; silent when nothing is.
 *
 * @param {string} root the repository
 * @throws {BootstrapError} `not-writable`, `install-failed`
 */
export async function installIfNeeded(root) {
  if (isInstalled(root)) return;
  process.stderr.write(`${say("installing")}\n`);
  requireWritable(root);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  // An interrupted installation must not leave the old stamp beside a new, half-filled folder.
  rmSync(join(root, "node_modules", ".veedor-install.json"), { force: true });
  const pulse = setInterval(
    () => process.stderr.write(`${say("still-installing", { seconds: seconds() })}\n`),
    10_000,
  );
  try {
    await runNpmCi(root);
  } finally {
    clearInterval(pulse);
  }
  writeStamp(root, { lock: lockKey(root) });
  process.stderr.write(`${say("installed", { seconds: seconds() })}\n`);
}

/** Same lock, same platform: another platform sharing the folder (a container, say) needs other binaries. */
function lockKey(root) {
  const lock = readFileSync(join(root, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform}-${process.arch}`;
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/** Every package of the lock is recorded in the same version; those for other platforms may be absent. */
function agrees(wanted, installed) {
  return Object.entries(wanted)
    .filter(([path]) => path.startsWith("node_modules/"))
    .every(([path, entry]) => {
      const found = installed[path];
      if (found === undefined) return entry.optional === true && !isBuiltForHere(entry);
      return (
        found.version === entry.version && found.integrity === entry.integrity && found.link === entry.link
      );
    });
}

/** Whether an optional package was made for this machine (npm leaves out others, and what only others need). */
function isBuiltForHere(entry) {
  const allows = (list, value) => list === undefined || [list].flat().includes(value);
  if (entry.os === undefined || entry.libc !== undefined) return false;
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch);
}

function requireWritable(root) {
  const installed = join(root, "node_modules");
  const folder = existsSync(installed) ? installed : root;
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new BootstrapError("not-writable", { folder });
  }
}

function runNpmCi(root) {
  // NODE_ENV=production or an `omit` setting would leave out what the two commands need.
  const words = ["ci", "--include=dev", "--include=optional", "--no-fund", "--no-audit", "--loglevel=error"];
  const { command, before, shell } = npmCommand();
  return new Promise((resolve, reject) => {
    const failed = (reason) => reject(new BootstrapError("install-failed", { reason }));
    // npm's words go to standard error too: standard output belongs to the command alone.
    const npm = spawn(command, [...before, ...words], { cwd: root, stdio: ["ignore", 2, 2], shell });
    // npm must be gone before we are: left alone it would go on writing under the next attempt.
    const passOn = (signal) => npm.kill(signal);
    for (const signal of SIGNALS) process.on(signal, passOn);
    npm.on("error", (error) => failed(error.message));
    npm.on("exit", (code, signal) => {
      for (const name of SIGNALS) process.off(name, passOn);
      return code === 0 ? resolve(undefined) : failed(signal ?? `exit code ${code}`);
    });
  });
}

/** The npm that runs us, when npm runs us; else the one on the PATH. */
function npmCommand(running = process.env.npm_execpath) {
  const beside = running === undefined ? "" : join(dirname(running), "npm-cli.js");
  if (/^np[mx]-cli\.js$/.test(basename(running ?? "")) && existsSync(beside)) {
    return { command: process.execPath, before: [beside], shell: false };
  }
  return { command: "npm", before: [], shell: process.platform === "win32" };
}
