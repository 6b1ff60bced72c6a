import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Outcome, runNode, type Step } from "./step.ts";

/** What vitest's JSON report says, as far as we read it. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly ancestorTitles: readonly string[];
    }[];
  }[];
}

/** The tests of every package, each counted on its own. */
export const testsStep: Step = {
  name: "tests",
  what: "vitest",
  async run(root): Promise<Outcome> {
    const folder = mkdtempSync(join(tmpdir(), "veedor-tests-"));
    try {
      const file = join(folder, "report.json");
      const ended = await runNode(root, [
        "node_modules/vitest/vitest.mjs",
        "run",
        "--reporter=dot",
        "--reporter=json",
        `--outputFile.json=${file}`,
      ]);
      return outcomeOf(readReport(file), ended.code, ended.output);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function readReport(file: string): Report | null {
  try {
    const report: unknown = JSON.parse(readFileSync(file, "utf8"));
    return report as Report;
  } catch {
    return null;
  }
}

/**
 * Counts from the report. A file that could not even be loaded, or a run that failed without a failed test (an error
 * outside of tests, no report at all) counts as one failure, so that it cannot pass unseen.
 */
export function outcomeOf(report: Report | null, code: number, output: string): Outcome {
  const passed = report?.numPassedTests ?? 0;
  const unloaded = report?.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const counted = (report?.numFailedTests ?? 0) + (unloaded?.length ?? 0);
  const failed = counted === 0 && code !== 0 ? 1 : counted;
  return { passed, failed, output, skipped: report === null ? [] : skippedIn(report) };
}

/** Skipped tests by the title (their own or of a group around them) that says why: the one with the word "skipped". */
function skippedIn(report: Report): string[] {
  const counts = new Map<string, number>();
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (!["skipped", "pending", "todo", "disabled"].includes(test.status)) continue;
      const titles = [...test.ancestorTitles, test.title].filter((title) => title !== "");
      const reason = titles.findLast((title) => title.includes("skipped")) ?? titles.join(" > ");
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  return [...counts].map(
    ([reason, count]) => `${count} ${count === 1 ? "test" : "tests"} skipped: ${reason}`,
  );
}
