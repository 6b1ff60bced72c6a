import type { GateCondition } from "./release-gate.ts";
import type { ReportingBias } from "./reporting-bias.ts";

/** Why an instant has no estimate. */
export type NotComputable = "no-reports" | "one-station" | "no-votes" | "lonely-stratum";

/**
 * Whether the figure can be trusted yet and why, as a code with what fills its sentence; the sentences stand in
 * the messages, area `plan`, under `verdict-…`.
 */
export type Verdict =
  | { readonly code: "not-computable"; readonly reason: NotComputable }
  | { readonly code: "too-early"; readonly value: number; readonly threshold: number }
  | {
      readonly code: "group-too-early";
      readonly group: string;
      readonly value: number;
      readonly threshold: number;
    }
  | {
      readonly code: "arrival-differs";
      readonly group: string;
      readonly difference: number;
      readonly threshold: number;
    }
  | { readonly code: "arrival-not-compared" }
  | { readonly code: "estimate-drifts"; readonly projected: number; readonly probability: number }
  | { readonly code: "not-settled"; readonly value: number | null; readonly threshold: number }
  | { readonly code: "missing-could-change"; readonly value: number | null }
  | { readonly code: "too-close-to-call"; readonly probability: number | null; readonly threshold: number }
  | { readonly code: "can-be-trusted"; readonly first: string; readonly probability: number };

/** The first reason that holds the figure back, or that it can be trusted. */
export function verdict(input: {
  readonly notComputable: NotComputable | null;
  readonly gate: readonly GateCondition[];
  readonly bias: ReportingBias;
  readonly first: string;
  readonly complete: boolean;
}): Verdict {
  if (input.notComputable !== null) return { code: "not-computable", reason: input.notComputable };
  const condition = (name: GateCondition["name"]) => input.gate.find((one) => one.name === name);
  return (
    tooEarly(condition("coverage")) ??
    differs(condition("arrival")) ??
    (input.complete ? null : drifts(input.bias)) ??
    notSettled(condition("stability")) ??
    couldChange(condition("sensitivity")) ??
    decided(condition("decision"), input.first)
  );
}

function tooEarly(coverage: GateCondition | undefined): Verdict | null {
  if (coverage?.holds === true) return null;
  const [value, threshold] = [coverage?.value ?? 0, coverage?.threshold ?? 1];
  const group = coverage?.subject ?? null;
  return group === null
    ? { code: "too-early", value, threshold }
    : { code: "group-too-early", group, value, threshold };
}

function differs(arrival: GateCondition | undefined): Verdict | null {
  if (arrival?.holds === true) return null;
  if (arrival?.holds !== false) return { code: "arrival-not-compared" };
  const { subject, value, threshold } = arrival;
  return { code: "arrival-differs", group: subject ?? "", difference: value ?? 0, threshold };
}

function drifts({ drift, raised }: ReportingBias): Verdict | null {
  if (drift === null || !raised.includes("estimate-drifts")) return null;
  return { code: "estimate-drifts", projected: drift.projected, probability: drift.probability };
}

function notSettled(stability: GateCondition | undefined): Verdict | null {
  if (stability?.holds === true) return null;
  return { code: "not-settled", value: stability?.value ?? null, threshold: stability?.threshold ?? 0 };
}

function couldChange(sensitivity: GateCondition | undefined): Verdict | null {
  return sensitivity?.holds === true
    ? null
    : { code: "missing-could-change", value: sensitivity?.value ?? null };
}

function decided(decision: GateCondition | undefined, first: string): Verdict {
  const [probability, threshold] = [decision?.value ?? null, decision?.threshold ?? 1];
  const isDecided = decision?.holds === true && probability !== null;
  return isDecided
    ? { code: "can-be-trusted", first, probability }
    : { code: "too-close-to-call", probability, threshold };
}
