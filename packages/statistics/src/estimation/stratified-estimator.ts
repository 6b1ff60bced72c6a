import { requireBetween, requireInteger, StatisticsError } from "../statistics-error.ts";
import type { CollapseRule, LonelyRule, Stratum } from "./missing-strata.ts";
import { COLLAPSE_RULES, indexStrata, LONELY_RULES } from "./missing-strata.ts";
import { PooledGroups } from "./pooled-groups.ts";
import type { CellCoverage, PostStratum } from "./post-strata.ts";
import { adjustment, cellCoverage, checkPostStrata } from "./post-strata.ts";
import type { QuickCountDesign, StationReport } from "./quick-count-design.ts";
import type { QuickCountEstimate, TotalEstimate } from "./quick-count-estimate.ts";
import { estimateOf } from "./quick-count-estimate.ts";
import type { IntervalOptions, TotalsWithCovariance, VariableRoles } from "./ratio-estimates.ts";
import { packedPosition, RatioEstimates } from "./ratio-estimates.ts";
import type { ReportingDesign } from "./reporting-design.ts";
import { reportingDesign } from "./reporting-design.ts";
import { StationSums } from "./station-sums.ts";

const DEFAULT_INTERVAL: IntervalOptions = { level: 0.95, degreesOfFreedom: "welch" };

/**
 * Estimates a result from a stratified sample of stations while reports arrive: combined ratios with their full
 * covariance, finite population correction, degrees of freedom that keep coverage with few stations a stratum.
 *
 * Not for clusters drawn in two stages. Reports must come from stations drawn at random within strata; whether
 * those that are missing differ is not something that these margins know.
 *
 * Source: `docs/method/estimation.md`.
 *
 * @example
 * const estimator = new StratifiedEstimator({ choices: 2, strata: [{ name: "all", size: 100 }] });
 * estimator.add({ stratum: 0, votes: [60, 40], denominator: 100 });
 * estimator.add({ stratum: 0, votes: [45, 55], denominator: 100 });
 * estimator.estimate().shares[0].estimate; // 0.525
 */
export class StratifiedEstimator {
  readonly #strata: readonly Stratum[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #postStrata: readonly PostStratum[];
  readonly #rules: { readonly lonely: LonelyRule; readonly collapse: CollapseRule };
  readonly #roles: VariableRoles;
  readonly #sums: StationSums;
  readonly #reports: Float64Array;
  readonly #counts: Float64Array;
  #stations = 0;
  #strataPresent = 0;
  /** Stations with votes in the denominator. */
  #withVotes = 0;
  #pooled: PooledGroups | null = null;
  #design: ReportingDesign | null = null;

  constructor(design: QuickCountDesign) {
    const choices = requireInteger("choices", design.choices, 1, 500);
    this.#strata = design.strata;
    this.#index = indexStrata(design.strata);
    this.#postStrata = design.postStrata ?? [];
    checkPostStrata(this.#postStrata);
    this.#rules = { lonely: design.lonely ?? "collapse-variance", collapse: design.collapse ?? "map" };
    requireOneOf("lonely", this.#rules.lonely, LONELY_RULES);
    requireOneOf("collapse", this.#rules.collapse, COLLAPSE_RULES);
    const ballots = design.separateBallots ? choices + 1 : choices;
    const registered = design.registered ? ballots + 1 : -1;
    const variables = Math.max(ballots, registered) + 1;
    this.#roles = { choices, denominator: choices, ballots, registered, variables };
    this.#sums = new StationSums(variables, design.strata.length, Math.max(1, this.#postStrata.length));
    this.#reports = new Float64Array(design.strata.length);
    this.#counts = new Float64Array(variables);
  }

  /** Stations that have reported. */
  get stations(): number {
    return this.#stations;
  }

  /** Adds one station's report. Nothing is kept but its sums; O((k + 3)²). */
  add(report: StationReport): void {
    this.#put(report, 1);
  }

  /** Takes a report away that was added before, as when it is corrected or set aside. */
  remove(report: StationReport): void {
    this.#put(report, -1);
  }

  /** Reports in hand of each post-stratum. */
  postStratumCoverage(): readonly CellCoverage[] {
    return cellCoverage(this.#sums, this.#postStrata);
  }

  /**
   * Estimate with the design's weights N_h / n_h.
   *
   * @throws {StatisticsError} `empty` before the first report, `not-computable` when no margin can be had,
   *   `lonely-stratum` under the rule `fail`
   */
  estimate(options: Partial<IntervalOptions> = {}): QuickCountEstimate {
    const design = this.#currentDesign();
    return this.#summary(design, options, this.#currentPool(design).totals());
  }

  /**
   * Estimate with weights adjusted so that each post-stratum counts as it does in the frame, with the variance of
   * the residuals. Cells with fewer than `minimum` reports stand in its way and are returned instead.
   *
   * Source: Särndal, Swensson & Wretman (1992), section 7.6.
   */
  postStratifiedEstimate(
    options: Partial<IntervalOptions> & { readonly minimum?: number } = {},
  ): QuickCountEstimate | { readonly thinCells: readonly CellCoverage[] } {
    if (this.#postStrata.length === 0) {
      throw new StatisticsError("empty", "postStrata", "[]", "post-strata declared in the design");
    }
    const design = this.#currentDesign();
    const adjusted = adjustment(this.#sums, design, this.#postStrata, options.minimum ?? 1);
    if ("thinCells" in adjusted) return adjusted;
    return this.#summary(design, options, new PooledGroups(this.#sums, design, adjusted).totals());
  }

  /** Totals over the frame of the choices, the denominator, ballots and registered voters, in that order. */
  totals(): TotalEstimate[] {
    if (this.#strata[0]?.size === null) {
      throw new StatisticsError(
        "not-computable",
        "strata[0].size",
        null,
        "the number of stations in the frame",
      );
    }
    const design = this.#currentDesign();
    const { totals, covariance } = this.#currentPool(design).totals();
    const m = this.#roles.variables;
    return Array.from({ length: m }, (_, a) => ({
      estimate: totals[a]!,
      standardError: Math.sqrt(Math.max(0, covariance[packedPosition(a, a, m)]! * design.inflation)),
    }));
  }

  #put(report: StationReport, sign: 1 | -1): void {
    const { choices, denominator, ballots, registered } = this.#roles;
    if (report.votes.length !== choices) {
      throw new StatisticsError(
        "length-mismatch",
        "votes",
        report.votes.length,
        `must have ${choices} counts`,
      );
    }
    for (let a = 0; a < choices; a++) this.#counts[a] = report.votes[a]!;
    this.#counts[denominator] = report.denominator;
    if (ballots !== denominator) this.#counts[ballots] = report.ballots ?? Number.NaN;
    if (registered >= 0) this.#counts[registered] = report.registered ?? Number.NaN;
    const cell = this.#postStrata.length === 0 ? 0 : (report.postStratum ?? -1);
    this.#sums.add(report.stratum, cell, this.#counts, sign);
    const before = this.#reports[report.stratum]!;
    this.#reports[report.stratum] = before + sign;
    this.#stations += sign;
    if (report.denominator > 0) this.#withVotes += sign;
    if (Math.min(before, before + sign) === 0) this.#strataPresent += sign;
    if (!this.#refreshInPlace(report.stratum, before, sign)) {
      this.#design = null;
      this.#pooled = null;
    }
  }

  /** Keeps design and pool when only one stratum's own numbers changed; says whether that was possible. */
  #refreshInPlace(stratum: number, before: number, sign: 1 | -1): boolean {
    const design = this.#design;
    const pooled = this.#pooled;
    const c = design?.group[stratum] ?? -1;
    const group = design?.groups[c];
    if (!design || !pooled || !group || group.strata.length > 1 || Math.min(before, before + sign) < 2)
      return false;
    if (before + sign > group.size) return false;
    design.groups[c] = { ...group, reports: before + sign };
    design.reports[c] = before + sign;
    design.weight[stratum] = group.size === Infinity ? 1 : group.size / (before + sign);
    pooled.refresh(c);
    return true;
  }

  #currentDesign(): ReportingDesign {
    this.#design ??= reportingDesign(this.#strata, this.#index, this.#reports, this.#rules);
    return this.#design;
  }

  #currentPool(design: ReportingDesign): PooledGroups {
    this.#pooled ??= new PooledGroups(this.#sums, design, null);
    return this.#pooled;
  }

  #summary(
    design: ReportingDesign,
    options: Partial<IntervalOptions>,
    from: TotalsWithCovariance,
  ): QuickCountEstimate {
    const interval = { ...DEFAULT_INTERVAL, ...options };
    requireBetween("level", interval.level, 0, 1);
    const { choices, denominator } = this.#roles;
    if (from.totals[denominator] === 0) {
      throw new StatisticsError(
        "not-computable",
        "denominator",
        0,
        "at least one vote in the stations that reported",
      );
    }
    const measured = design.groups.some(
      (group) =>
        group.reports > 1 || group.reports === group.size || (!group.centred && design.groups.length > 1),
    );
    // One station with votes among others without agrees with itself: its variance of 0 is no margin.
    const single = this.#withVotes < 2 && design.groups.some((group) => group.reports !== group.size);
    if (!measured || single) {
      throw new StatisticsError("not-computable", "reports", 1, "at least two stations: one gives no margin");
    }
    return {
      ...estimateOf(new RatioEstimates(this.#roles, from, interval), choices),
      stations: this.stations,
      strata: this.#strataPresent,
      notes: design.notes,
      strataWithoutVariance: this.#withoutVariance(design, from),
    };
  }

  #withoutVariance(design: ReportingDesign, from: TotalsWithCovariance): string[] {
    return design.groups.flatMap((group, c) => {
      if (group.reports < 2 || group.reports === group.size) return [];
      for (let p = 0; p < this.#sums.width; p++)
        if (from.parts[p * design.groups.length + c] !== 0) return [];
      return [this.#strata[group.strata[0]!]!.name];
    });
  }
}

function requireOneOf(argument: string, value: string, known: readonly string[]): void {
  if (!known.includes(value))
    throw new StatisticsError("unknown-name", argument, value, `one of ${known.join(", ")}`);
}
