import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";

import { type Ended, type Outcome, runNode, runProgram, type Step, wholeOutcome } from "../step.ts";
import { recordOf } from "../structure/tree.ts";
import { type Consumer, layOut, type Packed } from "./consumer.ts";

/**
 * Packs every package as `npm publish` would, puts the tarballs into an empty project and uses them there as a
 * stranger does: plain Node.js, no condition of ours, types checked to the last library.
 */
export const packStep: Step = {
  name: "pack",
  what: "npm pack, import and type-check the tarballs",
  async run(root): Promise<Outcome> {
    const folder = mkdtempSync(join(tmpdir(), "veedor-pack-"));
    try {
      const nodes = await nodesHere();
      const outcome = wholeOutcome(await packAndUse(root, folder, nodes));
      return nodes.length > 1 ? outcome : { ...outcome, skipped: [ONLY_ONE] };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const ONLY_ONE = `The packages were tried under Node.js ${process.version} alone: this machine has no older one.`;

/** This Node.js, and the machine's own (the one that runs npm) where that is another version. */
async function nodesHere(): Promise<string[]> {
  const own = process.env["npm_node_execpath"];
  if (own === undefined) return [process.execPath];
  const { code, output } = await runProgram(own, ["--version"], ".");
  return code !== 0 || output.trim() === process.version ? [process.execPath] : [own, process.execPath];
}

async function packAndUse(root: string, folder: string, nodes: readonly string[]): Promise<Ended> {
  const packing = await npm(root, [
    "pack",
    "--workspaces",
    "--json",
    "--loglevel=error",
    "--pack-destination",
    folder,
  ]);
  if (packing.code !== 0) return packing;
  // npm packs private packages too; those are bundled, never published.
  const packed = packedIn(packing.output, folder).filter(({ name }) => !isPrivate(root, name));
  const strays = packed.flatMap((one) => straysIn(one));
  if (strays.length > 0) return { code: 1, output: `packed but not meant to be:\n${strays.join("\n")}\n` };

  const consumer = await layOut(root, join(folder, "project"), packed);
  for (const node of nodes) {
    const ended = await useUnder(node, consumer);
    if (ended.code !== 0) return { code: 1, output: `${ended.output}\nunder ${node}\n` };
  }
  const played = await playAnEvening(root, consumer);
  if (played.code !== 0) return played;
  return runNode(root, ["node_modules/typescript/bin/tsc", "-p", join(consumer.folder, "tsconfig.json")]);
}

/** The imports; the command, which looks for Node 24; and what the command runs where there is no Node 24. */
async function useUnder(node: string, consumer: Consumer): Promise<Ended> {
  const imports = await runProgram(node, ["use.mjs"], consumer.folder);
  if (imports.code !== 0) return imports;
  for (const program of ["bin/veedor.js", "dist/main.js"]) {
    const help = await runProgram(node, [`node_modules/veedor/${program}`, "--help"], consumer.folder);
    if (help.code !== 0) return help;
    if (!help.output.includes("veedor"))
      return { code: 1, output: `${program} --help says nothing of itself` };
  }
  return imports;
}

/** The command with its server, as a stranger has them: a whole evening, and the web app that comes with the server. */
async function playAnEvening(root: string, { folder }: Consumer): Promise<Ended> {
  if (!existsSync(join(folder, "node_modules/@veedor/server/dist/built-web-app/index.html")))
    return { code: 1, output: "the packed server brings no web app\n" };
  const words = ["node_modules/veedor/bin/veedor.js", "replay", join(root, "replays/example")];
  return runProgram(process.execPath, [...words, "--headless", "--json"], folder);
}

function npm(root: string, words: readonly string[]): Promise<Ended> {
  const running = process.env["npm_execpath"];
  return running !== undefined && basename(running) === "npm-cli.js"
    ? runNode(root, [running, ...words])
    : runProgram("npm", words, root);
}

/** What `npm pack --json` tells; builds may have said something before it. */
function packedIn(output: string, folder: string): Packed[] {
  const told: unknown = JSON.parse(output.slice(output.search(/^[[{]/m)));
  const list = Array.isArray(told) ? (told as unknown[]) : Object.values(recordOf(told));
  return list.map((entry) => {
    const { name, filename, files } = recordOf(entry);
    const paths = Array.isArray(files)
      ? (files as unknown[]).map((file) => String(recordOf(file)["path"]))
      : [];
    return { name: String(name), tarball: join(folder, basename(String(filename))), files: paths };
  });
}

function isPrivate(root: string, name: string): boolean {
  const manifest: unknown = JSON.parse(
    readFileSync(join(root, "node_modules", name, "package.json"), "utf8"),
  );
  return recordOf(manifest)["private"] === true;
}

/** Sources, tests and notes of the compiler have no place in a package. */
function straysIn({ name, files }: Packed): string[] {
  const isMeant = (path: string): boolean =>
    /^(package\.json|README\.md|LICENSE)$/.test(path) ||
    /^dist\/.*(\.js|\.d\.ts|\.json)$/.test(path) ||
    /^dist\/built-web-app\/(index|assets\/[\w.-]+)\.(html|js|css|svg|woff2)(\.gz|\.br)?$/.test(path) ||
    /^bin\/[^/]+\.js$/.test(path) ||
    /^migrations\/\d{4}-[a-z-]+\.sql$/.test(path);
  return files.filter((path) => !isMeant(path)).map((path) => `  ${name}: ${path}`);
}
