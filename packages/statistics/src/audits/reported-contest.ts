import { requireInteger, StatisticsError } from "../statistics-error.ts";

/** The reported result that an audit examines. */
export interface ReportedContest {
  /** reported votes of each choice; at least one choice */
  votes: readonly number[];
  /** N, ballots among which the votes are: an upper bound that does not come from the count itself */
  ballots: number;
  /** choices that win; 1 where it is left out */
  winners?: number;
  /** marks that a ballot may hold; 1 where it is left out */
  marks?: number;
}

/** Choices by position: who won and who lost, each by falling votes (of equal votes the first listed first). */
export interface Outcome {
  winners: number[];
  losers: number[];
}

/**
 * Refuses a result that cannot be: votes that are no counts, more votes than the ballots can hold, no winner.
 *
 * @throws StatisticsError naming the figure
 */
export function requireContest(contest: ReportedContest): void {
  const { votes, ballots, winners = 1, marks = 1 } = contest;
  if (votes.length === 0)
    throw new StatisticsError("empty", "contest.votes", "[]", "must hold at least one choice");
  requireInteger("contest.ballots", ballots, 1);
  requireInteger("contest.winners", winners, 1);
  requireInteger("contest.marks", marks, 1);
  let sum = 0;
  votes.forEach((count, i) => {
    sum += requireInteger(`contest.votes[${i}]`, count, 0, ballots);
  });
  if (sum > ballots * marks) {
    const expected = `must add up to at most ${ballots * marks}, what ${ballots} ballots can hold`;
    throw new StatisticsError("impossible", "contest.votes", sum, expected);
  }
}

/** Who won and who lost by the reported votes. Where all choices win, nobody lost and nothing can be audited. */
export function reportedOutcome(contest: ReportedContest): Outcome {
  requireContest(contest);
  const { votes, winners = 1 } = contest;
  const order = [...votes.keys()].sort((a, b) => votes[b]! - votes[a]! || a - b);
  return { winners: order.slice(0, winners), losers: order.slice(winners) };
}

/**
 * The diluted margin: votes between the winner with fewest and the loser with most, over all ballots; null where
 * nobody lost. It is what decides how much work a comparison audit is.
 */
export function dilutedMargin(contest: ReportedContest): number | null {
  const { winners, losers } = reportedOutcome(contest);
  const [last, first] = [winners.at(-1), losers[0]];
  if (last === undefined || first === undefined) return null;
  return (contest.votes[last]! - contest.votes[first]!) / contest.ballots;
}

/** Every winner with every loser. */
export function pairsOf({ winners, losers }: Outcome): { winner: number; loser: number }[] {
  return winners.flatMap((winner) => losers.map((loser) => ({ winner, loser })));
}
