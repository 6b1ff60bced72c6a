import { StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts, requireWithin } from "./arguments.ts";
import type { Line, Moments } from "./moments.ts";
import { correlationOf, lineThrough, momentsOf } from "./moments.ts";
import { ranks } from "./ranks.ts";

/** ν of smaller stations is too coarse to tell of a shape. */
const FEWEST_FOR_RATE = 100;

/** A cell of the histogram: turnout and share in whole per cents (1 goes to cell 99), and its stations. */
export type FingerprintCell = { readonly turnout: number; readonly share: number; readonly stations: number };

/**
 * @property stations used: with voters, ballots of at most the roll and votes of at most the ballots
 * @property cells occupied ones, by turnout and share
 * @property logVoteRate moments of ν = ln((N − W) / W), N the roll and W the votes, where 0 < W < N and N ≥ 100
 * @property votesPerRegistered straight line of W/N on turnout: the slope is the share of a hundred more voters
 * @property cumulative share of the choice's votes from stations of a turnout up to 0, 5, … 100 %
 * @property roundShares stations whose share, rounded half up to a per cent, ends in 0 or 5 (one in five by chance)
 */
export type Fingerprint = {
  readonly stations: number;
  readonly cells: readonly FingerprintCell[];
  readonly turnout: Moments;
  readonly share: Moments;
  readonly correlation: number;
  readonly rankCorrelation: number;
  readonly logVoteRate: Moments;
  readonly votesPerRegistered: Line;
  readonly votesPerRegisteredWeighted: Line;
  readonly shareOnTurnout: Line;
  readonly cumulative: readonly number[];
  readonly roundShares: number;
};

/**
 * The fingerprint of an election: stations by turnout and share of a choice, and the shape of their distribution.
 *
 * A single cloud is what a homogeneous country gives; a smear towards full turnout and full share, or a second spot in
 * that corner, is what added and moved votes give in Klimek's model — and what a country of two kinds of places gives
 * too. The skewness and kurtosis of ν leave turnout and size of the station out; in many countries they are near 0 and
 * 3, with no law that they must be.
 *
 * Cells are found in whole-number arithmetic (⌊100 k / n⌋), so no station falls over a boundary by rounding.
 *
 * When not to use: to tell manipulation from geography. Compare with a simulation of the same country by area.
 *
 * @throws StatisticsError when sizes differ, a count is none, a part exceeds its whole, or fewer than 3 stations voted
 * @see Klimek, Yegorov, Hanel & Thurner (2012), PNAS 109, 16469-16473
 */
export function fingerprint(input: {
  readonly registered: Counts;
  readonly ballots: Counts;
  readonly votes: Counts;
}): Fingerprint {
  const { registered, ballots, votes } = input;
  requireCounts("registered", registered);
  requireWithin(["ballots", ballots], ["registered", registered]);
  requireWithin(["votes", votes], ["ballots", ballots]);
  const used = Array.from({ length: registered.length }, (_, i) => i).filter((i) => ballots[i]! > 0);
  if (used.length < 3)
    throw new StatisticsError(
      "not-computable",
      "ballots",
      used.length,
      "must hold three stations with ballots",
    );
  const of = (part: Counts, whole: Counts) => Float64Array.from(used, (i) => part[i]! / whole[i]!);
  const turnout = of(ballots, registered);
  const share = of(votes, ballots);
  const perRegistered = of(votes, registered);
  const contested = used.filter(
    (i) => registered[i]! >= FEWEST_FOR_RATE && votes[i]! > 0 && votes[i]! < registered[i]!,
  );
  const rates = Float64Array.from(contested, (i) => Math.log((registered[i]! - votes[i]!) / votes[i]!));
  return {
    stations: used.length,
    cells: cellsOf(used, input),
    turnout: momentsOf(turnout),
    share: momentsOf(share),
    correlation: correlationOf(turnout, share),
    rankCorrelation: correlationOf(ranks(turnout), ranks(share)),
    logVoteRate: momentsOf(rates),
    votesPerRegistered: lineThrough(turnout, perRegistered),
    votesPerRegisteredWeighted: lineThrough(
      turnout,
      perRegistered,
      Float64Array.from(used, (i) => registered[i]!),
    ),
    shareOnTurnout: lineThrough(turnout, share),
    cumulative: cumulativeVotes(used, input),
    roundShares:
      used.filter((i) => Math.floor((200 * votes[i]! + ballots[i]!) / (2 * ballots[i]!)) % 5 === 0).length /
      used.length,
  };
}

type Columns = { readonly registered: Counts; readonly ballots: Counts; readonly votes: Counts };

function cellsOf(used: readonly number[], { registered, ballots, votes }: Columns): FingerprintCell[] {
  const stations = new Uint32Array(10_000);
  const cell = (k: number, n: number): number => Math.min(99, Math.floor((100 * k) / n));
  for (const i of used) {
    stations[100 * cell(ballots[i]!, registered[i]!) + cell(votes[i]!, ballots[i]!)]! += 1;
  }
  const cells: FingerprintCell[] = [];
  stations.forEach((count, at) => {
    if (count > 0) cells.push({ turnout: Math.floor(at / 100), share: at % 100, stations: count });
  });
  return cells;
}

/** Share of the votes from stations with a turnout of at most 0, 5, … 100 %. */
function cumulativeVotes(used: readonly number[], { registered, ballots, votes }: Columns): number[] {
  const sums = new Float64Array(21);
  let total = 0;
  for (const i of used) {
    sums[Math.ceil((20 * ballots[i]!) / registered[i]!)]! += votes[i]!;
    total += votes[i]!;
  }
  let sum = 0;
  return Array.from(sums, (votesHere) => (total === 0 ? 0 : (sum += votesHere) / total));
}
