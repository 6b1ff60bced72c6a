// `npm run agreement -- FOLDER`: our numbers against those of other programs, for any folder laid out like the
// references. Prints a line for each method; exits non-zero when a value is outside its tolerance.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compareFolder } from "./compare-folder.ts";
import { ReferenceFolder } from "./reference-folder.ts";
import { agreementLines } from "./report.ts";

const shared = process.env["VEEDOR_SHARED"] ?? fileURLToPath(new URL("../../shared", import.meta.url));
const path = process.argv[2] ?? `${shared}/reference`;

if (existsSync(path)) {
  const result = compareFolder(new ReferenceFolder(path));
  for (const line of agreementLines(path, result)) console.log(line);
  const agrees = result.results.every(({ disagreements }) => disagreements.length === 0);
  process.exitCode = agrees && result.results.length > 0 ? 0 : 1;
} else {
  console.error(`${path} is not there. Give the folder: npm run agreement -- FOLDER`);
  process.exitCode = 2;
}
