import type { CollapseNote } from "@veedor/statistics";
import { MUCH_OF_THE_FRAME } from "@veedor/statistics";
import type { GroupCoverage } from "./response.ts";

/**
 * The stratum for whose missing reports a figure has to wait: one that nobody speaks for; else, where strata that
 * still lack reports and have one or none hold more than a tenth of the frame, the largest of them. Their margins are
 * too small by any rule for such strata (`docs/method/estimation.md`).
 *
 * @param notes what the estimate did about strata with one report or none
 * @param strata response of every stratum
 */
export function thinStratum(
  notes: readonly CollapseNote[],
  strata: readonly GroupCoverage[],
): GroupCoverage | null {
  const noteOf = new Map(notes.map((note) => [note.stratum, note]));
  const unrepresented = strata.find(({ group }) => noteOf.get(group)?.treatment === "unrepresented");
  if (unrepresented !== undefined) return unrepresented;
  const thin = strata.filter(({ group, arrived, designed }) => noteOf.has(group) && arrived < designed);
  if (stationsOf(thin) <= MUCH_OF_THE_FRAME * stationsOf(strata)) return null;
  return thin.reduce((largest, one) => (one.frame > largest.frame ? one : largest));
}

/** Response at which a stratum is no longer thin: two reports, or all of them. */
export function reportsWanted({ designed }: GroupCoverage): number {
  return designed < 2 ? 1 : 2 / designed;
}

function stationsOf(strata: readonly GroupCoverage[]): number {
  return strata.reduce((sum, { frame }) => sum + frame, 0);
}
