import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";

import { isInstalled } from "../install.js";
import { readStamp, writeStamp } from "../stamp.js";

const here = { os: [process.platform], cpu: [process.arch] };
const WANTED = {
  "": { name: "root" },
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/ours": { resolved: "packages/ours", link: true },
  "node_modules/elsewhere": { version: "1.0.0", optional: true, os: ["aix"], cpu: ["ppc64"] },
  "node_modules/here": { version: "1.0.0", optional: true, ...here },
};
type Packages = Record<string, object>;

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "veedor-install-"));
  const folder = root;
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writePackages("package-lock.json", WANTED);
});

function writePackages(path: string, packages: Packages): void {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify({ packages }));
}

/** What npm records when an installation is finished. */
function recordInstalled(changes: Packages, without: string[] = ["", "node_modules/elsewhere"]): void {
  const left = Object.entries({ ...WANTED, ...changes }).filter(([path]) => !without.includes(path));
  writePackages("node_modules/.package-lock.json", Object.fromEntries(left));
}

test("nothing installed, or an installation that npm did not finish", () => {
  expect(isInstalled(root)).toBe(false);
  rmSync(join(root, "node_modules"), { recursive: true });
  expect(isInstalled(root)).toBe(false);
});

test("an installation that agrees with the lock, which is then remembered", () => {
  recordInstalled({});
  expect(isInstalled(root)).toBe(true);
  expect(readStamp(root).lock).toMatch(/^[0-9a-f]{64} /);
});

test("another version, other content, or a package less", () => {
  recordInstalled({ "node_modules/a": { version: "1.0.1", integrity: "sha512-a" } });
  expect(isInstalled(root)).toBe(false);
  recordInstalled({ "node_modules/a": { version: "1.0.0", integrity: "sha512-b" } });
  expect(isInstalled(root)).toBe(false);
  recordInstalled({}, ["node_modules/a"]);
  expect(isInstalled(root)).toBe(false);
});

test("an optional package for this machine is wanted, one for another is not", () => {
  recordInstalled({}, ["node_modules/here", "node_modules/elsewhere"]);
  expect(isInstalled(root)).toBe(false);
});

test("a lock that changed after the installation", () => {
  recordInstalled({});
  expect(isInstalled(root)).toBe(true);
  writePackages("package-lock.json", { ...WANTED, "node_modules/new": { version: "1.0.0" } });
  expect(isInstalled(root)).toBe(false);
});

test("the stamp keeps what it knew when more is added, and goes with node_modules", () => {
  writeStamp(root, { lock: "x" });
  writeStamp(root, { examinedNode: "y" });
  expect(readStamp(root)).toEqual({ lock: "x", examinedNode: "y" });
  rmSync(join(root, "node_modules"), { recursive: true });
  expect(readStamp(root)).toEqual({});
});
