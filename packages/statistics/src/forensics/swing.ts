import { StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireLength } from "./arguments.ts";
import { empiricalLogits } from "./logit.ts";
import type { Deviation } from "./resistant-deviations.ts";
import { deviationsByArea } from "./resistant-deviations.ts";

/** A choice's votes and the denominator of its share, a station each, at one election. */
export type ElectionColumns = { readonly votes: Counts; readonly total: Counts };

/**
 * How a station moved from one election to the next.
 *
 * @property before, now shares of the choice at the two elections
 * @property swing difference of logits, `deviation` the same less the median swing of the others of its area
 * @property votes its votes less what they would be at the area's swing: the effect
 */
export type StationSwing = Omit<Deviation, "position"> & {
  readonly station: number;
  readonly before: number;
  readonly now: number;
  readonly swing: number;
  readonly votes: number;
};

/**
 * Swing of each station against a previous election, beside the swing of its area, on the logit scale and resistant.
 *
 * A station's own past is a better neighbour than the stations around it: what makes a place odd was there before.
 *
 * When not to use: across a change of stations (a station of the same name may have other voters), of parties or of
 * alliances; match stations first, and leave out what cannot be matched. A candidate's home town swings by itself.
 *
 * @param before the previous election, in the same order of stations; with a total of 0 a station is left out
 * @param now the election examined
 * @param areas of the stations
 * @throws StatisticsError when sizes differ, votes exceed a total, or no station has both elections
 */
export function stationSwings(
  before: ElectionColumns,
  now: ElectionColumns,
  areas: readonly string[],
): StationSwing[] {
  const [logitBefore, logitNow] = [
    empiricalLogits(before.votes, before.total),
    empiricalLogits(now.votes, now.total),
  ];
  requireLength("now.total", now.total, before.total.length);
  requireLength("areas", areas, before.total.length);
  const used = Array.from(logitNow.keys()).filter((i) => before.total[i]! > 0 && now.total[i]! > 0);
  if (used.length === 0)
    throw new StatisticsError("not-computable", "before.total", 0, "must have a station of both elections");
  const variance = ({ votes, total }: ElectionColumns, i: number): number =>
    1 / (votes[i]! + 0.5) + 1 / (total[i]! - votes[i]! + 0.5);
  const found = deviationsByArea(
    Float64Array.from(used, (i) => logitNow[i]! - logitBefore[i]!),
    Float64Array.from(used, (i) => variance(before, i) + variance(now, i)),
    used.map((i) => areas[i]!),
  );
  return found.map(({ position, ...rest }) => {
    const station = used[position]!;
    const ordinary = 1 / (1 + Math.exp(rest.deviation - logitNow[station]!));
    return {
      ...rest,
      station,
      before: before.votes[station]! / before.total[station]!,
      now: now.votes[station]! / now.total[station]!,
      swing: logitNow[station]! - logitBefore[station]!,
      votes: now.votes[station]! - ordinary * now.total[station]!,
    };
  });
}
