import { StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireLength } from "./arguments.ts";
import { empiricalLogits } from "./logit.ts";
import type { Deviation } from "./resistant-deviations.ts";
import { deviationsByArea } from "./resistant-deviations.ts";

/**
 * A station far from its neighbours.
 *
 * @property rate its turnout or share, `ordinary` what its neighbours' median is
 * @property counts its count less what it would be at the ordinary rate: the effect, in ballots or votes
 */
export type AreaOutlier = Omit<Deviation, "position"> & {
  readonly station: number;
  readonly rate: number;
  readonly ordinary: number;
  readonly counts: number;
};

/**
 * Stations whose rate (turnout, or a choice's share) is far from the other stations of their area, on the logit scale,
 * resistant: neither the middle nor the spread of an area follows a few odd stations.
 *
 * On the logit scale a step from 95 to 99 % is as large as one from 50 to 84 %: rates near 0 and 1 are judged by the
 * counts behind them. Sampling variance is 1/(a + ½) + 1/(n − a + ½), so a small station needs a larger distance.
 *
 * When not to use: where an area holds two kinds of places (a university, barracks, a village among towns): those are
 * far from their neighbours by nature. Look at finer areas, or at what kind of station it is.
 *
 * @param part ballots (of the roll) or votes (of the ballots), a station each
 * @param whole the roll or the ballots; stations with a whole of 0 are left out
 * @param areas of the stations
 * @returns one entry a station used, in the order given, with q-values over all of them
 * @throws StatisticsError when sizes differ, a part exceeds its whole, or no station is left
 * @see Rousseeuw & Leroy (1987), Robust Regression and Outlier Detection, chapter 4
 */
export function areaOutliers(part: Counts, whole: Counts, areas: readonly string[]): AreaOutlier[] {
  const logits = empiricalLogits(part, whole);
  requireLength("areas", areas, whole.length);
  const used = Array.from(logits.keys()).filter((i) => whole[i]! > 0);
  if (used.length === 0)
    throw new StatisticsError("not-computable", "whole", 0, "must hold a station above 0");
  const variances = Float64Array.from(used, (i) => 1 / (part[i]! + 0.5) + 1 / (whole[i]! - part[i]! + 0.5));
  const found = deviationsByArea(
    Float64Array.from(used, (i) => logits[i]!),
    variances,
    used.map((i) => areas[i]!),
  );
  return found.map(({ position, ...rest }) => {
    const station = used[position]!;
    const ordinary = 1 / (1 + Math.exp(rest.deviation - logits[station]!));
    return {
      ...rest,
      station,
      rate: part[station]! / whole[station]!,
      ordinary,
      counts: part[station]! - ordinary * whole[station]!,
    };
  });
}
