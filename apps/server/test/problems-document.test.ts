import { fileURLToPath } from "node:url";
import { PROBLEMS, type ProblemCode } from "@veedor/domain";
import { CATALOGS, LANGUAGES, type Language } from "@veedor/messages";
import { describe, expect, it } from "vitest";

const CODES = Object.keys(PROBLEMS).sort() as ProblemCode[];

const INTRODUCTION = `# Problems

What the API answers when it cannot do what it was asked: a problem document (RFC 9457, \`application/problem+json\`) with \`type\`, \`title\`, \`status\`, \`detail\` in the reader's language (\`Accept-Language\`: es, en, pt, fr), and \`code\`, which is stable and which programs may rely on. Where a part of the request is wrong, \`errors\` says which. Words in braces are filled in; they are never figures, names or secrets.

This page is made from the table in \`packages/domain/src/problem-codes.ts\` by a test; after a change there, run that test with \`-u\`.
`;

describe("problems", () => {
  it("have a title and a text in each language", () => {
    for (const language of Object.keys(LANGUAGES) as Language[]) {
      const texts = CATALOGS[language].api;
      const missing = CODES.flatMap((code) => [code, `${code}-title`]).filter(
        (key) => !Object.hasOwn(texts, key),
      );
      expect({ language, missing }).toEqual({ language, missing: [] });
    }
  });

  it("have statuses that say whose fault it is", () => {
    for (const code of CODES) expect(PROBLEMS[code] >= 400 && PROBLEMS[code] < 600).toBe(true);
  });

  it("are documented: docs/operating/problems.md is made from their table", async () => {
    const rows = CODES.map(
      (code) =>
        `| \`${code}\` | ${PROBLEMS[code]} | ${(CATALOGS.en.api[code] ?? "").replaceAll("\n", " ")} |`,
    );
    const text = `${INTRODUCTION}\n| code | status | what it says |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
    const path = fileURLToPath(new URL("../../../docs/operating/problems.md", import.meta.url));
    await expect(text).toMatchFileSnapshot(path);
  });
});
