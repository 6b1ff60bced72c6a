import type { SeededRandom } from "../random/index.ts";
import { requireNumber, StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts, requireLength, requireWithin } from "./arguments.ts";
import { positionsByArea } from "./duplicate-tallies.ts";
import { logFactorials } from "./log-factorials.ts";
import { resistantDispersion } from "./resistant-dispersion.ts";
import { drawBetaBinomial } from "./station-draws.ts";

/** The counts of a country's stations, in columns. */
export type CountryCounts = {
  readonly registered: Counts;
  readonly ballots: Counts;
  /** votes of each choice, a column each; together at most the ballots */
  readonly votes: readonly Counts[];
  /** area of each station; without areas the country is one */
  readonly areas?: readonly string[];
};

/** A simulated country: the same stations, rolls and areas with ballots and votes drawn anew. */
export type SimulatedCountry = {
  readonly ballots: Float64Array;
  readonly votes: readonly Float64Array[];
};

/** The rates of an area from which its stations are drawn. */
type AreaRates = {
  readonly turnout: number;
  readonly turnoutDispersion: number;
  /** of each choice, its share of the ballots that the choices before it left */
  readonly shares: readonly number[];
  readonly shareDispersions: readonly number[];
};

/** An area's own overdispersion counts for its stations, the country's for this many. */
const COUNTRY_COUNTS_FOR = 50;

/**
 * A simulator of the same country without manipulation, made from the file's own rates.
 *
 * Each station keeps its roll and its area. Its ballots are beta-binomial around the area's turnout, its votes around
 * the area's shares, choice after choice (so that the whole is Dirichlet-multinomial-like): v_1 of the ballots, v_2 of
 * what v_1 left, and so on; what no choice takes stays blank or null. Rates of an area are its sums over sums; the
 * overdispersion ρ (correlation of two voters of one station) is resistant, from the median station, so that some odd
 * stations do not make the simulated country as odd ({@link resistantDispersion}).
 *
 * What it does not know: that turnout and share go together inside an area, that neighbouring stations are alike,
 * that small stations differ from large ones. Where the country has such things, tests that are sensitive to them give
 * more alarms than the simulation says. Finer areas help.
 *
 * @returns a function that draws one country; call it as often as replicates are wanted
 * @throws StatisticsError when sizes differ, a count is none, or votes exceed ballots or ballots the roll
 */
export function cleanCountry(counts: CountryCounts): (random: SeededRandom) => SimulatedCountry {
  const { registered, ballots, votes, areas } = counts;
  requireCountry(counts);
  const stations = Array.from({ length: registered.length }, (_, i) => i);
  const byArea = [...positionsByArea(stations, areas ?? stations.map(() => "")).values()];
  const remaining = votes.map(() => new Float64Array(registered.length));
  for (const i of stations) {
    let left = ballots[i]!;
    votes.forEach((column, choice) => {
      remaining[choice]![i] = left;
      left -= column[i]!;
    });
  }
  const factorials = logFactorials(stations.reduce((most, i) => Math.max(most, registered[i]!), 0));
  const turnouts = ratesOf(ballots, registered, byArea);
  const shares = votes.map((column, choice) => ratesOf(column, remaining[choice]!, byArea));
  const areaRates = byArea.map(
    (_, a): AreaRates => ({
      turnout: turnouts[a]!.rate,
      turnoutDispersion: turnouts[a]!.dispersion,
      shares: shares.map((list) => list[a]!.rate),
      shareDispersions: shares.map((list) => list[a]!.dispersion),
    }),
  );
  return (random) => {
    const drawn = new Float64Array(registered.length);
    const drawnVotes = votes.map(() => new Float64Array(registered.length));
    byArea.forEach((list, a) => {
      const rates = areaRates[a]!;
      for (const i of list) {
        drawn[i] = drawBetaBinomial(
          registered[i]!,
          rates.turnout,
          rates.turnoutDispersion,
          random,
          factorials,
        );
        let left = drawn[i];
        for (let choice = 0; choice < votes.length; choice++) {
          const [share, dispersion] = [rates.shares[choice]!, rates.shareDispersions[choice]!];
          const here = drawBetaBinomial(left, share, dispersion, random, factorials);
          drawnVotes[choice]![i] = here;
          left -= here;
        }
      }
    });
    return { ballots: drawn, votes: drawnVotes };
  };
}

/** Rate and overdispersion of each area. */
function ratesOf(successes: Counts, trials: Counts, byArea: readonly (readonly number[])[]) {
  const rates = byArea.map((list) => {
    const n = list.reduce((sum, i) => sum + trials[i]!, 0);
    return n === 0 ? 0 : list.reduce((sum, i) => sum + successes[i]!, 0) / n;
  });
  const residuals = byArea.map((list, a) =>
    list.flatMap((i) => {
      const [p, n] = [rates[a]!, trials[i]!];
      if (n < 2 || p <= 0 || p >= 1) return [];
      return [{ square: (successes[i]! - n * p) ** 2 / (n * p * (1 - p)), trials: n }];
    }),
  );
  const national = resistantDispersion(residuals.flat());
  return byArea.map((_, a) => {
    const stations = residuals[a]!.length;
    const own = resistantDispersion(residuals[a]!);
    return {
      rate: rates[a]!,
      dispersion: (own * stations + national * COUNTRY_COUNTS_FOR) / (stations + COUNTRY_COUNTS_FOR),
    };
  });
}

/** Checks the columns of a country against each other. */
export function requireCountry({ registered, ballots, votes, areas }: CountryCounts): void {
  requireCounts("registered", registered);
  requireWithin(["ballots", ballots], ["registered", registered]);
  if (votes.length === 0) throw new StatisticsError("empty", "votes", "[]", "must hold at least one choice");
  votes.forEach((column, choice) => {
    requireCounts(`votes[${choice}]`, column);
    requireLength(`votes[${choice}]`, column, registered.length);
  });
  for (let i = 0; i < registered.length; i++) {
    let sum = 0;
    for (const column of votes) sum += column[i] ?? 0;
    requireNumber(`the sum of votes[…][${i}]`, sum, 0, ballots[i]);
  }
  if (areas !== undefined) requireLength("areas", areas, registered.length);
}
