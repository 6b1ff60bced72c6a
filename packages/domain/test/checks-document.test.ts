import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CHECKS } from "../src/index.ts";

const page = readFileSync(new URL("../../../docs/method/checks.md", import.meta.url), "utf8");

it("docs/method/checks.md lists every check with its severity, in the order of the code", () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (\w+) +\| (.+) \| (.+) \|$/gm)];
  expect(rows.map(([, code, severity]) => [code, severity])).toEqual(
    Object.entries(CHECKS).map(([code, { severity }]) => [code, severity]),
  );
});
