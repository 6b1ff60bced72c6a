import { describe, expect, test } from "vitest";

import { checkPurity } from "../structure/purity.ts";
import { treeWith } from "./small-repository.ts";

function findingsFor(text: string, path = "packages/statistics/src/a.ts"): string[] {
  return checkPurity(treeWith({ [path]: text })).map((finding) => finding.message.split(" makes ")[0] ?? "");
}

describe("pure packages", () => {
  test.each([
    ["Date.now", "export const at = Date.now();"],
    ["Date.now", 'export const at = Date["now"]();'],
    ["Math.random", "export const { random } = { random: Math.random };"],
    ["new Date()", "export const at = new Date();"],
    ["Date()", "export const at = Date();"],
    ["fetch", 'export const page = await fetch("https://example.org");'],
    ["performance", "export const at = performance.now();"],
    ["process", "export const home = process.env.HOME;"],
    ["crypto", "export const bytes = crypto.getRandomValues(new Uint8Array(4));"],
    ["globalThis", 'export const at = globalThis["Da" + "te"];'],
    ["setTimeout", "setTimeout(() => undefined, 1);"],
  ])("may not use %s", (what, text) => {
    expect(findingsFor(text)).toEqual([what]);
  });

  test.each([
    "export const at = (text: string) => new Date(text);",
    "export const largest = Math.max(1, 2);",
    "export const step = (process: { next(): number }) => process.next();",
    "export const names = { process: 1, fetch: 2 }; export const one = names.process;",
    "export const word = 'Date.now()'; // Math.random()",
  ])("may do this: %s", (text) => {
    expect(findingsFor(text)).toEqual([]);
  });

  test("the rule holds in their sources, not in their tests nor in other packages", () => {
    const text = "export const at = Date.now();";
    expect(findingsFor(text, "packages/demo-country/src/deep/a.ts")).toEqual(["Date.now"]);
    expect(findingsFor(text, "packages/statistics/test/a.test.ts")).toEqual([]);
    expect(findingsFor(text, "apps/cli/src/a.ts")).toEqual([]);
  });
});
