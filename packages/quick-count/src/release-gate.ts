import type { QuickCountEstimate } from "@veedor/statistics";
import type { AnalysisPlan } from "./plan.ts";
import { largestDifference } from "./reporting-bias.ts";
import type { GroupCoverage } from "./response.ts";

/** The five conditions of a release, in the order in which they are looked at. */
export const GATE_CONDITIONS = ["coverage", "arrival", "stability", "sensitivity", "decision"] as const;
export type GateConditionName = (typeof GATE_CONDITIONS)[number];

/**
 * One condition of the release gate, shown as a number beside its threshold.
 *
 * @property holds `null` when it cannot be computed, which does not open the gate
 * @property value the number found; `null` when it cannot be computed
 * @property threshold what the plan asks for
 * @property subject the group or choice that the value is of, where there is one
 */
export type GateCondition = {
  readonly name: GateConditionName;
  readonly holds: boolean | null;
  readonly value: number | null;
  readonly threshold: number;
  readonly subject: string | null;
};

/** Choices below this share are not asked to have settled: their intervals are a few hundredths of a point. */
const SETTLED_FROM_SHARE = 0.05;

/** Condition 1: share of the sample, and of each watched group, that has arrived. */
export function coverageCondition(
  plan: AnalysisPlan,
  coverage: number,
  groups: readonly GroupCoverage[],
): GateCondition {
  let worst: { group: string; value: number } | null = null;
  for (const { group, designed, arrived } of groups) {
    const value = designed === 0 ? 1 : arrived / designed;
    if (value < plan.gate.groupCoverage && value < (worst?.value ?? 1)) worst = { group, value };
  }
  const { coverage: wanted, groupCoverage } = plan.gate;
  if (coverage < wanted || worst === null) {
    return { name: "coverage", holds: coverage >= wanted, value: coverage, threshold: wanted, subject: null };
  }
  return {
    name: "coverage",
    holds: false,
    value: worst.value,
    threshold: groupCoverage,
    subject: worst.group,
  };
}

/**
 * Condition 2: no group's arrival differs from the rest's, unless the headline is adjusted by that column. Where the
 * plan watches no groups, nobody can see whether what is missing differs: not computable, until all have arrived.
 */
export function arrivalCondition(
  plan: AnalysisPlan,
  groups: readonly GroupCoverage[],
  state: { readonly adjusted: boolean; readonly complete: boolean },
): GateCondition {
  const base = { name: "arrival", threshold: plan.gate.arrivalDifference, subject: null } as const;
  if (state.complete) return { ...base, holds: true, value: 0 };
  const adjustedBy = state.adjusted ? (plan.postStrata?.columns ?? []) : [];
  const largest = largestDifference(groups);
  if (largest === null) return { ...base, holds: null, value: null };
  const open = largestDifference(groups.filter(({ column }) => !adjustedBy.includes(column)));
  const value = open?.difference ?? 0;
  return { ...base, holds: Math.abs(value) <= base.threshold, value, subject: open?.group ?? null };
}

/**
 * Condition 3: over the last takes no share of weight has moved by more than a fraction of its interval's half
 * width. The value is the largest movement found, in half widths.
 *
 * @param recent headline estimates of the last takes, the present one last; `null` where there was none
 */
export function stabilityCondition(
  plan: AnalysisPlan,
  recent: readonly (QuickCountEstimate | null)[],
): GateCondition {
  const { stableTakes, stableWithin } = plan.gate;
  const base = { name: "stability", threshold: stableWithin, subject: null } as const;
  const looks = recent.slice(-stableTakes);
  const present = looks.at(-1);
  if (!present || looks.length < stableTakes || looks.includes(null))
    return { ...base, holds: null, value: null };
  let moved = 0;
  present.shares.forEach((share, choice) => {
    if (share.estimate < SETTLED_FROM_SHARE) return;
    const seen = looks.map((look) => look?.shares[choice]?.estimate ?? share.estimate);
    const halfWidth = (share.high - share.low) / 2;
    // Without any width the share is known, as when every station of the frame was drawn and has reported.
    if (halfWidth === 0) return;
    moved = Math.max(moved, (Math.max(...seen) - Math.min(...seen)) / halfWidth);
  });
  return { ...base, holds: moved <= stableWithin, value: moved };
}

/** Condition 4: whatever the missing stations say within reason, the same choice leads. Value: the worst lead. */
export function sensitivityCondition(lead: { readonly low: number } | null): GateCondition {
  const base = { name: "sensitivity", threshold: 0, subject: null } as const;
  return lead === null
    ? { ...base, holds: null, value: null }
    : { ...base, holds: lead.low > 0, value: lead.low };
}

/** Condition 5: the first choice leads with the probability that the plan asks for. */
export function decisionCondition(plan: AnalysisPlan, probabilityFirst: number | null): GateCondition {
  const threshold = plan.decision.probabilityFirst;
  const holds = probabilityFirst === null ? null : probabilityFirst >= threshold;
  return { name: "decision", holds, value: probabilityFirst, threshold, subject: null };
}
