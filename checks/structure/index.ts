import { checkDecisions } from "./decisions.ts";
import { checkDocumentation } from "./documentation.ts";
import type { Finding } from "./finding.ts";
import { checkFolders } from "./folders.ts";
import { checkImports } from "./imports.ts";
import { checkLock } from "./lock.ts";
import { checkManifests } from "./manifests.ts";
import { checkPurity } from "./purity.ts";
import { readTree, type Tree } from "./tree.ts";

export { findingLine } from "./finding.ts";

/**
 * Every rule about the repository itself: imports against the picture, pure packages, folder names, documents,
 * manifests, decisions, the lock.
 *
 * @param root the repository
 * @returns what breaks a rule, in the order of the rules
 */
export function checkStructure(root: string): Finding[] {
  const tree = readTree(root);
  return [
    ...checkImports(tree),
    ...checkPurity(tree),
    ...checkFolders(tree),
    ...checkDocumentation(tree, commandsOf(tree)),
    ...checkManifests(tree),
    ...checkDecisions(tree),
    ...checkLock(tree),
  ];
}

/** The words that `veedor` understands: each has a folder with its command.ts. */
function commandsOf(tree: Tree): string[] {
  const folders = tree.files.map((path) => /^apps\/cli\/src\/([^/]+)\/command\.ts$/.exec(path)?.[1]);
  return ["help", ...folders.filter((name) => name !== undefined)];
}
