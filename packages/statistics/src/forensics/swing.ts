import { StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireLength } from "./arguments.ts";
import { logFactorials } from "./log-factorials.ts";
import { empiricalLogits } from "./logit.ts";
import type { Deviation } from "./resistant-deviations.ts";
import { deviationsByArea } from "./resistant-deviations.ts";
import type { SimulationBaseline } from "./simulation-baseline.ts";
import { simulationBaseline } from "./simulation-baseline.ts";
import { drawBinomial } from "./station-draws.ts";

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
  const found = deviationsByArea(
    Float64Array.from(used, (i) => logitNow[i]! - logitBefore[i]!),
    Float64Array.from(used, (i) => samplingVariance(before, i) + samplingVariance(now, i)),
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

/** Variance of an empirical logit by sampling: 1/(a + ½) + 1/(n − a + ½). */
function samplingVariance({ votes, total }: ElectionColumns, i: number): number {
  return 1 / (votes[i]! + 0.5) + 1 / (total[i]! - votes[i]! + 0.5);
}

/** Stations whose q-value is at most this count as far from their area. */
const DISCOVERY = 0.05;

/**
 * How many stations are far from the swing of their area, beside the same country simulated: each station at the swing
 * of its area, give or take the area's own spread and the sampling of both elections.
 *
 * @param before, now, areas as {@link stationSwings} takes them
 * @param options.replicates simulated elections, default 99
 * @throws StatisticsError when sizes differ or votes exceed a total
 */
export function swingBaseline(
  before: ElectionColumns,
  now: ElectionColumns,
  areas: readonly string[],
  options: { readonly seed: string; readonly replicates?: number },
): SimulationBaseline {
  const swings = stationSwings(before, now, areas);
  const far = (list: readonly StationSwing[]): number =>
    list.filter(({ qValue }) => qValue < DISCOVERY).length;
  const most = swings.reduce((n, { station }) => Math.max(n, now.total[station]!), 0);
  const factorials = logFactorials(most);
  const votes = new Float64Array(now.total.length);
  return simulationBaseline({
    observed: far(swings),
    replicates: options.replicates ?? 99,
    seed: options.seed,
    draw: (random) => {
      for (const { station, swing, deviation, spread } of swings) {
        const [a, n] = [before.votes[station]!, before.total[station]!];
        const ordinary = Math.log((a + 0.5) / (n - a + 0.5)) + swing - deviation;
        const noise = Math.sqrt(spread + samplingVariance(before, station)) * random.normal();
        const share = 1 / (1 + Math.exp(-ordinary - noise));
        votes[station] = drawBinomial(now.total[station]!, share, random, factorials);
      }
      return { value: far(stationSwings(before, { votes, total: now.total }, areas)), nominal: null };
    },
  });
}
