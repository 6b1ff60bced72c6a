// Imports against the picture: direction between packages and apps, ways into a package, built-ins in level 0.
import { builtinModules } from "node:module";
import { posix } from "node:path";

import type { Finding } from "./finding.ts";
import {
  APPS_THAT_IMPORT_APPS,
  PACKAGE_LEVELS,
  ROOT_PROGRAMS,
  ROOT_PROGRAMS_THAT_IMPORT_APPS,
} from "./picture.ts";
import { importsOf } from "./source-file.ts";
import { recordOf, type Tree } from "./tree.ts";

const PROGRAM = /^(packages\/[^/]+|apps\/[^/]+|bootstrap|checks|bench|e2e|agreement)\/.*\.(ts|tsx|js)$/;

/** The package, app or root program that a path belongs to (`packages/domain`), or null. */
export function homeOf(path: string): string | null {
  return PROGRAM.exec(path)?.[1] ?? null;
}

/** Rule `import-direction` and its kin, over every program file of the repository. */
export function checkImports(tree: Tree): Finding[] {
  const findings = unknownPackages(tree);
  const apps = new Map(
    tree.files.filter((path) => /^apps\/[^/]+\/package\.json$/.test(path)).map((path) => appName(tree, path)),
  );
  for (const path of tree.files) {
    const home = homeOf(path);
    if (home === null) continue;
    for (const { specifier, line } of importsOf(path, tree.text(path))) {
      const [rule, message] = whatIsWrong(tree, apps, path, home, specifier) ?? [];
      if (rule !== undefined && message !== undefined) findings.push({ rule, path, line, message });
    }
  }
  return findings;
}

function unknownPackages(tree: Tree): Finding[] {
  return tree.folders
    .filter((path) => /^packages\/[^/]+$/.test(path) && PACKAGE_LEVELS[posix.basename(path)] === undefined)
    .map((path) => ({
      rule: "package-not-in-picture",
      path,
      line: null,
      message: "give it a level in checks/structure/picture.ts and draw it in ARCHITECTURE.md",
    }));
}

function appName(tree: Tree, manifest: string): [name: string, home: string] {
  return [String(tree.json(manifest)["name"]), posix.dirname(manifest)];
}

type Wrong = readonly [rule: string, message: string] | null;

function whatIsWrong(
  tree: Tree,
  apps: ReadonlyMap<string, string>,
  path: string,
  home: string,
  specifier: string,
): Wrong {
  if (specifier.startsWith(".")) return wrongRelative(path, home, specifier);
  if (specifier.startsWith("/")) return ["import-absolute", `${specifier} holds only on one machine`];
  const words = specifier.split("/");
  const nameWords = specifier.startsWith("@") ? 2 : 1;
  const app = apps.get(words.slice(0, nameWords).join("/"));
  if (app !== undefined) return app === home ? null : wrongApp(home, app, words.length > nameWords);
  if (words[0] === "@veedor") return wrongPackage(tree, home, words[1] ?? "", words.slice(2).join("/"));
  return wrongBuiltin(path, home, specifier);
}

function wrongRelative(path: string, home: string, specifier: string): Wrong {
  const target = posix.join(posix.dirname(path), specifier);
  if (target.startsWith(`${home}/`)) return null;
  if ((ROOT_PROGRAMS[home] ?? []).some((allowed) => target.startsWith(`${allowed}/`))) return null;
  return ["import-out-of-package", `${specifier} leaves ${home}; import the other package by its name`];
}

function wrongPackage(tree: Tree, home: string, imported: string, inside: string): Wrong {
  if (inside !== "") {
    const exported = recordOf(tree.json(`packages/${imported}/package.json`)["exports"]);
    if (exported[`./${inside}`] === undefined) {
      return [
        "import-deep",
        `@veedor/${imported}/${inside} is not exported; import from @veedor/${imported}`,
      ];
    }
  }
  const level = PACKAGE_LEVELS[imported];
  if (level === undefined)
    return ["import-unknown", `there is no package @veedor/${imported} in the picture`];
  if (!home.startsWith("packages/")) {
    return home === "bootstrap" ? ["import-direction", "bootstrap runs before anything is installed"] : null;
  }
  const importer = posix.basename(home);
  // Tests of a package may import the package by its own name, as its users do.
  if (importer === imported) return null;
  const own = PACKAGE_LEVELS[importer] ?? 0;
  return level < own
    ? null
    : [
        "import-direction",
        `${importer} (level ${own}) may not import ${imported} (level ${level}); see ARCHITECTURE.md`,
      ];
}

function wrongApp(home: string, imported: string, deep: boolean): Wrong {
  if (ROOT_PROGRAMS_THAT_IMPORT_APPS.includes(home) && !deep) return null;
  const [kind, importer = ""] = home.split("/");
  const declared = APPS_THAT_IMPORT_APPS.some(
    ([from, to]) => kind === "apps" && from === importer && `apps/${to}` === imported,
  );
  if (!declared)
    return ["import-app", `${home} may not import the app ${imported}; move what both need to a package`];
  return deep ? ["import-deep", `import ${imported} through its public entry`] : null;
}

function wrongBuiltin(path: string, home: string, specifier: string): Wrong {
  const name = specifier.replace(/^node:/, "");
  if (!specifier.startsWith("node:") && !builtinModules.includes(name.split("/")[0] ?? name)) return null;
  const level = home.startsWith("packages/") ? PACKAGE_LEVELS[posix.basename(home)] : undefined;
  if (level !== 0 || !path.startsWith(`${home}/src/`)) return null;
  return ["import-builtin", `level 0 knows no files, network or clock: ${specifier} belongs to the caller`];
}
