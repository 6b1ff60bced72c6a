import { StatisticsError } from "../statistics-error.ts";
import type { CollapseRule, LonelyRule, Stratum } from "./missing-strata.ts";
import { collapseTarget } from "./missing-strata.ts";

/**
 * Strata whose deviations are pooled in one variance term: usually one stratum, several where one had too few
 * reports.
 *
 * @property strata positions of the members that have reports
 * @property reports n_c
 * @property size N_c, with the strata that are represented by the members; Infinity when unknown
 * @property centred whether deviations are taken from the group's mean (not for `adjust`)
 */
export type VarianceGroup = {
  readonly strata: readonly number[];
  readonly reports: number;
  readonly size: number;
  readonly centred: boolean;
};

/** What was done about a stratum with one report or none. */
export type CollapseNote = {
  readonly stratum: string;
  readonly reports: 0 | 1;
  readonly treatment: LonelyRule | "reweight" | "unrepresented";
  readonly to: string | null;
};

/**
 * The design as it stands with the reports in hand.
 *
 * @property weight w_h of each stratum's stations, 0 where it has none
 * @property group position in `groups` of each stratum's variance group, −1 where it has none
 * @property reports n_c of each variance group
 * @property inflation factor on the whole covariance (the rule `average`), else 1
 * @property notes one for each stratum with too few reports
 */
export type ReportingDesign = {
  readonly weight: Float64Array;
  readonly group: Int32Array;
  readonly groups: VarianceGroup[];
  readonly reports: Float64Array;
  readonly inflation: number;
  readonly notes: readonly CollapseNote[];
};

type Options = { readonly lonely: LonelyRule; readonly collapse: CollapseRule };

/**
 * Settles weights and variance groups for the reports in hand.
 *
 * A stratum without reports is represented by the stratum that it collapses to, whose stations take over its
 * weight (N_h + N_empty) / n_h; without a target it is left out and noted as `unrepresented`.
 *
 * @param reports n_h for each stratum
 * @throws {StatisticsError} `empty` without any report; `lonely-stratum` under the rule `fail`; `impossible`
 *   when more stations reported than the stratum has
 */
export function reportingDesign(
  strata: readonly Stratum[],
  index: ReadonlyMap<string, number>,
  reports: ArrayLike<number>,
  options: Options,
): ReportingDesign {
  // Each stratum starts as its own host; joining moves hosts, as in a union of sets.
  const host = strata.map((_, h) => h);
  const hostOf = (h: number): number => (host[h] === h ? h : hostOf(host[h]!));
  const varianceHost = strata.map((_, h) => h);
  const varianceHostOf = (h: number): number =>
    varianceHost[h] === h ? h : varianceHostOf(varianceHost[h]!);
  const size = strata.map((stratum) => stratum.size ?? Infinity);
  const notes: CollapseNote[] = [];
  const uncentred = new Set<number>();
  let unmeasured = 0;
  let present = 0;
  strata.forEach((stratum, h) => {
    const n = reports[h] ?? 0;
    if (n > size[h]!) {
      const expected = `at most ${size[h]}, the stratum's stations in the frame`;
      throw new StatisticsError(
        "impossible",
        `strata[${h}].size`,
        `${n} reports in ${stratum.name}`,
        expected,
      );
    }
    if (n > 0) present += 1;
    if (n > 1 || size[h] === 0 || (n === 1 && size[h] === 1)) return;
    if (n === 0) {
      const target = collapseTarget(strata, index, reports, h, options.collapse);
      if (target !== null) host[h] = hostOf(target);
      const to = target === null ? null : (strata[target]?.name ?? null);
      notes.push({
        stratum: stratum.name,
        reports: 0,
        treatment: to === null ? "unrepresented" : "reweight",
        to,
      });
      return;
    }
    const { treatment, target } = lonelyTreatment(strata, index, reports, h, options);
    if (treatment === "fail") {
      throw new StatisticsError(
        "lonely-stratum",
        "lonely",
        stratum.name,
        "another rule than fail: one station reported",
      );
    }
    if (treatment === "collapse-reweight") host[hostOf(h)] = hostOf(target!);
    if (treatment === "collapse-variance") varianceHost[varianceHostOf(h)] = varianceHostOf(target!);
    if (treatment === "adjust") uncentred.add(h);
    if (treatment === "average") unmeasured += 1;
    notes.push({
      stratum: stratum.name,
      reports: 1,
      treatment,
      to: target === null ? null : strata[target]!.name,
    });
  });
  if (present === 0) throw new StatisticsError("empty", "reports", 0, "at least one station that reported");

  const { hostSize, hostReports } = hostTotals(size, reports, hostOf);
  const weight = new Float64Array(strata.length);
  const group = new Int32Array(strata.length).fill(-1);
  const building = new Map<number, { strata: number[]; reports: number; hosts: Set<number> }>();
  strata.forEach((_, h) => {
    if ((reports[h] ?? 0) === 0) return;
    const own = hostOf(h);
    weight[h] = hostSize[own] === Infinity ? 1 : hostSize[own]! / hostReports[own]!;
    const key = varianceHostOf(own);
    const entry = building.get(key) ?? { strata: [], reports: 0, hosts: new Set<number>() };
    entry.strata.push(h);
    entry.reports += reports[h]!;
    entry.hosts.add(own);
    building.set(key, entry);
  });
  const groups = [...building.values()].map((entry, c): VarianceGroup => {
    for (const h of entry.strata) group[h] = c;
    const groupSize = [...entry.hosts].reduce((sum, own) => sum + hostSize[own]!, 0);
    return {
      strata: entry.strata,
      reports: entry.reports,
      size: groupSize,
      centred: entry.reports > 1 || !uncentred.has(entry.strata[0]!),
    };
  });
  if (unmeasured === groups.length) {
    throw new StatisticsError("not-computable", "lonely", "average", "at least one stratum with two reports");
  }
  const inflation = unmeasured === 0 ? 1 : groups.length / (groups.length - unmeasured);
  const reportsOfGroup = Float64Array.from(groups, (one) => one.reports);
  return { weight, group, groups, reports: reportsOfGroup, inflation, notes };
}

/** The rule for one lonely stratum, with its target; a collapse without a target falls back to `adjust`. */
function lonelyTreatment(
  strata: readonly Stratum[],
  index: ReadonlyMap<string, number>,
  reports: ArrayLike<number>,
  h: number,
  { lonely, collapse }: Options,
): { readonly treatment: LonelyRule; readonly target: number | null } {
  if (lonely !== "collapse-variance" && lonely !== "collapse-reweight")
    return { treatment: lonely, target: null };
  const target = collapseTarget(strata, index, reports, h, collapse);
  return target === null ? { treatment: "adjust", target } : { treatment: lonely, target };
}

/** N and n of each host: its own and those of the strata that joined it. */
function hostTotals(size: readonly number[], reports: ArrayLike<number>, hostOf: (h: number) => number) {
  const hostSize = new Float64Array(size.length);
  const hostReports = new Float64Array(size.length);
  size.forEach((stations, h) => {
    const own = hostOf(h);
    hostSize[own] = hostSize[own]! + stations;
    hostReports[own] = hostReports[own]! + (reports[h] ?? 0);
  });
  return { hostSize, hostReports };
}
