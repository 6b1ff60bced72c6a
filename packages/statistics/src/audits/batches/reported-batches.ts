import { requireInteger, StatisticsError } from "../../statistics-error.ts";
import type { Assertion } from "../assertions/index.ts";
import { assertionMargin } from "../assertions/index.ts";

/** What was reported of a batch: a polling station's tally sheet, or a box of ballots. */
export interface ReportedBatch {
  /** votes of each choice */
  votes: readonly number[];
  /** b_p, ballots in it: an upper bound that does not come from this count (a station's list of voters, say) */
  ballots: number;
}

/** A contest counted in batches, with what an audit is to show of it. */
export interface BatchContest {
  /** the sentences that make the outcome right, all reported true */
  assertions: readonly Assertion[];
  batches: readonly ReportedBatch[];
  /**
   * reported totals to take the margins from instead of the sums over the batches. They then hold the votes of ballots
   * outside, which are charged one vote each although a vote for the winner could be one for the loser: that is what
   * the program Arlo does, and for agreement with its numbers only.
   */
  totals?: readonly number[];
  /**
   * ballots that are in no batch (still pending, or not to be had for the audit): each is counted as if it held a
   * vote against every assertion. 0 where it is left out.
   */
  outside?: number;
  /** marks that a ballot may hold; 1 where it is left out */
  marks?: number;
}

/** Margins of the assertions after all ballots outside were counted against them, and what one ballot can do. */
export interface BatchMargins {
  /** V of each assertion, less the ballots outside; 0 or less where the outcome is not certain without them */
  readonly margins: readonly number[];
  /** by how much one ballot can at most be against it, and for it */
  readonly against: readonly number[];
  readonly inFavour: readonly number[];
}

/**
 * Checks a contest by batches and computes its margins.
 *
 * @throws StatisticsError for batches whose votes do not fit their ballots, totals that do not fit the choices, or
 *   without an assertion
 */
export function batchMargins(contest: BatchContest): BatchMargins {
  const { assertions, batches, outside = 0, marks = 1 } = contest;
  if (assertions.length === 0)
    throw new StatisticsError("empty", "contest.assertions", "[]", "must hold at least one assertion");
  if (batches.length === 0)
    throw new StatisticsError("empty", "contest.batches", "[]", "must hold at least one batch");
  requireInteger("contest.outside", outside);
  requireInteger("contest.marks", marks, 1);
  const choices = assertions[0]!.weights.length;
  const sums = new Array<number>(choices).fill(0);
  batches.forEach(({ votes, ballots }, p) => {
    requireInteger(`contest.batches[${p}].ballots`, ballots);
    requireVotes(`contest.batches[${p}].votes`, votes, choices, ballots * marks);
    for (let i = 0; i < choices; i++) sums[i] = sums[i]! + votes[i]!;
  });
  const totals = contest.totals ?? sums;
  requireVotes("contest.totals", totals, choices, Number.MAX_SAFE_INTEGER);
  assertions.forEach(({ weights }, a) => {
    if (weights.length === choices) return;
    const expected = `must hold ${choices} numbers, one for each choice`;
    throw new StatisticsError(
      "length-mismatch",
      `contest.assertions[${a}].weights`,
      weights.length,
      expected,
    );
  });
  const against = assertions.map(({ weights }) => -extremes(weights, marks).lowest);
  return {
    margins: assertions.map((assertion, a) => assertionMargin(assertion, totals) - against[a]! * outside),
    against,
    inFavour: assertions.map(({ weights }) => extremes(weights, marks).highest),
  };
}

/** Refuses votes that are no counts, not one for each choice, or more than fit. */
export function requireVotes(
  argument: string,
  votes: readonly number[],
  choices: number,
  most: number,
): void {
  if (votes.length !== choices) {
    const expected = `must hold ${choices} counts, one for each choice`;
    throw new StatisticsError("length-mismatch", argument, votes.length, expected);
  }
  let sum = 0;
  votes.forEach((count, i) => {
    sum += requireInteger(`${argument}[${i}]`, count);
  });
  if (sum > most) {
    throw new StatisticsError(
      "impossible",
      argument,
      sum,
      `must add up to at most ${most}, what fits the ballots`,
    );
  }
}

/** The least and the most that one valid ballot, or none, adds to Σ weight · votes. */
function extremes(weights: readonly number[], marks: number): { lowest: number; highest: number } {
  const rising = [...weights].sort((a, b) => a - b);
  const few = rising.slice(0, marks);
  const many = rising.slice(-marks);
  return {
    lowest: few.reduce((sum, weight) => sum + Math.min(0, weight), 0),
    highest: many.reduce((sum, weight) => sum + Math.max(0, weight), 0),
  };
}
