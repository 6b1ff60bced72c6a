// Rules `lock-incomplete` and `node-pin`: what a fresh machine installs is what we tested.
import { completeLock } from "../../bootstrap/complete-lock.js";
import type { Finding } from "./finding.ts";
import { recordOf, type Tree } from "./tree.ts";

/** Optional packages missing from the lock, and Node.js versions that differ between the places that name them. */
export function checkLock(tree: Tree): Finding[] {
  return tree.has("package-lock.json") ? [...missingEntries(tree), ...pins(tree)] : [];
}

function missingEntries(tree: Tree): Finding[] {
  const packages = recordOf(tree.json("package-lock.json")["packages"]);
  const { added } = completeLock({ packages: packages as Record<string, object> });
  if (added.length === 0) return [];
  const message = `${added.length} optional packages of other platforms are missing (${added[0]} …), so that npm ci refuses the lock; run npm run lock`;
  return [{ rule: "lock-incomplete", path: "package-lock.json", line: null, message }];
}

function pins(tree: Tree): Finding[] {
  const root = recordOf(tree.json("package.json")["optionalDependencies"]);
  const command = recordOf(tree.json("apps/cli/package.json")["optionalDependencies"]);
  const recorded = tree.json("bootstrap/node-binaries.json");
  const findings: Finding[] = [];
  for (const [name, version] of Object.entries(root)) {
    if (!name.startsWith("node-")) continue;
    const tell = (path: string, found: unknown): void => {
      const message = `${name} is ${String(version)} in package.json and ${String(found)} here`;
      findings.push({ rule: "node-pin", path, line: null, message });
    };
    if (command[name] !== version) tell("apps/cli/package.json", command[name]);
    const hashed = recordOf(recorded[name])["version"];
    if (hashed !== undefined && hashed !== version) tell("bootstrap/node-binaries.json", hashed);
  }
  return findings;
}
