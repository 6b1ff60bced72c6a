import type { GateCondition } from "./release-gate.ts";
import type { ReportingBias } from "./reporting-bias.ts";
import type { NotComputable } from "./take.ts";

/**
 * Whether the figure can be trusted yet and why, as a code with what fills its sentence; the sentences stand in
 * the messages, area `plan`, under `verdict-…`.
 */
export type Verdict =
  | { readonly code: "not-computable"; readonly reason: NotComputable }
  | { readonly code: "too-early"; readonly value: number; readonly threshold: number }
  | { readonly code: "group-too-early"; readonly group: string; readonly value: number; readonly threshold: number }
  | { readonly code: "arrival-differs"; readonly group: string; readonly difference: number; readonly threshold: number }
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
  const coverage = condition("coverage");
  if (coverage && coverage.holds !== true) {
    const { subject, threshold } = coverage;
    const value = coverage.value ?? 0;
    return subject === null ? { code: "too-early", value, threshold } : { code: "group-too-early", group: subject, value, threshold };
  }
  const arrival = condition("arrival");
  if (arrival?.holds === false) {
    const { subject, value, threshold } = arrival;
    return { code: "arrival-differs", group: subject ?? "", difference: value ?? 0, threshold };
  }
  const { drift } = input.bias;
  if (!input.complete && drift !== null && input.bias.raised.includes("estimate-drifts")) {
    return { code: "estimate-drifts", projected: drift.projected, probability: drift.probability };
  }
  const stability = condition("stability");
  if (stability && stability.holds !== true) return { code: "not-settled", value: stability.value, threshold: stability.threshold };
  const sensitivity = condition("sensitivity");
  if (sensitivity && sensitivity.holds !== true) return { code: "missing-could-change", value: sensitivity.value };
  const decision = condition("decision");
  const probability = decision?.value ?? null;
  if (decision?.holds !== true || probability === null) {
    return { code: "too-close-to-call", probability, threshold: decision?.threshold ?? 1 };
  }
  return { code: "can-be-trusted", first: input.first, probability };
}
