import { expect, test } from "vitest";

import { checkFolders } from "../structure/folders.ts";
import { places, treeWith } from "./small-repository.ts";

test("a bucket folder is found wherever it stands", () => {
  const tree = treeWith({
    "packages/domain/src/utils/a.ts": "",
    "apps/cli/Helpers/b.ts": "",
    "docs/misc/c.md": "",
    "packages/domain/src/tally/a.ts": "",
    "node_modules/other/lib/x.js": "",
    "packages/domain/dist/core/x.js": "",
  });
  expect(places(checkFolders(tree)).toSorted()).toEqual([
    "bucket-folder apps/cli/Helpers",
    "bucket-folder docs/misc",
    "bucket-folder packages/domain/src/utils",
  ]);
});

test("a file may be called so; the rule is about folders", () => {
  expect(checkFolders(treeWith({ "packages/domain/src/common.ts": "" }))).toEqual([]);
});
