// Rule `documentation`: what a Markdown file names exists. What counts as naming:
//
// 1. A relative link `[text](path#part)`: the path exists, seen from the file.
// 2. A code span outside fenced blocks that is one word of [A-Za-z0-9._@/-] (a trailing `:12` or `#part` is cut off)
//    and is a path, that is
//    a. starts with a folder of the root (`packages/domain`), with `./` or with `../`; or
//    b. has a slash and ends with `/` or with the ending of a program or document (ts, tsx, js, md, sh); or
//    c. has no slash and that ending (`install.js`).
//    It exists seen from the root, from the file, or as the end of exactly such a path (`domain/src/tally.ts`).
// 3. A code span `@veedor/NAME`: the package exists.
// 4. `npx veedor NAME` and `npm run NAME`, in code spans and in fenced blocks: the command, the script exists.
//
// Not checked: addresses, absolute paths, `../shared/…` (lent, outside the repository), `node_modules` and `dist`
// (installed, built), words with other characters (globs `*`, places to fill in `FILE`, `<file>`, `{es,en}`), data
// files (json, csv, xlsx …) outside the root's folders, which are the reader's own, and NOT_HERE below.
import { posix } from "node:path";

import type { Finding } from "./finding.ts";
import { recordOf, type Tree } from "./tree.ts";

/** Paths that the documents may name although they do not exist, each with its reason. */
const NOT_HERE: Readonly<Record<string, string>> = {
  "apps/server": "due in the next issue",
  "apps/web": "due in the issue after",
  "apps/public-pages": "due in a later issue",
  "packages/xforms": "due in a later issue",
  "packages/transparency-log": "due in a later issue",
  "packages/api-contract": "due in the next issue",
  "packages/ui": "due in the issue after",
};

const ENDING = /\.(?:ts|tsx|js|md|sh)$/;
const WORD = /^[A-Za-z0-9._@/-]+$/;

interface Named {
  readonly line: number;
  readonly kind: "link" | "path" | "package" | "command" | "script";
  readonly name: string;
}

/** Every path, package, command or script that a document names and that does not exist. */
export function checkDocumentation(tree: Tree, commands: readonly string[]): Finding[] {
  const roots = new Set(tree.folders.filter((path) => !path.includes("/")));
  const scripts = Object.keys(recordOf(tree.json("package.json")["scripts"]));
  const exists: Record<Named["kind"], (name: string, document: string) => boolean> = {
    link: (name, document) => tree.has(posix.join(posix.dirname(document), name)),
    path: (name, document) => name.replace(/\/$/, "") in NOT_HERE || pathExists(tree, name, document),
    package: (name) => tree.has(`packages/${name}`) || `packages/${name}` in NOT_HERE,
    command: (name) => commands.includes(name),
    script: (name) => scripts.includes(name),
  };
  return tree.files
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) =>
      namedIn(tree.text(path), roots)
        .filter(({ kind, name }) => !exists[kind](name, path))
        .map(({ kind, name, line }) => ({
          rule: "documentation",
          path,
          line,
          message: `the ${kind} "${name}" does not exist; correct it, or list it in checks/structure/documentation.ts`,
        })),
    );
}

function pathExists(tree: Tree, name: string, document: string): boolean {
  const seenFromRoot = posix.normalize(name);
  const ending = `/${seenFromRoot.replace(/\/$/, "")}`;
  return (
    tree.has(seenFromRoot) ||
    tree.has(posix.join(posix.dirname(document), name)) ||
    (!name.startsWith(".") && [...tree.files, ...tree.folders].some((path) => path.endsWith(ending)))
  );
}

/** What a document names, by the rules above. */
function namedIn(text: string, roots: ReadonlySet<string>): Named[] {
  const named: Named[] = [];
  let fence: string | null = null;
  for (const [i, line] of text.split("\n").entries()) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (mark !== undefined && (fence === null || line.trim() === fence)) {
      fence = fence === null ? mark : null;
      continue;
    }
    const add = (kind: Named["kind"], name: string): void => {
      named.push({ line: i + 1, kind, name });
    };
    const code = fence === null ? spansOf(line) : [line];
    for (const words of code) namedCommands(words, add);
    if (fence !== null) continue;
    for (const span of code) namedPath(span, roots, add);
    for (const target of linksOf(line)) add("link", target);
  }
  return named;
}

function spansOf(line: string): string[] {
  return [...line.matchAll(/(`+)(.+?)\1(?!`)/g)].map((match) => (match[2] ?? "").trim());
}

function linksOf(line: string): string[] {
  const withoutCode = line.replace(/(`+).+?\1(?!`)/g, "");
  return [...withoutCode.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)]
    .map((match) => decodeURI(match[1] ?? "").replace(/[#?].*$/, ""))
    .filter((target) => target !== "" && !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target) && !isLent(target));
}

function namedCommands(words: string, add: (kind: Named["kind"], name: string) => void): void {
  for (const match of words.matchAll(/\bnpx veedor ([a-z][a-z-]*)/g)) add("command", match[1] ?? "");
  for (const match of words.matchAll(/\bnpm run ([a-z][a-z:-]*)/g)) add("script", match[1] ?? "");
  if (/\bnpm test\b/.test(words)) add("script", "test");
}

function namedPath(
  span: string,
  roots: ReadonlySet<string>,
  add: (kind: Named["kind"], name: string) => void,
): void {
  const path = span.replace(/(?::\d+(?:-\d+)?|#.*)$/, "");
  const [, own] = /^@veedor\/([a-z-]+)$/.exec(path) ?? [];
  if (own !== undefined && own !== "source") add("package", own);
  if (!isOthers(path) && isPath(path, roots)) add("path", path);
}

/** Words that are no path, or a path of someone else: absolute, lent, installed, built. */
function isOthers(word: string): boolean {
  const outside = !WORD.test(word) || /^[/@]|^\.[a-z]+$/.test(word) || isLent(word);
  return outside || /(^|\/)(node_modules|dist)(\/|$)/.test(word);
}

/** Rule 2 above. */
function isPath(word: string, roots: ReadonlySet<string>): boolean {
  const [first = "", second] = word.split("/");
  if (second === undefined) return ENDING.test(word);
  return (
    roots.has(first) ||
    `${first}/${second}` in NOT_HERE ||
    /^\.\.?$/.test(first) ||
    word.endsWith("/") ||
    ENDING.test(word)
  );
}

/** `../shared/…` is lent for development and lies beside the repository. */
function isLent(path: string): boolean {
  return /^(?:\.\.\/)+shared(?:\/|$)/.test(path);
}
