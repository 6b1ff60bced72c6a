import { describe, expect, test } from "vitest";

import { checkImports } from "../structure/imports.ts";
import { places, treeWith } from "./small-repository.ts";

function rulesFor(path: string, text: string, more: Record<string, string> = {}): string[] {
  return checkImports(treeWith({ [path]: text, ...more })).map((finding) => finding.rule);
}

describe("imports that the picture allows", () => {
  test.each([
    ["packages/quick-count/src/a.ts", 'import { x } from "@veedor/statistics";'],
    ["packages/demo-country/src/a.ts", 'export type { X } from "@veedor/domain";'],
    ["packages/ui/src/a.tsx", 'import { x } from "@veedor/messages"; export const y = <b>{x}</b>;'],
    ["apps/cli/src/a.ts", 'const { x } = await import("@veedor/quick-count");'],
    ["packages/domain/src/deep/a.ts", 'import { x } from "../b.ts";'],
    [
      "packages/domain/test/a.test.ts",
      'import { readFileSync } from "node:fs"; import { x } from "@veedor/domain";',
    ],
    ["packages/authority-files/src/a.ts", 'import { createReadStream } from "node:fs";'],
    ["checks/structure/a.ts", 'import { x } from "../../bootstrap/b.js";'],
    [
      "packages/domain/src/text.ts",
      'export const text = \'import x from "@veedor/ui"\'; // import "node:fs"',
    ],
  ])("%s: %s", (path, text) => {
    expect(rulesFor(path, text)).toEqual([]);
  });

  test("an exported way into a package", () => {
    const manifest = JSON.stringify({ exports: { ".": {}, "./reading": {} } });
    const text = 'import { x } from "@veedor/authority-files/reading";';
    expect(
      rulesFor("apps/cli/src/a.ts", text, { "packages/authority-files/package.json": manifest }),
    ).toEqual([]);
  });
});

describe("imports against the picture", () => {
  test.each([
    ["import-direction", "packages/domain/src/a.ts", 'import { x } from "@veedor/statistics";'],
    ["import-direction", "packages/domain/src/a.ts", 'import type { X } from "@veedor/quick-count";'],
    ["import-direction", "packages/domain/src/a.ts", 'export type X = import("@veedor/ui").X;'],
    ["import-direction", "packages/quick-count/src/a.ts", 'export * from "@veedor/demo-country";'],
    [
      "import-direction",
      "packages/statistics/test/a.test.ts",
      'const x = await import("@veedor/quick-count");',
    ],
    ["import-direction", "bootstrap/a.js", 'import { x } from "@veedor/domain";'],
    ["import-unknown", "apps/cli/src/a.ts", 'import "@veedor/nowhere";'],
    ["import-deep", "apps/cli/src/a.ts", 'import { x } from "@veedor/domain/src/tally.ts";'],
    [
      "import-out-of-package",
      "apps/cli/src/a.ts",
      'import { x } from "../../../packages/domain/src/tally.ts";',
    ],
    ["import-out-of-package", "packages/domain/src/a.ts", 'import { x } from "../../domain-more/src/b.ts";'],
    ["import-out-of-package", "bootstrap/a.js", 'import { x } from "../checks/step.ts";'],
    ["import-absolute", "apps/cli/src/a.ts", 'import "/home/someone/a.ts";'],
    ["import-builtin", "packages/statistics/src/a.ts", 'import { createHash } from "node:crypto";'],
    ["import-builtin", "packages/messages/src/a.ts", 'import { readFile } from "fs/promises";'],
  ])("%s: %s %s", (rule, path, text) => {
    expect(rulesFor(path, text)).toEqual([rule]);
  });

  test.each(["veedor-server", "@veedor/server"])(
    "an app that imports an app, unless it is declared: %s",
    (name) => {
      const manifests = {
        "apps/server/package.json": JSON.stringify({ name }),
        "apps/cli/package.json": '{ "name": "veedor" }',
      };
      expect(rulesFor("apps/server/src/a.ts", 'import "veedor";', manifests)).toEqual(["import-app"]);
      expect(rulesFor("packages/quick-count/src/a.ts", `import "${name}";`, manifests)).toEqual([
        "import-app",
      ]);
      expect(rulesFor("apps/cli/src/a.ts", `import { start } from "${name}";`, manifests)).toEqual([]);
      expect(rulesFor("apps/cli/src/a.ts", `import "${name}/src/x.ts";`, manifests)).toEqual(["import-deep"]);
    },
  );

  test("a package that nobody drew", () => {
    expect(rulesFor("packages/surprise/src/a.ts", "export {};")).toEqual(["package-not-in-picture"]);
  });

  test("the finding names file and line", () => {
    const tree = treeWith({ "packages/domain/src/a.ts": '\n\nimport "@veedor/ui";\n' });
    expect(places(checkImports(tree))).toEqual(["import-direction packages/domain/src/a.ts:3"]);
  });
});
