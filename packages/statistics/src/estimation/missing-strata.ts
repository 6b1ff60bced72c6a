import { requireInteger, StatisticsError } from "../statistics-error.ts";

/**
 * A stratum as the design declares it.
 *
 * @property name the stratum's name, unique
 * @property size N_h, stations of the frame in it; `null` when unknown (allowed for a single stratum: no
 *   finite population correction, totals not computable)
 * @property collapseTo the stratum that it joins, by the map declared before election day, when it has one
 *   report or none
 * @property region for the rule `neighbour`: strata join inside their region first
 */
export type Stratum = {
  readonly name: string;
  readonly size: number | null;
  readonly collapseTo?: string | null;
  readonly region?: string;
};

/**
 * What is done with a stratum of which a single station has reported, so that its variance has no estimate.
 * A stratum all of whose stations have reported is not lonely: nothing in it is unknown.
 *
 * - `collapse-variance` (ours): keeps its weight; variance over the stratum joined with the one that it collapses
 *   to. Without a declared target it is treated as `adjust`. Too small where the lonely stratum holds much of the frame
 * - `collapse-reweight`: joins weight and variance, N_c / n_c for all stations of the joined strata
 * - `average`: the average contribution of the other strata (R `survey.lonely.psu = "average"`)
 * - `adjust`: deviation from the mean of all strata instead of its own (R `"adjust"`)
 * - `certainty`: contributes nothing (R `"certainty"` and `"remove"`); calls an unmeasured stratum measured
 * - `fail`: stops with an error (R `"fail"`)
 */
export const LONELY_RULES = [
  "collapse-variance",
  "collapse-reweight",
  "average",
  "adjust",
  "certainty",
  "fail",
] as const;
export type LonelyRule = (typeof LONELY_RULES)[number];

/**
 * Part of the frame in strata with a single report above which the margins are too small by every rule: their share
 * is drawn towards the one station that speaks for the stratum (`docs/method/estimation.md`).
 */
export const MUCH_OF_THE_FRAME = 0.1;

/** How the target is found: the declared map (`collapseTo`), or the next stratum in the declared order. */
export const COLLAPSE_RULES = ["map", "neighbour"] as const;
export type CollapseRule = (typeof COLLAPSE_RULES)[number];

/** Checks names and sizes; returns the position of each stratum by name. */
export function indexStrata(strata: readonly Stratum[]): Map<string, number> {
  if (strata.length === 0) throw new StatisticsError("empty", "strata", "[]", "at least one stratum");
  const index = new Map<string, number>();
  strata.forEach((stratum, h) => {
    if (index.has(stratum.name)) {
      throw new StatisticsError("duplicate", `strata[${h}].name`, stratum.name, "each stratum once");
    }
    index.set(stratum.name, h);
    if (stratum.size !== null) requireInteger(`strata[${h}].size`, stratum.size, 0);
    else if (strata.length > 1) {
      throw new StatisticsError(
        "not-a-number",
        `strata[${h}].size`,
        null,
        "N_h, the stratum's stations in the frame",
      );
    }
  });
  strata.forEach((stratum, h) => {
    if (stratum.collapseTo && !index.has(stratum.collapseTo)) {
      throw new StatisticsError(
        "unknown-name",
        `strata[${h}].collapseTo`,
        stratum.collapseTo,
        "a declared stratum",
      );
    }
  });
  return index;
}

/**
 * The stratum that a thin stratum joins: by the map, the first along its chain of `collapseTo` that has at
 * least one report; by `neighbour`, inside its region the next stratum in declared order with at least two
 * reports, else the last such before it, and over the whole country when the region has none. Returns `null`
 * when there is none.
 */
export function collapseTarget(
  strata: readonly Stratum[],
  index: ReadonlyMap<string, number>,
  reports: ArrayLike<number>,
  thin: number,
  rule: CollapseRule,
): number | null {
  if (rule === "neighbour") return neighbour(strata, reports, thin);
  const visited = new Set([thin]);
  let next = strata[thin]?.collapseTo;
  while (next) {
    const h = index.get(next);
    if (h === undefined || visited.has(h)) return null;
    if ((reports[h] ?? 0) >= 1) return h;
    visited.add(h);
    next = strata[h]?.collapseTo;
  }
  return null;
}

function neighbour(strata: readonly Stratum[], reports: ArrayLike<number>, thin: number): number | null {
  const region = strata[thin]?.region;
  for (const anywhere of [false, true]) {
    let before: number | null = null;
    for (let h = 0; h < strata.length; h++) {
      if ((reports[h] ?? 0) < 2 || !(anywhere || strata[h]?.region === region)) continue;
      if (h > thin) return h;
      before = h;
    }
    if (before !== null) return before;
  }
  return null;
}
