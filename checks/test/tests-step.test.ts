import { expect, test } from "vitest";

import { outcomeOf } from "../tests-step.ts";

const passedTest = { status: "passed", title: "draws", ancestorTitles: ["draw"] };
const file = { name: "a.test.ts", status: "passed", message: "", assertionResults: [passedTest] };

test("a run without a report is one failure", () => {
  expect(outcomeOf(null, 1, "no such file")).toMatchObject({ passed: 0, failed: 1, output: "no such file" });
});

test("a file that does not load counts as a failure beside the tests of the others", () => {
  const broken = { ...file, name: "b.test.ts", status: "failed", assertionResults: [] };
  const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file, broken] };
  expect(outcomeOf(report, 1, "")).toMatchObject({ passed: 1, failed: 1 });
});

test("a run that ends badly after every test passed is a failure", () => {
  const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file] };
  expect(outcomeOf(report, 1, "")).toMatchObject({ passed: 1, failed: 1 });
  expect(outcomeOf(report, 0, "")).toMatchObject({ passed: 1, failed: 0 });
});

test("skipped tests are told by the group that says why", () => {
  const title = "reference qc-design (skipped: ../shared is not here)";
  const skipped = { status: "skipped", title: "n = 7", ancestorTitles: ["", "sample", title, "every case"] };
  const silent = { status: "pending", title: "later", ancestorTitles: ["sample"] };
  const report = {
    numPassedTests: 1,
    numFailedTests: 0,
    testResults: [{ ...file, assertionResults: [passedTest, skipped, silent, skipped] }],
  };
  expect(outcomeOf(report, 0, "").skipped).toEqual([
    `2 tests skipped: ${title}`,
    "1 test skipped: sample > later",
  ]);
});
