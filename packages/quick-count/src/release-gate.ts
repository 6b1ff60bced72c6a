import type { QuickCountEstimate } from "@veedor/statistics";
import type { AnalysisPlan } from "./plan.ts";
import { largestDifference, SMALLEST_GROUP } from "./reporting-bias.ts";
import type { GroupCoverage } from "./response.ts";
import { reportsWanted } from "./thin-strata.ts";

/** The five conditions of a release, in the order in which they are looked at. */
export const GATE_CONDITIONS = ["coverage", "arrival", "stability", "sensitivity", "decision"] as const;
export type GateConditionName = (typeof GATE_CONDITIONS)[number];

/**
 * One condition of the release gate, shown as a number beside its threshold.
 *
 * @property holds `null` when it cannot be computed, which does not open the gate
 * @property value the number found; `null` when it cannot be computed, or when nothing is left to measure
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

/**
 * Condition 1: share of the sample, and of each watched group of five stations or more, whose figures are in hand;
 * and no stratum that weighs much has nobody, or a single station, to speak for it.
 *
 * @param coverage usable reports over drawn stations; a sheet that is set aside does not count
 * @param thin the stratum that lacks reports most, as `thinStratum` finds it, if there is one
 */
export function coverageCondition(
  plan: AnalysisPlan,
  coverage: number,
  groups: readonly GroupCoverage[],
  thin: GroupCoverage | null,
): GateCondition {
  const { coverage: wanted, groupCoverage } = plan.gate;
  const base = { name: "coverage", holds: false, value: coverage, threshold: wanted, subject: null } as const;
  if (coverage < wanted) return base;
  if (thin !== null)
    return {
      ...base,
      value: responseOf(thin),
      threshold: Math.max(groupCoverage, reportsWanted(thin)),
      subject: thin.group,
    };
  let worst: GroupCoverage | null = null;
  for (const group of groups) {
    if (group.designed < SMALLEST_GROUP || responseOf(group) >= groupCoverage) continue;
    if (worst === null || responseOf(group) < responseOf(worst)) worst = group;
  }
  if (worst === null) return { ...base, holds: true };
  return { ...base, value: responseOf(worst), threshold: groupCoverage, subject: worst.group };
}

function responseOf({ designed, arrived }: GroupCoverage): number {
  return designed === 0 ? 0 : arrived / designed;
}

/**
 * Condition 2: no group's arrival differs from the rest's, unless the headline is adjusted by that column. Where the
 * plan watches no groups, nobody can see whether what is missing differs: not computable, until all have arrived.
 *
 * @param state.adjusted columns by whose every value the headline is adjusted
 */
export function arrivalCondition(
  plan: AnalysisPlan,
  groups: readonly GroupCoverage[],
  state: { readonly adjusted: readonly string[]; readonly complete: boolean },
): GateCondition {
  const base = { name: "arrival", threshold: plan.gate.arrivalDifference, subject: null } as const;
  if (state.complete) return { ...base, holds: true, value: 0 };
  if (largestDifference(groups) === null) return { ...base, holds: null, value: null };
  const open = largestDifference(groups.filter(({ column }) => !state.adjusted.includes(column)));
  // Every comparable group is adjusted for: the condition holds, and there is no number to show.
  if (open === null) return { ...base, holds: true, value: null };
  const value = open.difference ?? 0;
  return { ...base, holds: Math.abs(value) <= base.threshold, value, subject: open.group };
}

/** What condition 3 needs of a take: its headline estimate, how many reports it had, and of how many stations. */
export type Look = {
  readonly figures: QuickCountEstimate | null;
  readonly usable: number;
  readonly designed: number;
};

/**
 * Condition 3: over the last takes that brought new reports no share of weight has moved by more than a fraction of
 * its interval's half width. The value is the largest movement found, in half widths. A take without new reports
 * shows nothing: a network that has stalled has not settled. Once every station's figures are in hand each take
 * counts, since nothing is awaited that could move it.
 *
 * @param takes all takes so far, the present one last
 */
export function stabilityCondition(plan: AnalysisPlan, takes: readonly Look[]): GateCondition {
  const { stableTakes, stableWithin } = plan.gate;
  const base = { name: "stability", threshold: stableWithin, subject: null } as const;
  const looks = takes
    .filter(({ usable, designed }, i) => usable === designed || usable !== takes[i + 1]?.usable)
    .slice(-stableTakes);
  const estimates = looks.flatMap(({ figures }) => (figures === null ? [] : [figures]));
  const present = estimates.at(-1);
  if (!present || estimates.length < stableTakes) return { ...base, holds: null, value: null };
  let moved = 0;
  present.shares.forEach((share, choice) => {
    if (share.estimate < SETTLED_FROM_SHARE) return;
    const seen = estimates.map((look) => look.shares[choice]?.estimate ?? share.estimate);
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

/**
 * Condition 5: the first choice leads with the probability that the plan asks for.
 *
 * @param probabilityFirst as `leadingProbability` gives it; `null` when there is no margin to reckon with
 */
export function decisionCondition(plan: AnalysisPlan, probabilityFirst: number | null): GateCondition {
  const threshold = plan.decision.probabilityFirst;
  const holds = probabilityFirst === null ? null : probabilityFirst >= threshold;
  return { name: "decision", holds, value: probabilityFirst, threshold, subject: null };
}
