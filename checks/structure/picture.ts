/**
 * The picture of ARCHITECTURE.md as a table: who may import whom. A new package or app is entered here, in the same
 * change that draws it there.
 *
 * Apps import packages. A package imports packages of a lower level only.
 */
export const PACKAGE_LEVELS: Readonly<Record<string, 0 | 1 | 2>> = {
  domain: 0,
  xforms: 0,
  statistics: 0,
  "transparency-log": 0,
  markup: 0,
  messages: 0,
  "api-contract": 1,
  "authority-files": 1,
  "quick-count": 1,
  "demo-country": 1,
  ui: 2,
};

/** An app that may import another app, through the other's public entry. */
export const APPS_THAT_IMPORT_APPS: readonly (readonly [importer: string, imported: string])[] = [
  ["cli", "server"],
];

/** Programs at the root that start apps through their public entry: journeys need a whole server. */
export const ROOT_PROGRAMS_THAT_IMPORT_APPS: readonly string[] = ["e2e"];

/** Packages whose sources may use neither clock, network, chance nor process: the same input, the same output. */
export const PURE_PACKAGES: readonly string[] = [
  "domain",
  "statistics",
  "quick-count",
  "demo-country",
  "xforms",
  "transparency-log",
];

/**
 * What needs a newer Node.js than the rest, and says so in its manifest. The command line starts what it needs under
 * the Node.js 24 that comes with it, and refuses the rest under an older one.
 */
export const NEWER_NODE: Readonly<Record<string, string>> = { "apps/server": ">=22.18" };

/** Folders at the root that hold programs of ours, and the root folders whose files each may import. */
export const ROOT_PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  bootstrap: [],
  checks: ["bootstrap"],
  bench: [],
  e2e: [],
  studies: [],
  agreement: [],
};

/** Names that say nothing about what a folder is for. */
export const BUCKET_NAMES: readonly string[] = [
  "utils",
  "util",
  "common",
  "shared",
  "lib",
  "libs",
  "core",
  "helpers",
  "helper",
  "misc",
  "tools",
  "stuff",
];
