import type { QuickCountEstimate } from "@veedor/statistics";
import type { GateCondition } from "./release-gate.ts";
import type { ReportingBias } from "./reporting-bias.ts";
import type { GroupCoverage } from "./response.ts";
import type { NotComputable, Verdict } from "./verdict.ts";

/**
 * A take: the quick count as it stood at one of the plan's instants.
 *
 * @property at milliseconds since 1970
 * @property arrived stations of which a report is in hand, usable or not
 * @property usable those whose figures are in the estimate (a sheet that is set aside or lacks lines is not one)
 * @property coverage usable over designed
 * @property headline which of the two estimates the plan makes the headline, once it can be computed
 * @property figures the headline's estimate; `null` when nothing can be computed, for the reason in `notComputable`
 * @property probabilityFirst for each choice, the probability that it leads all others, given the sample
 * @property groups response by watched column; `strata` and `postStrata` the same by the design's own cells
 * @property call position of the choice that may be called first, or `null`: too close to call, or not computable
 */
export type Take = {
  readonly number: number;
  readonly at: number;
  readonly designed: number;
  readonly arrived: number;
  readonly usable: number;
  readonly coverage: number;
  readonly weighted: QuickCountEstimate | null;
  readonly postStratified: QuickCountEstimate | null;
  readonly headline: "weighted" | "post-stratified";
  readonly figures: QuickCountEstimate | null;
  readonly notComputable: NotComputable | null;
  readonly probabilityFirst: readonly number[] | null;
  readonly call: number | null;
  readonly groups: readonly GroupCoverage[];
  readonly strata: readonly GroupCoverage[];
  readonly postStrata: readonly GroupCoverage[];
  readonly thinPostStrata: readonly { readonly name: string; readonly reports: number }[];
  readonly bias: ReportingBias;
  readonly gate: readonly GateCondition[];
  readonly verdict: Verdict;
};
