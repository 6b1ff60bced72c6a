import { expect, test } from "vitest";

import { checkManifests } from "../structure/manifests.ts";
import { treeWith } from "./small-repository.ts";

const GOOD = {
  name: "@veedor/quick-count",
  version: "0.1.0",
  description: "A quick count as tallies arrive",
  license: "Apache-2.0",
  type: "module",
  exports: {
    ".": { "@veedor/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
  },
  files: ["dist"],
  engines: { node: ">=20.19" },
  scripts: { prepack: "node ../../bootstrap/build-package.js" },
  dependencies: { "@veedor/domain": "0.1.0", zod: "4.0.0" },
};
const SOURCE = 'import { z } from "zod";\nexport * from "@veedor/domain";\nexport const zed = z;\n';

function messagesFor(changes: Record<string, unknown>, files: Record<string, string> = {}): string[] {
  const root = { version: "0.1.0", engines: { node: ">=20.19" }, devDependencies: { vitest: "5.1.1" } };
  const tree = treeWith({
    "package.json": JSON.stringify(root),
    "packages/quick-count/package.json": JSON.stringify({ ...GOOD, ...changes }),
    "packages/quick-count/tsconfig.build.json": "{}",
    "packages/quick-count/src/index.ts": SOURCE,
    "packages/quick-count/test/a.test.ts": 'import { test } from "vitest"; import "../src/index.ts";',
    ...files,
  });
  return checkManifests(tree).map((finding) => finding.message);
}

test("a good manifest passes", () => {
  expect(messagesFor({})).toEqual([]);
});

test.each([
  [{ version: "0.2.0" }, '"version" must be "0.1.0"'],
  [{ license: "MIT" }, '"license" must be "Apache-2.0"'],
  [{ type: "commonjs" }, '"type" must be "module"'],
  [{ name: "quick-count" }, '"name" must be "@veedor/quick-count"'],
  [{ description: "Counts" }, '"description" must say'],
  [{ engines: { node: ">=24" } }, '"engines.node" must be'],
  [{ exports: {} }, '"exports" must have "."'],
  [{ files: ["dist", "src"] }, '"files" names "src"'],
  [{ files: [] }, '"files" must name "dist"'],
  [{ scripts: {} }, '"scripts.prepack" must be'],
  [{ dependencies: { "@veedor/domain": "0.1.0" } }, "zod is imported but not declared"],
  [{ dependencies: { ...GOOD.dependencies, kysely: "1.0.0" } }, "kysely is declared but never imported"],
  [
    { dependencies: { ...GOOD.dependencies, "@veedor/domain": "^0.1.0" } },
    "@veedor/domain must be declared in version",
  ],
])("%j is found", (changes, message) => {
  expect(messagesFor(changes)).toEqual([expect.stringContaining(message)]);
});

test("exports out of order, or to files that are not there, are found", () => {
  const { "@veedor/source": source, ...rest } = GOOD.exports["."];
  expect(messagesFor({ exports: { ".": { ...rest, "@veedor/source": source } } })[0]).toContain(
    "in this order",
  );
  const gone = { ...GOOD.exports["."], "@veedor/source": "./src/gone.ts" };
  expect(messagesFor({ exports: { ".": gone } })).toEqual([
    expect.stringContaining("./src/gone.ts does not exist"),
    expect.stringContaining("must be what is built from ./src/gone.ts"),
  ]);
});

test("what only the tests import must be declared somewhere, and does not count as used", () => {
  const files = { "packages/quick-count/test/b.test.ts": 'import "fast-check"; import "kysely";' };
  expect(messagesFor({ dependencies: { ...GOOD.dependencies, kysely: "1.0.0" } }, files).toSorted()).toEqual([
    "fast-check is imported in tests but not declared",
    "kysely is declared but never imported",
  ]);
});
