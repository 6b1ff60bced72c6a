// `npm run studies`: writes docs/method/coverage.md from 10,000 seeded samples of each design.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Studied } from "./coverage.ts";
import { DESIGNS, studyOf } from "./coverage.ts";
import { coverageDocument } from "./coverage-document.ts";

const studied: Studied[] = [];
for (const design of DESIGNS) {
  console.error(`${design.election}: ${design.each} of ${design.strataName}`);
  studied.push(await studyOf(design));
}
await writeFile(
  fileURLToPath(new URL("../docs/method/coverage.md", import.meta.url)),
  coverageDocument(studied),
);
