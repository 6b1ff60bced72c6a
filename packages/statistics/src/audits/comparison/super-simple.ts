import { requireBetween, requireInteger, StatisticsError } from "../../statistics-error.ts";
import { dilutedMargin, type ReportedContest } from "../reported-contest.ts";
import {
  ballotOverstatements,
  type ComparedBallot,
  type Overstatement,
  type WorstPair,
} from "./overstatements.ts";

/** γ of the super-simple method: how much room a two-vote overstatement leaves. That of the published tools. */
export const ERROR_INFLATOR = 1.03905;

/** Result of a comparison of single ballots. */
export interface ComparisonRisk {
  /** p-value of "some reported loser has at least as many votes as some reported winner" */
  pValue: number;
  /** of each ballot as given; null where nothing is wrong */
  overstatements: (Overstatement | null)[];
}

/**
 * Super-simple comparison of single ballots with their records (Kaplan–Markov on relative overstatements):
 *
 *     p = Π [ (1 − 1/U) / (1 − e_i V/(2 γ)) ]^{times},   U = 2 γ/μ
 *
 * μ is the diluted margin, V = μ N the smallest margin in votes, e_i the ballot's overstatement over its margin,
 * where negative ones (records that understate) count as 0.
 *
 * Assumes records committed to before the draw whose totals give the reported outcome, and ballots drawn with
 * replacement, equally likely. May be read after every draw. p is 1 in a tie and 0 after all N ballots were looked
 * at (`complete`), where the count itself decides: give `complete` only when it confirmed the outcome.
 *
 * @param options.inflator γ > 1
 * @param options.understatements `ignore` (the default, as Arlo) or `count`, which needs fewer ballots
 * @throws StatisticsError for a result, ballots or γ that cannot be
 * @see Stark (2010), Super-simple simultaneous single-ballot risk-limiting audits, EVT/WOTE '10, sections 2 and 3;
 *   docs/method/audits.md
 */
export function superSimpleRisk(
  contest: ReportedContest,
  ballots: readonly ComparedBallot[],
  options: {
    inflator?: number;
    understatements?: "ignore" | "count";
    worst?: WorstPair;
    complete?: boolean;
  } = {},
): ComparisonRisk {
  const { inflator = ERROR_INFLATOR, understatements = "ignore", worst } = options;
  requireBetween("options.inflator", inflator, 1, Infinity);
  const overstatements = ballotOverstatements(contest, ballots, worst);
  const margin = dilutedMargin(contest);
  if (options.complete) return { pValue: 0, overstatements };
  if (margin === null || margin === 0) return { pValue: 1, overstatements };
  const room = (2 * inflator) / (margin * contest.ballots);
  const clean = Math.log1p(-margin / (2 * inflator));
  let logarithm = 0;
  overstatements.forEach((found, i) => {
    const times = requireInteger(`ballots[${i}].times`, ballots[i]!.times ?? 1, 1);
    const error =
      found === null ? 0 : understatements === "count" ? found.relative : Math.max(0, found.relative);
    logarithm += times * (clean - Math.log1p(-error / room));
  });
  return { pValue: Math.min(1, Math.exp(logarithm)), overstatements };
}

/** Overstatements and understatements seen so far, or the rates at which they are expected. */
export interface ErrorCounts {
  /** ballots drawn */
  ballots: number;
  oneVoteOver: number;
  twoVoteOver: number;
}

/** Rates expected where nothing was drawn: one-vote errors 1 in 1,000 and two-vote errors 1 in 10,000, both ways. */
const EXPECTED_RATES = { one: 0.001, two: 0.0001 } as const;

/**
 * Ballots still to draw for a super-simple comparison to reach the limit, if errors go on at the rate seen (or, where
 * nothing was drawn, at {@link EXPECTED_RATES}):
 *
 *     n_0 = ⌈ln α / (ln(1 − μ/2γ) − r_1 ln(1 − 1/2γ) − r_2 ln(1 − 1/γ) − s_1 ln(1 + 1/2γ) − s_2 ln(1 + 1/γ))⌉
 *     n = −2γ (ln α + o_1 ln(1 − 1/2γ) + o_2 ln(1 − 1/γ) + u_1 ln(1 + 1/2γ) + u_2 ln(1 + 1/γ))/μ, rounded up
 *
 * where one-vote errors o_1 = r_1 n_0, u_1 = s_1 n_0 are rounded up and two-vote ones to the nearest. Understatements
 * that were seen count as none. Where errors are so frequent that the limit is never reached, or α is 0: all ballots.
 *
 * @returns ballots still to draw, from 0 to N less those drawn
 * @throws StatisticsError for a result that cannot be, a tie (`not-computable`), α not from 0 and below 1
 * @see Stark (2010), EVT/WOTE '10, section 3; Lindeman & Stark (2012), IEEE Security & Privacy 10 (5),
 *   equation for n; docs/method/audits.md
 */
export function superSimpleSize(
  contest: ReportedContest,
  riskLimit: number,
  seen: ErrorCounts = { ballots: 0, oneVoteOver: 0, twoVoteOver: 0 },
  inflator = ERROR_INFLATOR,
): number {
  requireBetween("inflator", inflator, 1, Infinity);
  const margin = dilutedMargin(contest);
  const drawn = requireInteger("seen.ballots", seen.ballots, 0);
  requireInteger("seen.oneVoteOver", seen.oneVoteOver, 0, drawn);
  requireInteger("seen.twoVoteOver", seen.twoVoteOver, 0, drawn - seen.oneVoteOver);
  if (riskLimit === 0) return contest.ballots;
  requireBetween("riskLimit", riskLimit, 0, 1);
  if (margin === null || margin === 0) {
    throw new StatisticsError(
      "not-computable",
      "contest.votes",
      margin,
      "must have a loser with fewer votes",
    );
  }
  const rates =
    drawn === 0
      ? {
          over1: EXPECTED_RATES.one,
          over2: EXPECTED_RATES.two,
          under1: EXPECTED_RATES.one,
          under2: EXPECTED_RATES.two,
        }
      : { over1: seen.oneVoteOver / drawn, over2: seen.twoVoteOver / drawn, under1: 0, under2: 0 };
  const cost = (over1: number, over2: number, under1: number, under2: number): number =>
    over1 * Math.log(1 - 1 / (2 * inflator)) +
    over2 * Math.log(1 - 1 / inflator) +
    under1 * Math.log(1 + 1 / (2 * inflator)) +
    under2 * Math.log(1 + 1 / inflator);
  const logLimit = Math.log(riskLimit);
  const step =
    Math.log(1 - margin / (2 * inflator)) - cost(rates.over1, rates.over2, rates.under1, rates.under2);
  if (step >= 0) return Math.max(0, contest.ballots - drawn);
  const first = Math.ceil(logLimit / step);
  const errors = cost(
    Math.ceil(rates.over1 * first),
    Math.round(rates.over2 * first),
    Math.ceil(rates.under1 * first),
    Math.round(rates.under2 * first),
  );
  const size = Math.ceil((-2 * inflator * (logLimit + errors)) / margin);
  return Math.max(0, Math.min(size, contest.ballots) - drawn);
}
