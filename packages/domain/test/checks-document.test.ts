import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CHECKS } from "../src/index.ts";

const page = readFileSync(new URL("../../../docs/method/checks.md", import.meta.url), "utf8");

it("docs/method/checks.md lists every check with its severity and what it does to a report, in the order of the code", () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (\w+) +\| (waits|told|–) +\| (.+) \| (.+) \|$/gm)];
  expect(rows.map(([, code, severity, onReport]) => [code, severity, onReport])).toEqual(
    Object.entries(CHECKS).map(([code, { severity, onReport }]) => [code, severity, onReport ?? "–"]),
  );
});
