import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

import type { Finding } from "../structure/finding.ts";
import { readTree, type Tree } from "../structure/tree.ts";

/** Writes files into a temporary folder, which goes when the test ends, and returns the folder. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "veedor-small-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** A small repository of these files, as the rules see it. */
export function treeWith(files: Readonly<Record<string, string>>): Tree {
  return readTree(folderWith(files));
}

/** Findings as `rule path:line`, for comparison. */
export function places(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, path, line }) => `${rule} ${path}${line === null ? "" : `:${line}`}`);
}
