import type { Contest, Figure, StationCode } from "@veedor/domain";
import type { QuickCountEstimate, StationReport } from "@veedor/statistics";
import { StratifiedEstimator } from "@veedor/statistics";
import type { CountedLines } from "./counted-figures.ts";
import { countedFigures, countedLines } from "./counted-figures.ts";
import { firstProbabilities, leadingProbability, reasonOf } from "./estimator-answers.ts";
import { leadBounds, leadDrift } from "./lead-evidence.ts";
import type { AnalysisPlan } from "./plan.ts";
import type { GateCondition, Look } from "./release-gate.ts";
import {
  arrivalCondition,
  coverageCondition,
  decisionCondition,
  sensitivityCondition,
  stabilityCondition,
} from "./release-gate.ts";
import type { ReportingBias } from "./reporting-bias.ts";
import { reportingBias } from "./reporting-bias.ts";
import type { GroupCoverage } from "./response.ts";
import { responseByCell, responseByGroup } from "./response.ts";
import type { SampleDesign } from "./sample-design.ts";
import { stationSizes } from "./station-sizes.ts";
import type { Take } from "./take.ts";
import { thinStratum } from "./thin-strata.ts";
import type { NotComputable } from "./verdict.ts";
import { verdict } from "./verdict.ts";

/**
 * What became of a report: counted; kept, although its figures cannot be used or its station's are counted already
 * (the first usable report counts until a person decides otherwise); or refused, since the sample does not have its
 * station.
 */
export type Receipt = "counted" | "kept-not-usable" | "kept-second-report" | "refused-unknown-station";

/**
 * A quick count while its tallies arrive. Give it the reports as they come and ask for a {@link Take} at the
 * plan's instants; it keeps no clock of its own.
 */
export class QuickCount {
  readonly contest: Contest;
  readonly choices: readonly string[];
  readonly #plan: AnalysisPlan;
  readonly #design: SampleDesign;
  readonly #position: ReadonlyMap<StationCode, number>;
  readonly #estimator: StratifiedEstimator;
  readonly #lines: CountedLines;
  readonly #registeredKnown: boolean;
  /** Takes that an earlier quick count of this evening made. */
  readonly #earlier: readonly Look[];
  /** First usable report of each station, in order of arrival; `null` while none that has come can be used. */
  readonly #received = new Map<number, StationReport | null>();
  readonly #takes: Take[] = [];
  #stored = 0;
  /** Whether a counted sheet did not say how many voted, so that turnout cannot be computed. */
  #ballotsMissing = false;

  /**
   * @param earlier takes of this evening that were made before, in their order: whoever keeps takes can begin a quick
   *   count anew and go on where another one stopped
   * @throws {DesignError} `unknown-column` when the contest's sheet has no line for the plan's denominator
   */
  constructor(plan: AnalysisPlan, contest: Contest, design: SampleDesign, earlier: readonly Look[] = []) {
    this.#earlier = earlier;
    this.#plan = plan;
    this.#design = design;
    this.contest = contest;
    this.#lines = countedLines(plan, contest);
    this.choices = this.#lines.choices.map((line) => contest.lines[line]?.code ?? "");
    this.#registeredKnown = design.stations.every((station) => station.registered !== null);
    this.#position = new Map(design.stations.map((station, i) => [station.code, i]));
    this.#estimator = new StratifiedEstimator({
      choices: this.choices.length,
      separateBallots: true,
      registered: this.#registeredKnown,
      strata: design.strata,
      postStrata: design.postStrata,
      lonely: plan.lonely,
      collapse: plan.collapse.rule,
    });
  }

  /**
   * Takes in one station's figures, in the order of the contest's lines. A usable report takes the place of unusable
   * ones that came before, and counts as having come when it came itself.
   *
   * @param setAside whether a check has set the figures aside: they are kept, and neither estimated nor covered
   * @throws {StatisticsError} for figures that are no counts; nothing is kept then
   */
  receive(code: StationCode, figures: readonly Figure[], setAside = false): Receipt {
    const station = this.#position.get(code);
    if (station === undefined) return "refused-unknown-station";
    if (this.#isUsable(station)) {
      this.#stored += 1;
      return "kept-second-report";
    }
    const sampled = setAside ? undefined : this.#design.stations[station];
    const counted = sampled && countedFigures(this.#lines, sampled, figures, this.#registeredKnown);
    if (counted) this.#estimator.add(counted.report);
    this.#stored += 1;
    // Taken out first, so that a station stands at the place of its usable report.
    this.#received.delete(station);
    this.#received.set(station, counted?.report ?? null);
    if (!counted) return "kept-not-usable";
    if (!counted.ballotsGiven) this.#ballotsMissing = true;
    return "counted";
  }

  /** Reports kept, usable or not, second ones too. */
  get stored(): number {
    return this.#stored;
  }

  /** The quick count as it stands; to be called at the plan's instants, in their order. */
  take(at: number): Take {
    const designed = this.#design.stations.length;
    const arrived = this.#received.size;
    const usable = this.#estimator.stations;
    const isUsable = (station: number): boolean => this.#isUsable(station);
    const estimates = this.#estimates();
    const { figures } = estimates;
    const response = {
      groups: responseByGroup(this.#design, isUsable),
      ...responseByCell(this.#design, isUsable),
    };
    const bias = this.#bias(figures, response.groups);
    const complete = usable === designed;
    const probabilities = figures === null ? null : firstProbabilities(figures);
    const first = figures?.lead?.first ?? 0;
    const leading = figures && leadingProbability(figures, probabilities?.[first] ?? 0, complete);
    const gate = this.#gate({ ...estimates, ...response, usable, designed, leading });
    const { notComputable } = estimates;
    const called = leading !== null && leading >= this.#plan.decision.probabilityFirst;
    const take: Take = {
      number: this.#earlier.length + this.#takes.length + 1,
      at,
      designed,
      arrived,
      usable,
      coverage: usable / designed,
      ...estimates,
      probabilityFirst: probabilities,
      call: called ? first : null,
      ...response,
      bias,
      gate,
      verdict: verdict({ notComputable, gate, bias, first: this.#nameOf(first), complete }),
    };
    this.#takes.push(take);
    return take;
  }

  /** A sheet that is set aside or lacks lines says nothing of how its station voted: it is still awaited. */
  #isUsable(station: number): boolean {
    return (this.#received.get(station) ?? null) !== null;
  }

  /** Both estimates, which of them is the headline, and what stands in the way. */
  #estimates() {
    const weighted = this.#computed();
    const adjusted = weighted.estimate === null ? null : this.#postStratified();
    const thinPostStrata = adjusted !== null && "thinCells" in adjusted ? adjusted.thinCells : [];
    const postStratified = adjusted === null || "thinCells" in adjusted ? null : adjusted;
    const isAdjusted = this.#plan.headline === "post-stratified" && postStratified !== null;
    return {
      weighted: weighted.estimate,
      postStratified,
      headline: isAdjusted ? ("post-stratified" as const) : ("weighted" as const),
      figures: isAdjusted ? postStratified : weighted.estimate,
      notComputable: weighted.reason,
      thinPostStrata,
    };
  }

  #bias(figures: QuickCountEstimate | null, groups: readonly GroupCoverage[]): ReportingBias {
    const lead = figures?.lead ?? null;
    const smallestDrift = lead ? (this.#plan.gate.stableWithin * (lead.high - lead.low)) / 2 : 0;
    const drift = lead ? leadDrift(this.#design, this.#received, lead) : null;
    return reportingBias(groups, drift, stationSizes(this.#design, this.#received), {
      ...this.#plan.gate,
      smallestDrift,
    });
  }

  #gate(
    state: Pick<Take, "figures" | "headline" | "groups" | "strata" | "usable" | "designed"> & {
      readonly leading: number | null;
    },
  ): GateCondition[] {
    const plan = this.#plan;
    const { figures, groups, usable, designed } = state;
    const lead = figures?.lead ?? null;
    const bounds = lead ? leadBounds(this.#design, this.#received, lead, plan.gate.sensitivity) : null;
    return [
      coverageCondition(plan, usable / designed, groups, thinStratum(figures?.notes ?? [], state.strata)),
      arrivalCondition(plan, groups, {
        adjusted: state.headline === "post-stratified" ? this.#design.adjustedColumns : [],
        complete: usable === designed,
      }),
      stabilityCondition(plan, [...this.#earlier, ...this.#takes, state]),
      sensitivityCondition(bounds),
      decisionCondition(plan, state.leading),
    ];
  }

  #nameOf(choice: number): string {
    return this.contest.lines[this.#lines.choices[choice] ?? -1]?.name ?? "";
  }

  #computed(): { readonly estimate: QuickCountEstimate | null; readonly reason: NotComputable | null } {
    if (this.#estimator.stations === 0) return { estimate: null, reason: "no-reports" };
    try {
      return { estimate: this.#stated(this.#estimator.estimate(this.#interval())), reason: null };
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === null) throw error;
      return { estimate: null, reason };
    }
  }

  #postStratified() {
    if (this.#plan.postStrata === null) return null;
    const { minimum } = this.#plan.postStrata;
    const adjusted = this.#estimator.postStratifiedEstimate({ ...this.#interval(), minimum });
    return "thinCells" in adjusted ? adjusted : this.#stated(adjusted);
  }

  /** The estimate without a turnout that would count a missing figure as if it were known. */
  #stated(estimate: QuickCountEstimate): QuickCountEstimate {
    return this.#ballotsMissing ? { ...estimate, turnout: null } : estimate;
  }

  #interval() {
    return { level: this.#plan.level, degreesOfFreedom: this.#plan.degreesOfFreedom };
  }
}
