import { parseAst } from "vitest/node";

/** A node of the syntax tree (ESTree with TypeScript), seen only through what the rules ask of it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

/** An import of any kind (static, re-exported, dynamic, of types) with a literal specifier. */
export interface ImportFound {
  readonly specifier: string;
  readonly line: number;
}

/** The syntax tree of a TypeScript or JavaScript file. Throws when the file does not parse. */
export function syntaxOf(path: string, text: string): SyntaxNode {
  const lang = path.endsWith("x") ? "tsx" : "ts";
  const parsed: unknown = parseAst(text, { lang, sourceType: "module" }, path);
  return parsed as SyntaxNode;
}

/** Every import in a file, in order of appearance. */
export function importsOf(path: string, text: string): ImportFound[] {
  const found: ImportFound[] = [];
  visit(syntaxOf(path, text), (node) => {
    const literal = IMPORTING[node.type];
    const specifier = literal === undefined ? undefined : literalOf(node[literal]);
    if (specifier !== undefined) found.push({ specifier, line: lineOf(text, node.start) });
  });
  return found;
}

/** Node types that import, and the member that holds the specifier. */
const IMPORTING: Readonly<Record<string, string>> = {
  ImportDeclaration: "source",
  ExportNamedDeclaration: "source",
  ExportAllDeclaration: "source",
  ImportExpression: "source",
  TSImportType: "source",
};

function literalOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  const text = value["value"];
  if (typeof text === "string") return text;
  return isNode(value["literal"]) ? literalOf(value["literal"]) : undefined;
}

/** Calls a function on every node, with the node around it, from the outside in. */
export function visit(
  node: SyntaxNode,
  see: (node: SyntaxNode, parent: SyntaxNode | null) => void,
  parent: SyntaxNode | null = null,
): void {
  see(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) visit(child, see, node);
    }
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The line (from 1) of a place in a text. */
export function lineOf(text: string, place: number): number {
  return text.slice(0, place).split("\n").length;
}
