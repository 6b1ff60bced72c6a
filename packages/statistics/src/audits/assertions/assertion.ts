import { requireNumber, StatisticsError } from "../../statistics-error.ts";
import { pairsOf, type ReportedContest, reportedOutcome } from "../reported-contest.ts";

/**
 * A sentence about the true votes, all of which together make the reported outcome right: Σ weight_i · votes_i > 0.
 *
 * "A beats B" has weight 1 for A and −1 for B; "A has more than a share f" has 1 − f for A and −f for all others; a
 * seat by highest averages has the reciprocals of two divisors. SHANGRLA turns each into a mean above 1/2
 * ({@link assorterOf}); a batch comparison bounds and counts errors in the same sum.
 *
 * @see Stark (2020), Sets of Half-Average Nulls Generate Risk-Limiting Audits: SHANGRLA, section 2; Blom et al. (2021),
 *   Assertion-based Approaches to Auditing Complex Elections, E-Vote-ID 2021, section 3; docs/method/audits.md
 */
export interface Assertion {
  /** what it says, for people's eyes and for finding it again: `choice 0 > choice 2` */
  name: string;
  /** one for each choice */
  weights: readonly number[];
}

/** Every reported winner has more votes than every reported loser; for one winner and for several. */
export function pluralityAssertions(contest: ReportedContest): Assertion[] {
  const choices = contest.votes.length;
  return pairsOf(reportedOutcome(contest)).map(({ winner, loser }) => ({
    name: `${winner} > ${loser}`,
    weights: weightsOf(choices, [
      [winner, 1],
      [loser, -1],
    ]),
  }));
}

/**
 * A choice has more than a share f of the valid votes.
 *
 * @param share f, above 0 and below 1
 * @throws StatisticsError for a choice that is none, a share outside (0, 1)
 */
export function supermajorityAssertion(choices: number, choice: number, share: number): Assertion {
  requirePosition("choice", choice, choices);
  requireNumber("share", share, Number.MIN_VALUE, 1 - Number.EPSILON);
  const weights = Array.from({ length: choices }, (_, i) => (i === choice ? 1 - share : -share));
  return { name: `${choice} > ${share}`, weights };
}

/**
 * What an absolute majority with a second round asserts: the winner has more votes than all others together; or,
 * where none has, the two first lead each other choice, and neither has a majority.
 *
 * A leader with exactly half goes to the second round and cannot be audited (the last assertion is a tie).
 *
 * @throws StatisticsError for a result that cannot be, or with more than one winner
 */
export function runoffAssertions(contest: ReportedContest): Assertion[] {
  if ((contest.winners ?? 1) !== 1) {
    throw new StatisticsError(
      "out-of-range",
      "contest.winners",
      contest.winners,
      "must be 1 before a runoff",
    );
  }
  const { votes } = contest;
  const [first] = reportedOutcome(contest).winners;
  const valid = votes.reduce((sum, count) => sum + count, 0);
  const against = (choice: number, sign: 1 | -1): Assertion => ({
    name: sign === 1 ? `${choice} > all others` : `all others > ${choice}`,
    weights: votes.map((_, i) => (i === choice ? sign : -sign)),
  });
  if (2 * votes[first!]! > valid) return [...pluralityAssertions(contest), against(first!, 1)];
  const two = { ...contest, winners: Math.min(2, votes.length) };
  return [...pluralityAssertions(two), ...reportedOutcome(two).winners.map((choice) => against(choice, -1))];
}

/** Σ weight · votes: the margin of an assertion in reported votes; the assertion is reported true where it is above 0. */
export function assertionMargin(assertion: Assertion, votes: readonly number[]): number {
  if (votes.length !== assertion.weights.length) {
    const expected = `must hold ${assertion.weights.length} counts, one for each choice`;
    throw new StatisticsError("length-mismatch", "votes", votes.length, expected);
  }
  let margin = 0;
  for (let i = 0; i < votes.length; i++) margin += assertion.weights[i]! * votes[i]!;
  return margin;
}

/** Weights that are 0 but where given. */
export function weightsOf(
  choices: number,
  given: readonly (readonly [choice: number, weight: number])[],
): number[] {
  const weights = new Array<number>(choices).fill(0);
  for (const [choice, weight] of given) weights[choice] = weight;
  return weights;
}

/** Refuses a position that is none of the choices. */
export function requirePosition(argument: string, choice: number, choices: number): void {
  if (!Number.isInteger(choice) || choice < 0 || choice >= choices) {
    const expected = `must be the position of one of ${choices} choices`;
    throw new StatisticsError("unknown-name", argument, choice, expected);
  }
}
