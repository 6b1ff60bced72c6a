// Rule `manifest`: each package.json says what the package is, packs what users need, and declares what it imports.
import { builtinModules } from "node:module";
import { posix } from "node:path";

import type { Finding } from "./finding.ts";
import { homeOf } from "./imports.ts";
import { NEWER_NODE } from "./picture.ts";
import { importsOf } from "./source-file.ts";
import { recordOf, type Tree } from "./tree.ts";

type Manifest = Readonly<Record<string, unknown>>;

/** Every fault of the manifests in packages/ and apps/. */
export function checkManifests(tree: Tree): Finding[] {
  const rootManifest = tree.json("package.json");
  const findings: Finding[] = [];
  for (const path of tree.files.filter((file) => /^(packages|apps)\/[^/]+\/package\.json$/.test(file))) {
    const home = posix.dirname(path);
    const manifest = tree.json(path);
    const faults = [
      ...identityFaults(home, manifest, rootManifest),
      ...(home.startsWith("packages/")
        ? exportFaults(tree, home, manifest)
        : binFaults(tree, home, manifest)),
      ...packingFaults(tree, home, manifest),
      ...dependencyFaults(tree, home, manifest, rootManifest),
    ];
    findings.push(...faults.map((message) => ({ rule: "manifest", path, line: null, message })));
  }
  return findings;
}

function identityFaults(home: string, manifest: Manifest, root: Manifest): string[] {
  const faults: string[] = [];
  const wanted: [member: string, value: unknown][] = [
    ["version", root["version"]],
    ["license", "Apache-2.0"],
    ["type", "module"],
  ];
  if (home.startsWith("packages/")) wanted.push(["name", `@veedor/${posix.basename(home)}`]);
  for (const [member, value] of wanted) {
    if (manifest[member] !== value) faults.push(`"${member}" must be ${JSON.stringify(value)}`);
  }
  const description = manifest["description"];
  if (typeof description !== "string" || description.length < 20) {
    faults.push('"description" must say in a sentence what this is');
  }
  const node = NEWER_NODE[home] ?? recordOf(root["engines"])["node"];
  if (recordOf(manifest["engines"])["node"] !== node) {
    faults.push(`"engines.node" must be ${JSON.stringify(node)}`);
  }
  return faults;
}

/** Sources for us (first, since the first condition that holds wins), types and JavaScript for everyone else. */
function exportFaults(tree: Tree, home: string, manifest: Manifest): string[] {
  const exported = recordOf(manifest["exports"]);
  if (exported["."] === undefined) return ['"exports" must have "."'];
  return Object.entries(exported).flatMap(([way, target]) => {
    const conditions = recordOf(target);
    const faults: string[] = [];
    if (Object.keys(conditions).join() !== "@veedor/source,types,default") {
      return [`"exports" "${way}" must have "@veedor/source", "types", "default" in this order`];
    }
    const [source = "", types = "", code = ""] = Object.values(conditions).map(String);
    if (!tree.has(posix.join(home, source))) faults.push(`"exports" "${way}": ${source} does not exist`);
    const built = source.replace(/^\.\/src\//, "./dist/");
    if (types !== built.replace(/\.ts$/, ".d.ts") || code !== built.replace(/\.ts$/, ".js")) {
      faults.push(`"exports" "${way}": types and default must be what is built from ${source}`);
    }
    return faults;
  });
}

function binFaults(tree: Tree, home: string, manifest: Manifest): string[] {
  return Object.values(recordOf(manifest["bin"]))
    .filter((path) => !tree.has(posix.join(home, String(path))))
    .map((path) => `"bin": ${String(path)} does not exist`);
}

function packingFaults(tree: Tree, home: string, manifest: Manifest): string[] {
  if (manifest["private"] === true) return [];
  const faults: string[] = [];
  const files = Array.isArray(manifest["files"]) ? (manifest["files"] as unknown[]) : [];
  if (!files.includes("dist")) faults.push('"files" must name "dist"');
  if (files.includes("src")) faults.push('"files" names "src": only what was built is packed');
  if (recordOf(manifest["scripts"])["prepack"] !== "node ../../bootstrap/build-package.js") {
    faults.push('"scripts.prepack" must be "node ../../bootstrap/build-package.js"');
  }
  if (!tree.has(`${home}/tsconfig.build.json`)) faults.push("tsconfig.build.json is missing");
  return faults;
}

function dependencyFaults(tree: Tree, home: string, manifest: Manifest, root: Manifest): string[] {
  const declared = recordOf(manifest["dependencies"]);
  const optional = recordOf(manifest["optionalDependencies"]);
  const peers = recordOf(manifest["peerDependencies"]);
  // What is never packed is bundled: nothing that it imports is installed with it.
  const bundled = manifest["private"] === true ? recordOf(manifest["devDependencies"]) : {};
  const forTests = { ...recordOf(manifest["devDependencies"]), ...recordOf(root["devDependencies"]) };
  const { shipped, tested } = importedPackages(tree, home, String(manifest["name"]));
  const faults: string[] = [];
  const usable = { ...declared, ...optional, ...peers };
  for (const name of shipped) {
    if (!(name in usable || name in bundled)) faults.push(`${name} is imported but not declared`);
  }
  for (const name of tested) {
    if (!(name in usable || name in forTests)) faults.push(`${name} is imported in tests but not declared`);
  }
  for (const [name, version] of Object.entries(declared)) {
    // Types of what is imported, for whoever compiles against our own.
    if (!shipped.has(name.replace(/^@types\//, ""))) faults.push(`${name} is declared but never imported`);
    if (name.startsWith("@veedor/") && version !== root["version"]) {
      faults.push(`${name} must be declared in version ${String(root["version"])}`);
    }
  }
  return faults;
}

/** Names of the packages imported by what is shipped (src, bin) and by the tests. */
function importedPackages(
  tree: Tree,
  home: string,
  self: string,
): { shipped: Set<string>; tested: Set<string> } {
  const shipped = new Set<string>();
  const tested = new Set<string>();
  for (const path of tree.files) {
    if (homeOf(path) !== home) continue;
    const into = /^[^/]+\/[^/]+\/(src|bin)\//.test(path) ? shipped : tested;
    for (const { specifier } of importsOf(path, tree.text(path))) {
      const name = packageName(specifier);
      if (name !== null && name !== self) into.add(name);
    }
  }
  return { shipped, tested };
}

/** `@scope/name` or `name` of an import; null for files and for what Node.js brings. */
function packageName(specifier: string): string | null {
  if (/^[./#]|^node:/.test(specifier)) return null;
  const [first = "", second = ""] = specifier.split("/");
  if (builtinModules.includes(first)) return null;
  return first.startsWith("@") ? `${first}/${second}` : first;
}
