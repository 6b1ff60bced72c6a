import { requireBetween } from "../../statistics-error.ts";
import { pairsOf, type ReportedContest, reportedOutcome } from "../reported-contest.ts";
import { requireSample } from "./bravo.ts";
import { type BravoRace, bravoChanceOfStopping, bravoExpectedSize, bravoQuantileSize } from "./bravo-size.ts";

/** A size of the next round and the chance that the audit stops after it; null where none is computed. */
export interface PlannedSize {
  ballots: number;
  chance: number | null;
}

/**
 * What comes next in a ballot polling audit.
 *
 * `no-losers`: nobody lost, there is nothing to audit. `limit-reached`: every pair's statistic is beyond 1/α.
 * `full-count`: the race is tied, or so close that looking at all ballots is less work than polling them.
 */
export type BravoPlan =
  | { kind: "sizes"; expected: PlannedSize; quantiles: PlannedSize[] }
  | { kind: "full-count"; ballots: number }
  | { kind: "limit-reached" }
  | { kind: "no-losers" };

/** Above so many ballots, a round of a quarter of them or more is advised as a full count. */
const LARGE = 100_000;

/**
 * Sizes of the next round of a BRAVO audit: for each pair of a winner and a loser what it needs after its own draws,
 * and of these the largest. With several winners only the expected size is given (the chances of several races
 * together are not known). A winner on every ballot needs one ballot; a risk limit of 0 needs all of them.
 *
 * @param chances chances of stopping for which a size is wanted; 0.7, 0.8 and 0.9 where they are left out
 * @param sample.votes marks drawn so far for each choice
 * @throws StatisticsError for a result or sample that cannot be, limits and chances not between 0 and 1
 * @see docs/method/audits.md
 */
export function planBravo(
  contest: ReportedContest,
  riskLimit: number,
  sample: { votes: readonly number[] } = { votes: contest.votes.map(() => 0) },
  chances: readonly number[] = [0.7, 0.8, 0.9],
): BravoPlan {
  const outcome = reportedOutcome(contest);
  if (riskLimit !== 0) requireBetween("riskLimit", riskLimit, 0, 1);
  requireSample(contest, sample.votes);
  chances.forEach((chance, i) => requireBetween(`chances[${i}]`, chance, 0, 1));
  const { votes, ballots } = contest;
  const fullCount = { kind: "full-count", ballots } as const;
  const [last, first] = [outcome.winners.at(-1)!, outcome.losers[0]];
  if (riskLimit === 0) return fullCount;
  if (first === undefined) return { kind: "no-losers" };
  if (votes[last] === votes[first]) return fullCount;
  if (outcome.winners.some((winner) => votes[winner] === ballots))
    return { kind: "sizes", expected: { ballots: 1, chance: 1 }, quantiles: [] };
  const races: BravoRace[] = pairsOf(outcome).map(({ winner, loser }) => ({
    winnerShare: votes[winner]! / ballots,
    loserShare: votes[loser]! / ballots,
    riskLimit,
    winnerDrawn: sample.votes[winner]!,
    loserDrawn: sample.votes[loser]!,
    ballots,
  }));
  const hardest = races
    .map((race) => ({ race, size: bravoExpectedSize(race) }))
    .reduce((most, one) => (one.size > most.size ? one : most));
  const expected = hardest.size;
  if (expected <= 0) return { kind: "limit-reached" };
  if (outcome.winners.length > 1)
    return { kind: "sizes", expected: { ballots: expected, chance: null }, quantiles: [] };
  const quantiles = chances.map((chance) => ({
    ballots: Math.max(...races.map((race) => bravoQuantileSize(race, chance))),
    chance,
  }));
  const most = Math.max(0, ...quantiles.map((size) => size.ballots));
  if (ballots > LARGE && most >= ballots / 4) return fullCount;
  const chance = bravoChanceOfStopping(hardest.race, expected);
  return { kind: "sizes", expected: { ballots: expected, chance }, quantiles };
}
