import { requireInteger, StatisticsError } from "../statistics-error.ts";

/** Strata after merging. */
export interface MergedStrata {
  /** sizes of the strata that remain, in their first order */
  sizes: Map<string, number>;
  /** for every declared stratum the one it now belongs to (itself, if it remains) */
  into: Map<string, string>;
}

/**
 * Merges strata that are too small by the map declared in the analysis plan.
 *
 * 1. Every stratum with fewer stations than the minimum is sent to the stratum that the map names for it.
 * 2. A stratum that has been sent on sends along what was sent to it (chains are followed to their end).
 * 3. Sizes are added up. If a remaining stratum is still below the minimum and the map names one for it, the steps
 *    are repeated; if the map names none, it is an error.
 *
 * The result depends on nothing but the arguments, and not on the order of the map. All strata below the minimum at
 * the start of a round are merged in that round, also one that would have been large enough with what it receives.
 *
 * @param sizes stations of each stratum
 * @param mergeMap for a stratum the one it is merged into
 * @param minimum least number of stations that a stratum must have
 * @throws StatisticsError `unknown-name` for a name that is no stratum, `impossible` for a circle in the map or a
 *   stratum too small without an entry
 */
export function mergeSmallStrata(
  sizes: ReadonlyMap<string, number>,
  mergeMap: ReadonlyMap<string, string>,
  minimum: number,
): MergedStrata {
  requireInteger("minimum", minimum, 1);
  for (const [name, size] of sizes) requireInteger(`sizes.${name}`, size, 1);
  checkMap(sizes, mergeMap);
  const sentTo = new Map<string, string>();
  const current = new Map(sizes);
  for (;;) {
    const small = [...current].filter(([, size]) => size < minimum);
    if (small.length === 0) break;
    for (const [name, size] of small) {
      const target = mergeMap.get(name);
      if (target === undefined) {
        const expected = `must name where to merge this stratum of ${size}, fewer than ${minimum} stations`;
        throw new StatisticsError("impossible", `mergeMap.${name}`, "nothing", expected);
      }
      sentTo.set(name, target);
    }
    current.clear();
    for (const [name, size] of sizes) {
      const end = endOf(name, sentTo);
      current.set(end, (current.get(end) ?? 0) + size);
    }
  }
  const ordered = [...sizes.keys()].filter((name) => current.has(name));
  return {
    sizes: new Map(ordered.map((name) => [name, current.get(name) ?? 0])),
    into: new Map([...sizes.keys()].map((name) => [name, endOf(name, sentTo)])),
  };
}

function endOf(name: string, map: ReadonlyMap<string, string>): string {
  let end = name;
  for (let next = map.get(end); next !== undefined; next = map.get(end)) end = next;
  return end;
}

/** Refuses unknown names and circles, also those that no small stratum would enter. */
function checkMap(sizes: ReadonlyMap<string, number>, mergeMap: ReadonlyMap<string, string>): void {
  for (const [from, target] of mergeMap) {
    for (const name of [from, target]) {
      if (!sizes.has(name))
        throw new StatisticsError("unknown-name", `mergeMap.${from}`, name, "must be a stratum");
    }
    const seen = new Set([from]);
    for (let next: string | undefined = target; next !== undefined; next = mergeMap.get(next)) {
      if (seen.has(next)) {
        const circle = [...seen, next].join(" → ");
        throw new StatisticsError(
          "impossible",
          `mergeMap.${from}`,
          circle,
          "must not lead back to the same stratum",
        );
      }
      seen.add(next);
    }
  }
}
