import { createHash } from "node:crypto";
import { readPlan } from "@veedor/quick-count";
import { describe, expect, it } from "vitest";
import { planHash } from "../src/replay/plan-hash.ts";

const TAKES =
  '"takes":{"everyMinutes":10,"first":"2031-03-16T18:00:00-05:00","last":"2031-03-16T20:00:00-05:00"}';

describe("the hash of an analysis plan", () => {
  it("is over the whole plan, defaults filled in, keys in order, without blanks", () => {
    const plan = readPlan("p", `{"format":"veedor-analysis-plan/1","denominator":"validVotes",${TAKES}}`);
    // Written out by hand from docs/method/analysis-plan.md.
    const canonical =
      '{"collapse":{"region":null,"rule":"neighbour"},"decision":{"probabilityFirst":0.99},' +
      '"degreesOfFreedom":"welch","denominator":"validVotes","format":"veedor-analysis-plan/1",' +
      '"gate":{"arrivalDifference":0.2,"coverage":0.9,"driftLevel":0.01,"groupCoverage":0.7,"sensitivity":0.1,' +
      '"stableTakes":3,"stableWithin":0.3333333333333333},' +
      `"headline":"post-stratified","level":0.95,"lonely":"collapse-variance","postStrata":null,${TAKES},"watch":[]}`;
    expect(planHash(plan)).toBe(createHash("sha256").update(canonical).digest("hex"));
  });

  it("does not depend on how the file is written", () => {
    const one = readPlan(
      "p",
      `{"format":"veedor-analysis-plan/1","denominator":"total","level":0.9,${TAKES}}`,
    );
    const other = readPlan(
      "p",
      `{ "level": 0.9, ${TAKES},\n "denominator": "total", "format": "veedor-analysis-plan/1" }`,
    );
    expect(planHash(one)).toBe(planHash(other));
  });
});
