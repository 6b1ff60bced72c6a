import { describe, expect, test } from "vitest";

import { checkDocumentation } from "../structure/documentation.ts";
import { treeWith } from "./small-repository.ts";

const REPOSITORY = {
  "package.json": '{ "scripts": { "demo": "", "test": "" } }',
  "packages/domain/src/tally.ts": "",
  "docs/method/draw.md": "",
  "GLOSSARY.md": "",
};

/** What is found in a document at docs/operating/a.md. */
function missingIn(text: string): string[] {
  const tree = treeWith({ ...REPOSITORY, "docs/operating/a.md": text });
  return checkDocumentation(tree, ["draw", "help"]).map(
    (finding) => /"(.*?)"/.exec(finding.message)?.[1] ?? "",
  );
}

describe("what a document names and is not there", () => {
  test.each([
    ["`packages/domain/src/tallies.ts`", "packages/domain/src/tallies.ts"],
    ["see `packages/nowhere` for more", "packages/nowhere"],
    ["`docs/method/gone.md:12`", "docs/method/gone.md"],
    ["`../method/gone.md`", "../method/gone.md"],
    ["`tallies.ts`", "tallies.ts"],
    ["`domain/src/gone.ts`", "domain/src/gone.ts"],
    ["`src/estimation/`", "src/estimation/"],
    ["[how](../method/gone.md#seed)", "../method/gone.md"],
    ["`@veedor/nowhere`", "nowhere"],
    ["type `npx veedor drow --frame FILE`", "drow"],
    ["```sh\nnpm run demos\n```", "demos"],
  ])("%s", (text, missing) => {
    expect(missingIn(text)).toEqual([missing]);
  });

  test("after a fenced block the rules hold again", () => {
    expect(missingIn("```\n`a.ts`\n```\n`b.ts`\n")).toEqual(["b.ts"]);
  });
});

describe("what is there, or is not ours to check", () => {
  test.each([
    "`packages/domain/src/tally.ts:3` and `packages/domain/` and `tally.ts` and `src/tally.ts`",
    "[the draw](../method/draw.md#seed), [words](../../GLOSSARY.md), [part](#below), `./a.md`",
    "[site](https://example.org/x.md) and [mail](mailto:a@example.org)",
    "`../shared/data/readme.md` and [lent](../../../shared/design/product.md)",
    "`packages/*/src`, `catalogs/{es,en}/plan.json`, `FOLDER/manifest.json`, `<file>.ts`",
    "`my-country/results.csv`, `plan.json`, `text/csv`, `and/or`, `1/2`",
    "`node_modules/.bin/veedor` and `packages/domain/dist/index.js`",
    "`@veedor/domain` with `@veedor/source`, `@types/node`, `apps/server`",
    "`npx veedor draw` and `npm run demo -- --headless`, then `npm test`",
    "```\npackages/nowhere/x.ts\n```",
  ])("%s", (text) => {
    expect(missingIn(text)).toEqual([]);
  });
});
