import { packStep } from "./pack/step.ts";
import { runNode, type Step, wholeOutcome } from "./step.ts";
import { checkStructure, findingLine } from "./structure/index.ts";
import { testsStep } from "./tests-step.ts";

/** A tool from node_modules as a step. */
function tool(name: string, what: string, ...words: string[]): Step {
  return { name, what, run: async (root) => wholeOutcome(await runNode(root, words)) };
}

const structure: Step = {
  name: "structure",
  what: "imports, folders, documents, manifests, decisions, lock",
  run: (root) => {
    const findings = checkStructure(root);
    const output = findings.map((finding) => `${findingLine(finding)}\n`).join("");
    return Promise.resolve(wholeOutcome({ code: findings.length === 0 ? 0 : 1, output }));
  },
};

const TSC = "node_modules/typescript/bin/tsc";

/** The checks of `npm test`. The longest come first, so that two at a time end together. */
export const STEPS: readonly Step[] = [
  testsStep,
  packStep,
  tool("types", "strict TypeScript everywhere", TSC, "-p", "tsconfig.json"),
  tool("types-web", "strict TypeScript of what runs in a browser", TSC, "-p", "apps/web/tsconfig.json"),
  tool("types-pure", "pure packages without Node.js types", TSC, "-p", "tsconfig.pure.json"),
  tool(
    "lint",
    "oxlint with type-aware rules",
    "node_modules/oxlint/bin/oxlint",
    "--deny-warnings",
    "--format=unix",
  ),
  tool(
    "format",
    "Biome (npm run format mends it)",
    "node_modules/@biomejs/biome/bin/biome",
    "check",
    "--reporter=summary",
  ),
  tool(
    "unused",
    "knip: files, exports, dependencies",
    "node_modules/knip/bin/knip.js",
    "--no-progress",
    "--no-config-hints",
  ),
  structure,
];
