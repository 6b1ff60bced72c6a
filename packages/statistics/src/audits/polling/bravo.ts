import { requireInteger, StatisticsError } from "../../statistics-error.ts";
import { pairsOf, type ReportedContest, reportedOutcome } from "../reported-contest.ts";

/** What a poll of ballots says of one winner and one loser. */
export interface PairRisk {
  /** positions of the two choices */
  winner: number;
  loser: number;
  /** p-value of "the loser has at least as many votes"; the audit of the contest stops when the largest is ≤ α */
  pValue: number;
}

/**
 * What a poll of all ballots says, each looked at once.
 *
 * `decides` (the default): it shows who won, so p is 0 for each pair that it confirms and 1 for each that it does not.
 * `settles`: 0 for all pairs whatever it shows, as the program Arlo has it. For agreement with its numbers only: it
 * would confirm a wrong winner.
 */
export type FullCount = "decides" | "settles";

/**
 * BRAVO: ballot polling, one p-value for each pair of a winner and a loser.
 *
 *     T = (2 s)^{n_w} · (2 (1 − s))^{n_l},   s = v_w/(v_w + v_l),   p = min(1, 1/T)
 *
 * n_w and n_l are ballots drawn so far with a mark for the winner and not for the loser, and the other way round;
 * v are the reported votes. Ballots with both, with neither or for others say nothing and do not count here.
 *
 * Assumes ballots drawn with replacement, all equally likely, all rounds together. The p-value may be read after any
 * draw: the chance that it ever falls to α although the reported outcome is wrong is at most α. It does not remember
 * its smallest value: an audit that stops only between rounds gives some of its power away (Minerva does not).
 *
 * When NOT to use it: where the reported shares may be off, ALPHA adapts; without replacement ALPHA is sharper; with
 * digital records of single ballots a comparison needs far fewer.
 *
 * @param sample.votes drawn ballots with a mark for each choice, cumulative over the rounds
 * @param sample.complete whether all ballots have been looked at, each once (a full hand count)
 * @returns pairs by falling votes of winner and loser; none where nobody lost
 * @throws StatisticsError for counts that are none, or lists of different length
 * @see Lindeman, Stark & Yates (2012), BRAVO: Ballot-polling Risk-limiting Audits to Verify Outcomes, EVT/WOTE '12,
 *   section 3; docs/method/audits.md
 */
export function bravoRisks(
  contest: ReportedContest,
  sample: { votes: readonly number[]; complete?: boolean },
  fullCount: FullCount = "decides",
): PairRisk[] {
  const outcome = reportedOutcome(contest);
  requireSample(contest, sample.votes);
  return pairsOf(outcome).map(({ winner, loser }) => {
    const [w, l] = [sample.votes[winner]!, sample.votes[loser]!];
    if (sample.complete) return { winner, loser, pValue: fullCount === "settles" || w > l ? 0 : 1 };
    const logarithm = bravoLogStatistic(contest.votes[winner]!, contest.votes[loser]!, w, l);
    return { winner, loser, pValue: Math.min(1, Math.exp(-logarithm)) };
  });
}

/**
 * ln T. With d = (v_w − v_l)/(v_w + v_l), T = (1 + d)^{n_w} (1 − d)^{n_l}; the marks that cancel are taken together
 * as (1 − d²), because n_w ln(1 + d) + n_l ln(1 − d) would lose ten digits in a close and large contest.
 */
export function bravoLogStatistic(reportedW: number, reportedL: number, n_w: number, n_l: number): number {
  const both = Math.min(n_w, n_l);
  const d = reportedW + reportedL === 0 ? 0 : (reportedW - reportedL) / (reportedW + reportedL);
  const even = both === 0 ? 0 : both * Math.log1p(-d * d);
  const rest = n_w === n_l ? 0 : n_w > n_l ? (n_w - both) * Math.log1p(d) : (n_l - both) * Math.log1p(-d);
  return even + rest;
}

/** Refuses marks of a sample that are no counts or not one for each choice. */
export function requireSample(contest: ReportedContest, votes: readonly number[]): void {
  if (votes.length !== contest.votes.length) {
    const expected = `must hold ${contest.votes.length} counts, one for each choice`;
    throw new StatisticsError("length-mismatch", "sample.votes", votes.length, expected);
  }
  votes.forEach((count, i) => requireInteger(`sample.votes[${i}]`, count));
}
