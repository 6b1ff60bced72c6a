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
  const size = strata.map((stratum) => stratum.size ?? Infinity);
  requireReports(strata, size, reports);
  const joined: Joined = {
    hosts: new JoinedStrata(strata.length),
    varianceHosts: new JoinedStrata(strata.length),
    uncentred: new Set(),
    unmeasured: 0,
  };
  const notes = strata.flatMap((stratum, h): CollapseNote[] => {
    const n = reports[h] ?? 0;
    if (n > 1 || size[h] === 0 || n === size[h]) return [];
    const { treatment, target } = treatmentOf(strata, index, reports, h, options);
    settle(joined, h, treatment, target);
    const to = target === null ? null : (strata[target]?.name ?? null);
    return [{ stratum: stratum.name, reports: n === 0 ? 0 : 1, treatment, to }];
  });
  const { weight, group, groups } = weightsAndGroups(size, reports, joined);
  if (joined.unmeasured === groups.length) {
    throw new StatisticsError("not-computable", "lonely", "average", "at least one stratum with two reports");
  }
  const inflation = joined.unmeasured === 0 ? 1 : groups.length / (groups.length - joined.unmeasured);
  const reportsOfGroup = Float64Array.from(groups, (one) => one.reports);
  return { weight, group, groups, reports: reportsOfGroup, inflation, notes };
}

/** Strata joined so far: weights and variance together, and variance alone; and what the other rules note. */
type Joined = {
  readonly hosts: JoinedStrata;
  readonly varianceHosts: JoinedStrata;
  readonly uncentred: Set<number>;
  unmeasured: number;
};

/** Sets of strata that are merged one into another; each set is known by one of its members, its host. */
class JoinedStrata {
  readonly #host: number[];

  constructor(strata: number) {
    this.#host = Array.from({ length: strata }, (_, h) => h);
  }

  hostOf(h: number): number {
    const host = this.#host[h]!;
    return host === h ? h : this.hostOf(host);
  }

  join(h: number, target: number): void {
    this.#host[this.hostOf(h)] = this.hostOf(target);
  }
}

function requireReports(
  strata: readonly Stratum[],
  size: readonly number[],
  reports: ArrayLike<number>,
): void {
  let present = 0;
  strata.forEach((stratum, h) => {
    const n = reports[h] ?? 0;
    present += n;
    if (n <= size[h]!) return;
    const expected = `at most ${size[h]}, the stratum's stations in the frame`;
    throw new StatisticsError("impossible", `strata[${h}].size`, `${n} reports in ${stratum.name}`, expected);
  });
  if (present === 0) throw new StatisticsError("empty", "reports", 0, "at least one station that reported");
}

/** Enters what is done about one thin stratum. */
function settle(
  joined: Joined,
  h: number,
  treatment: CollapseNote["treatment"],
  target: number | null,
): void {
  if (treatment === "adjust") joined.uncentred.add(h);
  if (treatment === "average") joined.unmeasured += 1;
  if (target === null) return;
  if (treatment === "collapse-variance") joined.varianceHosts.join(h, target);
  else joined.hosts.join(h, target);
}

/** Weight of each stratum's stations, N and n being those of all strata joined with it; and the variance groups. */
function weightsAndGroups(size: readonly number[], reports: ArrayLike<number>, joined: Joined) {
  const { hostSize, hostReports } = hostTotals(size, reports, (h) => joined.hosts.hostOf(h));
  const weight = new Float64Array(size.length);
  const group = new Int32Array(size.length).fill(-1);
  const building = new Map<number, { strata: number[]; reports: number; hosts: Set<number> }>();
  size.forEach((_, h) => {
    if ((reports[h] ?? 0) === 0) return;
    const own = joined.hosts.hostOf(h);
    weight[h] = hostSize[own] === Infinity ? 1 : hostSize[own]! / hostReports[own]!;
    const key = joined.varianceHosts.hostOf(own);
    const entry = building.get(key) ?? { strata: [], reports: 0, hosts: new Set<number>() };
    entry.strata.push(h);
    entry.reports += reports[h]!;
    entry.hosts.add(own);
    building.set(key, entry);
  });
  const groups = [...building.values()].map((entry, c): VarianceGroup => {
    for (const h of entry.strata) group[h] = c;
    const total = [...entry.hosts].reduce((sum, own) => sum + hostSize[own]!, 0);
    const centred = entry.reports > 1 || !joined.uncentred.has(entry.strata[0]!);
    return { strata: entry.strata, reports: entry.reports, size: total, centred };
  });
  return { weight, group, groups };
}

/** What is done about a stratum with one report or none, and the stratum that it joins, if any. */
function treatmentOf(
  strata: readonly Stratum[],
  index: ReadonlyMap<string, number>,
  reports: ArrayLike<number>,
  h: number,
  { lonely, collapse }: Options,
): { readonly treatment: CollapseNote["treatment"]; readonly target: number | null } {
  const isEmpty = (reports[h] ?? 0) === 0;
  const collapses = isEmpty || lonely === "collapse-variance" || lonely === "collapse-reweight";
  const target = collapses ? collapseTarget(strata, index, reports, h, collapse) : null;
  if (isEmpty) return { treatment: target === null ? "unrepresented" : "reweight", target };
  if (lonely === "fail") {
    const expected = "another rule than fail: one station reported";
    throw new StatisticsError("lonely-stratum", "lonely", strata[h]?.name, expected);
  }
  // A collapse without a target falls back to `adjust`.
  return collapses && target === null ? { treatment: "adjust", target } : { treatment: lonely, target };
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
