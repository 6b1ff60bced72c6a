import { requireBetween, requireInteger, StatisticsError } from "../statistics-error.ts";
import { estimatedTotals, groupCovariance } from "./covariance-of-totals.ts";
import type { CollapseRule, LonelyRule, Stratum } from "./missing-strata.ts";
import { COLLAPSE_RULES, indexStrata, LONELY_RULES } from "./missing-strata.ts";
import type { Adjustment, CellCoverage, PostStratum } from "./post-strata.ts";
import { adjustment, cellCoverage, checkPostStrata } from "./post-strata.ts";
import type {
  IntervalOptions,
  LeadEstimate,
  RatioEstimate,
  TotalsWithCovariance,
  VariableRoles,
} from "./ratio-estimates.ts";
import { packedPosition, RatioEstimates } from "./ratio-estimates.ts";
import type { CollapseNote, ReportingDesign } from "./reporting-design.ts";
import { reportingDesign } from "./reporting-design.ts";
import { StationSums } from "./station-sums.ts";
import { SumTree } from "./sum-tree.ts";

/**
 * The design of a quick count.
 *
 * @property choices number of choices k
 * @property separateBallots whether ballots cast are given apart from the denominator of the shares
 * @property registered whether registered voters are known for every station
 * @property lonely rule for strata with one report, by default `collapse-variance`
 * @property collapse how the stratum to join is found, by default the declared `map`
 */
export type QuickCountDesign = {
  readonly choices: number;
  readonly separateBallots?: boolean;
  readonly registered?: boolean;
  readonly strata: readonly Stratum[];
  readonly postStrata?: readonly PostStratum[];
  readonly lonely?: LonelyRule;
  readonly collapse?: CollapseRule;
};

/** One station's counts: votes of the k choices, the denominator, and where the design has them the others. */
export type StationReport = {
  readonly stratum: number;
  readonly postStratum?: number;
  readonly votes: ArrayLike<number>;
  readonly denominator: number;
  readonly ballots?: number;
  readonly registered?: number;
};

/** An estimated total over the frame, in votes or voters. */
export type TotalEstimate = { readonly estimate: number; readonly standardError: number };

/**
 * Everything estimated from the reports in hand.
 *
 * @property shareCovariance k × k, row by row
 * @property lead of the first over the second choice; `null` with a single choice
 * @property turnout `null` where registered voters are not known
 * @property strataWithoutVariance strata with two reports or more that are all alike: no error, but worth a look
 */
export type QuickCountEstimate = {
  readonly shares: readonly RatioEstimate[];
  readonly shareCovariance: Float64Array;
  readonly lead: LeadEstimate | null;
  readonly turnout: RatioEstimate | null;
  readonly stations: number;
  readonly strata: number;
  readonly notes: readonly CollapseNote[];
  readonly strataWithoutVariance: readonly string[];
};

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
  /** Leaves: each variance group's weighted totals, then its packed covariance. */
  #tree: SumTree | null = null;
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
    return this.#reports.reduce((sum, n) => sum + n, 0);
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
    const tree = this.#currentTree(design);
    const m = this.#roles.variables;
    return this.#summary(design, options, {
      totals: tree.total().subarray(0, m),
      covariance: tree.total().subarray(m),
      ...partsOf(tree, m),
      reports: design.reports,
      inflation: design.inflation,
    });
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
    const tree = this.#fill(design, adjusted);
    const m = this.#roles.variables;
    return this.#summary(design, options, {
      totals: estimatedTotals(this.#sums, design, adjusted),
      covariance: tree.total().subarray(m),
      ...partsOf(tree, m),
      reports: design.reports,
      inflation: design.inflation,
    });
  }

  /** Totals over the frame of the choices, the denominator, ballots and registered voters, in that order. */
  totals(): TotalEstimate[] {
    if (this.#strata[0]?.size === null) {
      throw new StatisticsError("not-computable", "strata[0].size", null, "the number of stations in the frame");
    }
    const design = this.#currentDesign();
    const total = this.#currentTree(design).total();
    const m = this.#roles.variables;
    return Array.from({ length: m }, (_, a) => ({
      estimate: total[a]!,
      standardError: Math.sqrt(Math.max(0, total[m + packedPosition(a, a, m)]! * design.inflation)),
    }));
  }

  #put(report: StationReport, sign: 1 | -1): void {
    const { choices, denominator, ballots, registered } = this.#roles;
    if (report.votes.length !== choices) {
      throw new StatisticsError("length-mismatch", "votes", report.votes.length, `must have ${choices} counts`);
    }
    for (let a = 0; a < choices; a++) this.#counts[a] = report.votes[a]!;
    this.#counts[denominator] = report.denominator;
    if (ballots !== denominator) this.#counts[ballots] = report.ballots ?? Number.NaN;
    if (registered >= 0) this.#counts[registered] = report.registered ?? Number.NaN;
    const cell = this.#postStrata.length === 0 ? 0 : (report.postStratum ?? -1);
    this.#sums.add(report.stratum, cell, this.#counts, sign);
    const before = this.#reports[report.stratum]!;
    this.#reports[report.stratum] = before + sign;
    if (!this.#refreshInPlace(report.stratum, before, sign)) {
      this.#design = null;
      this.#tree = null;
    }
  }

  /** Keeps design and tree when only one stratum's own numbers changed; says whether that was possible. */
  #refreshInPlace(stratum: number, before: number, sign: 1 | -1): boolean {
    const design = this.#design;
    const tree = this.#tree;
    const c = design?.group[stratum] ?? -1;
    const group = design?.groups[c];
    if (!design || !tree || !group || group.strata.length > 1 || Math.min(before, before + sign) < 2) return false;
    if (before + sign > group.size) return false;
    design.groups[c] = { ...group, reports: before + sign };
    design.reports[c] = before + sign;
    design.weight[stratum] = group.size === Infinity ? 1 : group.size / (before + sign);
    this.#fillLeaf(tree, design, c, null);
    tree.changed(c);
    return true;
  }

  #currentDesign(): ReportingDesign {
    this.#design ??= reportingDesign(this.#strata, this.#index, this.#reports, this.#rules);
    return this.#design;
  }

  #currentTree(design: ReportingDesign): SumTree {
    this.#tree ??= this.#fill(design, null);
    return this.#tree;
  }

  #fill(design: ReportingDesign, adjusted: Adjustment | null): SumTree {
    const tree = new SumTree(design.groups.length, this.#roles.variables + this.#sums.width);
    for (let c = 0; c < design.groups.length; c++) this.#fillLeaf(tree, design, c, adjusted);
    tree.allChanged();
    return tree;
  }

  #fillLeaf(tree: SumTree, design: ReportingDesign, c: number, adjusted: Adjustment | null): void {
    const m = this.#roles.variables;
    const leaf = tree.leaf(c);
    const group = design.groups[c]!;
    groupCovariance(this.#sums, design, group, adjusted, leaf.subarray(m));
    const totals = leaf.subarray(0, m).fill(0);
    for (const h of group.strata) {
      for (const pair of this.#sums.pairsOfStratum[h]!) {
        const linear = this.#sums.linear(pair);
        for (let a = 0; a < m; a++) totals[a] = totals[a]! + design.weight[h]! * linear[a]!;
      }
    }
  }

  #summary(design: ReportingDesign, options: Partial<IntervalOptions>, from: TotalsWithCovariance): QuickCountEstimate {
    const interval = { ...DEFAULT_INTERVAL, ...options };
    requireBetween("level", interval.level, 0, 1);
    const { choices, denominator } = this.#roles;
    if (from.totals[denominator] === 0) {
      throw new StatisticsError("not-computable", "denominator", 0, "at least one vote in the stations that reported");
    }
    const measured = design.groups.some(
      (group) => group.reports > 1 || group.reports === group.size || (!group.centred && design.groups.length > 1),
    );
    if (!measured) {
      throw new StatisticsError("not-computable", "reports", 1, "at least two stations: one gives no margin");
    }
    const ratios = new RatioEstimates(this.#roles, from, interval);
    const shares = Array.from({ length: choices }, (_, choice) => ratios.share(choice));
    return {
      shares,
      shareCovariance: ratios.shareCovariance(),
      lead: lead(shares, (first, second) => ratios.difference(first, second)),
      turnout: ratios.turnout(),
      stations: this.stations,
      strata: this.#reports.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0),
      notes: design.notes,
      strataWithoutVariance: this.#withoutVariance(design, from),
    };
  }

  #withoutVariance(design: ReportingDesign, from: TotalsWithCovariance): string[] {
    return design.groups.flatMap((group, c) => {
      if (group.reports < 2 || group.reports === group.size) return [];
      const start = from.parts.first + c * from.parts.stride;
      for (let p = 0; p < this.#sums.width; p++) if (from.parts.values[start + p] !== 0) return [];
      return [this.#strata[group.strata[0]!]!.name];
    });
  }
}

/** Where the variance groups' covariances lie in the tree: behind each leaf's totals. */
function partsOf(tree: SumTree, variables: number): Pick<TotalsWithCovariance, "parts"> {
  return { parts: { values: tree.values, first: tree.firstLeaf + variables, stride: tree.width } };
}

/** First and second by estimate; of equal ones the earlier declared comes first. */
function lead(
  shares: readonly RatioEstimate[],
  difference: (first: number, second: number) => RatioEstimate,
): LeadEstimate | null {
  const order = shares.map((_, choice) => choice).sort((a, b) => shares[b]!.estimate - shares[a]!.estimate || a - b);
  const [first, second] = order;
  return first === undefined || second === undefined ? null : { ...difference(first, second), first, second };
}

function requireOneOf(argument: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw new StatisticsError("unknown-name", argument, value, `one of ${known.join(", ")}`);
}
