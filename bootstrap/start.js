// The steps that both `bootstrap/run.js` (npm scripts) and `apps/cli/bin/veedor.js` (npx veedor) take.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname } from "node:path";

import { findNode } from "./find-node.js";
import { installIfNeeded, SIGNALS } from "./install.js";
import { isAtLeast, OLDEST_TO_START } from "./node-version.js";
import { BootstrapError } from "./words.js";

/** Our packages as sources; and before 24.12 Node.js announces type stripping as experimental at every start. */
const FLAGS = ["--conditions=@veedor/source", "--disable-warning=ExperimentalWarning"];

/**
 * A server is one of several programs on a small machine. Left alone, V8 measures by the machine's memory: it lets
 * what requests leave behind grow to 300 MB before it looks.
 */
const SERVER_FLAGS = ["--max-semi-space-size=8", "--max-old-space-size=1024"];

/**
 * Installs what is missing, finds Node 24 and runs a TypeScript file of the repository under it, in the caller's
 * working folder. The exit code is the script's, or 128 and the number of the signal that ended it.
 *
 * @param {string} root the repository
 * @param {string} script absolute path of the TypeScript file
 * @param {string[]} words its arguments
 */
export async function start(root, script, words) {
  try {
    const { node: version } = process.versions;
    if (!isAtLeast(version, OLDEST_TO_START)) throw new BootstrapError("node-too-old", { version });
    await installIfNeeded(root);
    const node = await findNode(root);
    const flags = words[0] === "start" ? [...FLAGS, ...SERVER_FLAGS] : FLAGS;
    await runUnder(node, [...flags, script, ...words]);
  } catch (error) {
    if (!(error instanceof BootstrapError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** Runs a Node.js with the terminal as it is, passes signals on, and takes over its exit code. */
function runUnder(node, words) {
  // What the script starts by name finds the same Node.js.
  const environment = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}` };
  const child = spawn(node, words, { stdio: "inherit", env: environment });
  // A terminal sends the interrupt to the child as well; then we only must not die before it.
  const passOn = (signal) => (signal === "SIGINT" && process.stdin.isTTY ? true : child.kill(signal));
  for (const signal of SIGNALS) process.on(signal, passOn);
  const watch = endWithNpm(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      clearInterval(watch);
      process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
      for (const name of SIGNALS) process.off(name, passOn);
      resolve(undefined);
    });
  });
}

/**
 * npm runs a script in a shell, which keeps a signal to itself: whoever stops `npm start` from another program would
 * leave a server running. So once the shell is gone, the script is told to end.
 */
function endWithNpm(child) {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const look = () => (process.ppid === parent ? false : child.kill("SIGTERM"));
  return setInterval(look, 250).unref();
}
