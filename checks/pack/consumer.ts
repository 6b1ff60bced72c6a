import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { runProgram } from "../step.ts";
import { recordOf } from "../structure/tree.ts";

/** A package as `npm pack` left it. */
export interface Packed {
  readonly name: string;
  readonly tarball: string;
  readonly files: readonly string[];
}

/** A project of a stranger that depends on our packages. */
export interface Consumer {
  readonly folder: string;
}

/**
 * Lays out a project whose node_modules holds our unpacked tarballs, as `npm install` leaves them. What others wrote is
 * linked from the repository's own node_modules instead of being installed: an installation would have to ask the
 * registry, and this check must pass without a network.
 */
export async function layOut(root: string, folder: string, packed: readonly Packed[]): Promise<Consumer> {
  const installed = join(folder, "node_modules");
  for (const { name, tarball } of packed) {
    const place = join(installed, name);
    mkdirSync(place, { recursive: true });
    const { code, output } = await runProgram(
      "tar",
      ["-xzf", tarball, "--strip-components=1", "-C", place],
      folder,
    );
    if (code !== 0) throw new Error(`cannot unpack ${tarball}: ${output}`);
  }
  const ours = new Set(packed.map(({ name }) => name));
  const theirs = packed.flatMap(({ name }) => dependenciesOf(join(installed, name)));
  for (const name of new Set([...theirs, "@types/node"])) {
    const source = join(root, "node_modules", name);
    // Optional dependencies of other platforms are not installed.
    if (ours.has(name) || !existsSync(source)) continue;
    mkdirSync(dirname(join(installed, name)), { recursive: true });
    symlinkSync(source, join(installed, name), "junction");
  }
  const importable = packed.map(({ name }) => name).filter((name) => name.startsWith("@veedor/"));
  writeProgram(
    folder,
    importable.map((name) => ({ name, oldest: oldestNode(join(installed, name)) })),
  );
  return { folder };
}

const manifestOf = (folder: string) =>
  recordOf(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));

/** The oldest Node.js that a package says it runs on: `[22, 18]` of `>=22.18`. */
function oldestNode(folder: string): number[] {
  const range = String(recordOf(manifestOf(folder)["engines"])["node"]);
  return range.replace(/^>=/, "").split(".").map(Number);
}

function dependenciesOf(folder: string): string[] {
  const manifest = manifestOf(folder);
  return Object.keys({
    ...recordOf(manifest["dependencies"]),
    ...recordOf(manifest["optionalDependencies"]),
  });
}

type Importable = { readonly name: string; readonly oldest: readonly number[] };

/** A program that fails when a package cannot be imported or exports nothing, and the same for the types. */
function writeProgram(folder: string, packages: readonly Importable[]): void {
  const names = packages.map(({ name }) => name);
  const imports = names.map((name, i) => `import * as package${i} from ${JSON.stringify(name)};`).join("\n");
  const all = `[${names.map((_, i) => `package${i}`).join(", ")}]`;
  writeFileSync(
    join(folder, "use.mjs"),
    `const [major, minor] = process.versions.node.split(".").map(Number);
for (const { name, oldest } of ${JSON.stringify(packages)}) {
  // Under an older Node.js than a package asks for, nothing is promised of it.
  if (major < oldest[0] || (major === oldest[0] && minor < (oldest[1] ?? 0))) continue;
  if (Object.keys(await import(name)).length === 0) throw new Error(name + " exports nothing");
}
`,
  );
  writeFileSync(join(folder, "use.ts"), `${imports}\nexport const all: readonly object[] = ${all};\n`);
  const settings = {
    target: "es2023",
    lib: ["es2023"],
    types: ["node"],
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  };
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "stranger", private: true, type: "module" }),
  );
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: settings, files: ["use.ts"] }),
  );
}
