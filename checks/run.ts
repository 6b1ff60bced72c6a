// `npm test`: every check as a step, two at a time; the last line is `N passed, N failed`.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

import type { Outcome, Step } from "./step.ts";
import { STEPS } from "./steps.ts";

const AT_ONCE = 2;
/** Milliseconds after which a long step says that it is still at work. */
const PULSE = 15_000;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

function wantedSteps(words: readonly string[]): readonly Step[] | null {
  if (words.length === 0) return STEPS;
  const names = words
    .flatMap((word) => word.replace(/^--only=?/, "").split(","))
    .filter((name) => name !== "");
  const isAsked = words.some((word) => word.startsWith("--only"));
  const known = STEPS.map((step) => step.name);
  if (isAsked && names.length > 0 && names.every((name) => known.includes(name))) {
    return STEPS.filter((step) => names.includes(step.name));
  }
  console.error(`usage: npm test -- [--only NAME[,NAME]]; the names are ${known.join(", ")}`);
  return null;
}

/** Runs the steps and prints a line at the end of each, with its full output where it failed. */
async function runAll(steps: readonly Step[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...steps];
  const running = new Set<string>();
  const pulse = setInterval(() => console.error(`running: ${[...running].join(", ")}`), PULSE);
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const started = performance.now();
      running.add(step.name);
      const outcome = await outcomeOf(step);
      running.delete(step.name);
      const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
      const verdict = outcome.failed === 0 ? "ok    " : "FAILED";
      const count =
        outcome.passed + outcome.failed > 1 ? ` (${outcome.passed} passed, ${outcome.failed} failed)` : "";
      console.log(`${verdict} ${seconds} s  ${step.name.padEnd(10)} ${step.what}${count}`);
      if (outcome.failed > 0) console.log(indented(outcome.output));
      outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  clearInterval(pulse);
  return outcomes;
}

async function outcomeOf(step: Step): Promise<Outcome> {
  try {
    return await step.run(root);
  } catch (error) {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, output, skipped: [] };
  }
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, "    ");
}

function sharedSentence(skipped: readonly string[]): string[] {
  const shared = process.env["VEEDOR_SHARED"] ?? join(root, "..", "shared");
  return skipped.length > 0 && !existsSync(shared)
    ? [
        "The reference data (../shared, or the folder in VEEDOR_SHARED) is not here; the tests that need it are skipped.",
      ]
    : [];
}

const steps = wantedSteps(process.argv.slice(2));
if (steps === null) {
  process.exitCode = 2;
} else {
  console.log(`Checking: ${steps.map((step) => step.name).join(", ")}`);
  const outcomes = await runAll(steps);
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  for (const sentence of [...sharedSentence(skipped), ...skipped]) console.log(sentence);
  const sum = (count: "passed" | "failed"): number =>
    outcomes.reduce((total, outcome) => total + outcome[count], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
}
