import { describe, expect, it } from "vitest";
import type { GateCondition, ReportingBias } from "../src/index.ts";
import { verdict } from "../src/verdict.ts";

const OPEN: readonly GateCondition[] = [
  { name: "coverage", holds: true, value: 0.97, threshold: 0.9, subject: null },
  { name: "arrival", holds: true, value: 0.05, threshold: 0.2, subject: "coast" },
  { name: "stability", holds: true, value: 0.1, threshold: 1 / 3, subject: null },
  { name: "sensitivity", holds: true, value: 0.02, threshold: 0, subject: null },
  { name: "decision", holds: true, value: 0.999, threshold: 0.99, subject: null },
];
const QUIET: ReportingBias = {
  largest: null,
  drift: { z: 0.4, probability: 0.7, projected: 0.001 },
  size: null,
  raised: [],
};
const DRIFTING: ReportingBias = {
  largest: null,
  drift: { z: 4, probability: 0.0001, projected: 0.012 },
  size: null,
  raised: ["estimate-drifts"],
};

type Input = Parameters<typeof verdict>[0];

function of(
  changes: Partial<Record<GateCondition["name"], Partial<GateCondition>>>,
  more: Partial<Input> = {},
) {
  const gate = OPEN.map((condition) => ({ ...condition, ...changes[condition.name] }));
  return verdict({ notComputable: null, gate, bias: QUIET, first: "tierra", complete: false, ...more });
}

/** Every failure at once; each test below mends one more, so that the order shows. */
const FAILURES = {
  coverage: { holds: false, value: 0.4 },
  arrival: { holds: false, value: -0.3, subject: "rural" },
  stability: { holds: false, value: 0.8 },
  sensitivity: { holds: false, value: -0.02 },
  decision: { holds: false, value: 0.93 },
} as const;

describe("the sentence is the first reason that holds the figure back", () => {
  const { coverage, arrival, stability, sensitivity, decision } = FAILURES;
  const drifting = { bias: DRIFTING };

  it("1. nothing can be computed", () => {
    expect(of(FAILURES, { ...drifting, notComputable: "no-reports" })).toEqual({
      code: "not-computable",
      reason: "no-reports",
    });
  });

  it("2. too early, for the sample or for a group", () => {
    expect(of(FAILURES, drifting)).toEqual({ code: "too-early", value: 0.4, threshold: 0.9 });
    const behind = { holds: false, value: 0.6, threshold: 0.7, subject: "river" };
    expect(of({ ...FAILURES, coverage: behind }, drifting)).toEqual({
      code: "group-too-early",
      group: "river",
      value: 0.6,
      threshold: 0.7,
    });
    expect(of({ coverage }).code).toBe("too-early");
  });

  it("3. a group's arrival differs", () => {
    const wanted = { code: "arrival-differs", group: "rural", difference: -0.3, threshold: 0.2 };
    expect(of({ arrival, stability, sensitivity, decision }, drifting)).toEqual(wanted);
  });

  it("4. the estimate drifts, unless nothing is missing", () => {
    const wanted = { code: "estimate-drifts", projected: 0.012, probability: 0.0001 };
    expect(of({ stability, sensitivity, decision }, drifting)).toEqual(wanted);
    expect(of({ stability, sensitivity, decision }, { ...drifting, complete: true }).code).toBe(
      "not-settled",
    );
  });

  it("5. it has not settled, or nobody can know yet", () => {
    expect(of({ stability, sensitivity, decision })).toEqual({
      code: "not-settled",
      value: 0.8,
      threshold: 1 / 3,
    });
    expect(of({ stability: { holds: null, value: null } })).toEqual({
      code: "not-settled",
      value: null,
      threshold: 1 / 3,
    });
  });

  it("6. the missing stations could change who leads", () => {
    expect(of({ sensitivity, decision })).toEqual({ code: "missing-could-change", value: -0.02 });
    expect(of({ sensitivity: { holds: null, value: null } })).toEqual({
      code: "missing-could-change",
      value: null,
    });
  });

  it("7. too close to call", () => {
    expect(of({ decision })).toEqual({ code: "too-close-to-call", probability: 0.93, threshold: 0.99 });
    const unknown = of({ decision: { holds: null, value: null } });
    expect(unknown).toEqual({ code: "too-close-to-call", probability: null, threshold: 0.99 });
  });

  it("8. else the figures can be trusted", () => {
    expect(of({})).toEqual({ code: "can-be-trusted", first: "tierra", probability: 0.999 });
  });

  it("that nobody can compare what is missing, where the plan watches nothing", () => {
    expect(of({ arrival: { holds: null, value: null, subject: null } })).toEqual({
      code: "arrival-not-compared",
    });
  });
});
