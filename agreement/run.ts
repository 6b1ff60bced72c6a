// `npm run agreement -- FOLDER`: our numbers against those of other programs, for any folder laid out like the
// references. Prints a line for each method; exits non-zero when a value is outside its tolerance. With --document it
// also writes docs/method/agreement.md.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compareFolder } from "./compare-folder.ts";
import { ReferenceFolder } from "./reference-folder.ts";
import { agreementDocument, agreementLines } from "./report.ts";

const shared = process.env["VEEDOR_SHARED"] ?? fileURLToPath(new URL("../../shared", import.meta.url));
const words = process.argv.slice(2);
const asked = words.find((word) => !word.startsWith("--"));
// npm runs its scripts in the root; a relative folder is meant from where the person typed.
const path = asked === undefined ? `${shared}/reference` : resolve(process.env["INIT_CWD"] ?? ".", asked);

if (existsSync(path)) {
  const result = compareFolder(new ReferenceFolder(path));
  for (const line of agreementLines(path, result)) console.log(line);
  const agrees = result.results.every(({ disagreements }) => disagreements.length === 0);
  process.exitCode = agrees && result.results.length > 0 ? 0 : 1;
  if (words.includes("--document")) {
    const document = fileURLToPath(new URL("../docs/method/agreement.md", import.meta.url));
    await writeFile(document, agreementDocument(result));
  }
} else {
  console.error(`${path} is not there. Give the folder: npm run agreement -- FOLDER`);
  process.exitCode = 2;
}
