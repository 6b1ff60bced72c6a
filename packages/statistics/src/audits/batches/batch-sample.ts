import { StatisticsError } from "../../statistics-error.ts";
import { type Assertion, assertionMargin } from "../assertions/index.ts";
import { type Bet, bettingTest, type SequentialTest } from "../martingales/index.ts";
import { type BatchContest, batchMargins, requireVotes } from "./reported-batches.ts";

/** What a simple random sample of batches says of one assertion. */
export interface BatchSampleRisk extends SequentialTest {
  assertion: Assertion;
}

/** The bet of a batch sample: nine tenths of the fortune, so that one batch with the largest error cannot end it. */
const BET: Bet = { kind: "fraction", fraction: 0.9 };

/**
 * A comparison of batches that were drawn as a simple random sample without replacement: the sample of a quick count,
 * say, of which tally sheets and recounts are compared.
 *
 * With w_p the overstatement found in batch p as a share of the margin V, an assertion is true exactly when the sum
 * of all K w_p is below 1. As no w_p is above c = max u_p,
 *
 *     x_p = (c − w_p)/(2 (c − 1/K))
 *
 * lies from 0 to a known bound, and its mean is above 1/2 exactly when the assertion is true: ALPHA (as a betting
 * martingale) tests that. Each assertion has its own p-value; the outcome is confirmed when all are at most α.
 *
 * Batches of very different size make c large against their mean, and the sample long: MACRO then needs fewer. Where
 * c ≤ 1/K no error could change the outcome and p is 0.
 *
 * @param draws in the order drawn, each batch once
 * @param bet how the martingale bets; nine tenths of what is allowed where it is left out
 * @returns one test for each assertion, in their order; p is 1 where the margin is not above 0
 * @throws StatisticsError for a contest or draws that cannot be
 * @see Stark (2023), ALPHA, section 4 (batches); Stark (2020), SHANGRLA, section 3.2; docs/method/audits.md
 */
export function batchSampleTest(
  contest: BatchContest,
  draws: readonly { batch: number; votes: readonly number[] }[],
  bet: Bet = BET,
): BatchSampleRisk[] {
  const { margins, against, inFavour } = batchMargins(contest);
  const { batches, assertions, marks = 1 } = contest;
  requireDraws(contest, draws, marks);
  const count = batches.length;
  return assertions.map((assertion, a) => {
    const margin = margins[a]!;
    const nothing = { assertion, pValue: 1, history: new Float64Array(draws.length).fill(1) };
    if (margin <= 0 || draws.length === 0) return nothing;
    let most = 0;
    let least = 0;
    for (const { votes, ballots } of batches) {
      const reported = assertionMargin(assertion, votes);
      most = Math.max(most, (reported + against[a]! * ballots) / margin);
      least = Math.min(least, (reported - inFavour[a]! * ballots) / margin);
    }
    const room = 2 * (most - 1 / count);
    if (room <= 0) return { assertion, pValue: 0, history: new Float64Array(draws.length) };
    const values = Float64Array.from(draws, ({ batch, votes }) => {
      const error = assertionMargin(assertion, batches[batch]!.votes) - assertionMargin(assertion, votes);
      return Math.max(0, most - error / margin) / room;
    });
    const upperBound = (most - least) / room;
    return { assertion, ...bettingTest(values, { upperBound, population: count }, bet) };
  });
}

function requireDraws(
  contest: BatchContest,
  draws: readonly { batch: number; votes: readonly number[] }[],
  marks: number,
): void {
  const seen = new Set<number>();
  draws.forEach(({ batch, votes }, j) => {
    const reported = contest.batches[batch];
    if (reported === undefined) {
      const expected = `must be the position of one of ${contest.batches.length} batches`;
      throw new StatisticsError("unknown-name", `draws[${j}].batch`, batch, expected);
    }
    if (seen.has(batch)) {
      const expected = "must not stand twice: this sample is without replacement";
      throw new StatisticsError("duplicate", `draws[${j}].batch`, batch, expected);
    }
    seen.add(batch);
    requireVotes(`draws[${j}].votes`, votes, reported.votes.length, reported.ballots * marks);
  });
}
