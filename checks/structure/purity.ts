// Rule `impure`: no clock, network, chance or process in the sources of the pure packages.
import type { Finding } from "./finding.ts";
import { PURE_PACKAGES } from "./picture.ts";
import { isNode, lineOf, type SyntaxNode, syntaxOf, visit } from "./source-file.ts";
import type { Tree } from "./tree.ts";

/** Globals that let the world in. */
const WORLDLY = new Set([
  "fetch",
  "performance",
  "process",
  "crypto",
  "navigator",
  "globalThis",
  "XMLHttpRequest",
  "WebSocket",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "eval",
  "require",
]);

/** Every use of clock, network, chance or process in `packages/PURE/src`. */
export function checkPurity(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  for (const path of tree.files) {
    const [, name = ""] = /^packages\/([^/]+)\/src\/.*\.ts$/.exec(path) ?? [];
    if (!PURE_PACKAGES.includes(name)) continue;
    const text = tree.text(path);
    for (const { what, place } of worldlyUses(syntaxOf(path, text))) {
      const message = `${what} makes the result depend on more than the arguments; take the value as an argument`;
      findings.push({ rule: "impure", path, line: lineOf(text, place), message });
    }
  }
  return findings;
}

function worldlyUses(tree: SyntaxNode): { what: string; place: number }[] {
  const uses: { what: string; place: number }[] = [];
  const declared = declaredNames(tree);
  visit(tree, (node, parent) => {
    const what = worldlyName(node, parent, declared) ?? worldlyMember(node) ?? presentDate(node);
    if (what !== null) uses.push({ what, place: node.start });
  });
  return uses;
}

function worldlyName(
  node: SyntaxNode,
  parent: SyntaxNode | null,
  declared: ReadonlySet<string>,
): string | null {
  const name = nameOf(node);
  if (name === null || !WORLDLY.has(name) || declared.has(name)) return null;
  const isKey = parent?.["key"] === node || parent?.["property"] === node;
  return isKey && parent["computed"] !== true ? null : name;
}

function worldlyMember(node: SyntaxNode): string | null {
  if (node.type !== "MemberExpression" || !isNode(node["object"]) || !isNode(node["property"])) return null;
  const member = `${nameOf(node["object"])}.${nameOf(node["property"]) ?? String(node["property"]["value"])}`;
  return member === "Date.now" || member === "Math.random" ? member : null;
}

/** `new Date()` and `Date()` read the clock; `new Date(text)` does not. */
function presentDate(node: SyntaxNode): string | null {
  if (!isNode(node["callee"]) || nameOf(node["callee"]) !== "Date") return null;
  if (node.type === "CallExpression") return "Date()";
  const given = node["arguments"];
  return node.type === "NewExpression" && Array.isArray(given) && given.length === 0 ? "new Date()" : null;
}

function nameOf(node: SyntaxNode): string | null {
  return node.type === "Identifier" && typeof node["name"] === "string" ? node["name"] : null;
}

/** Names that the file itself declares (parameters, variables, imports): those are not the globals. */
function declaredNames(tree: SyntaxNode): Set<string> {
  const names = new Set<string>();
  const note = (value: unknown): void => {
    const name = isNode(value) ? nameOf(value) : null;
    if (name !== null) names.add(name);
  };
  visit(tree, (node) => {
    if (node.type === "VariableDeclarator" || node.type === "FunctionDeclaration") note(node["id"]);
    if (node.type.startsWith("Import") && node.type.endsWith("Specifier")) note(node["local"]);
    const parameters = node["params"];
    if (Array.isArray(parameters)) for (const parameter of parameters as unknown[]) note(parameter);
  });
  return names;
}
