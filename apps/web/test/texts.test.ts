// Everything that people read comes from the messages: no component holds a text of its own, in no language.
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseAst } from "vitest/node";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SOURCES = globSync("{apps/web,packages/ui}/src/**/*.tsx", { cwd: ROOT }).sort();
/** Attributes whose value is read or heard. */
const SPOKEN = new Set([
  "alt",
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "aria-valuetext",
  "hint",
  "label",
  "placeholder",
  "title",
]);

type Node = { readonly type: string; readonly [member: string]: unknown };

/** Texts that stand in the JSX of a source. */
function bareTexts(source: string): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (node.type === "JSXText" && hasLetters(node["value"])) found.push(String(node["value"]).trim());
    if (node.type === "JSXAttribute") {
      const name = String((node["name"] as Node)["name"]);
      const value = node["value"] as Node | null;
      if (SPOKEN.has(name) && value?.type === "Literal" && hasLetters(value["value"]))
        found.push(`${name}="${String(value["value"])}"`);
    }
    if (node.type === "JSXExpressionContainer") {
      const expression = node["expression"] as Node;
      if (expression.type === "Literal" && hasLetters(expression["value"]))
        found.push(String(expression["value"]));
    }
    for (const child of Object.values(node).flat())
      if (typeof child === "object" && child !== null && "type" in child) visit(child as Node);
  };
  visit(parseAst(source, { lang: "tsx" }) as unknown as Node);
  return found;
}

function hasLetters(value: unknown): boolean {
  return typeof value === "string" && /\p{L}/u.test(value);
}

describe("components", () => {
  it.each([
    ["<p>Sign in</p>", ["Sign in"]],
    ['<img alt="A map" />', ['alt="A map"']],
    ['<button aria-label="Close">×</button>', ['aria-label="Close"']],
    ['<p>{"Release"}</p>', ["Release"]],
    ['<p className="lead">{say("title")} – 3</p>', []],
  ])("of which %s has %j are found", (source, texts) => {
    expect(bareTexts(source)).toEqual(texts);
  });

  it("hold no text of their own", () => {
    expect(SOURCES.length).toBeGreaterThan(20);
    const found = SOURCES.flatMap((path) =>
      bareTexts(readFileSync(`${ROOT}/${path}`, "utf8")).map((text) => `${path}: ${text}`),
    );
    expect(found).toEqual([]);
  });
});
