// Rule `bucket-folder`: a folder's name says what it is for.
import { posix } from "node:path";

import type { Finding } from "./finding.ts";
import { BUCKET_NAMES } from "./picture.ts";
import type { Tree } from "./tree.ts";

/** Every folder of the repository whose name is a bucket's. */
export function checkFolders(tree: Tree): Finding[] {
  return tree.folders
    .filter((path) => BUCKET_NAMES.includes(posix.basename(path).toLowerCase()))
    .map((path) => ({
      rule: "bucket-folder",
      path,
      line: null,
      message: "name it by what its files are for, or let each file live with its first user",
    }));
}
