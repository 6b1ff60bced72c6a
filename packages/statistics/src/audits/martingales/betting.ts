import { requireBetween, requireNumber, StatisticsError } from "../../statistics-error.ts";
import { completeHypothesis, type MeanHypothesis, requireSequence } from "./mean-hypothesis.ts";
import { type Certainty, runMartingale, type SequentialTest } from "./sequential-test.ts";

/**
 * How much is bet before each draw, from the draws before it alone.
 *
 * - `fixed`: always λ, in the unit of 1/x.
 * - `fraction`: always the same part of the most that is allowed: λ_j = fraction/m_j. It is Kaplan–Wald with
 *   g = 1 − fraction, also without replacement.
 * - `agrapa`: the bet that maximises, approximately, the growth rate given mean and variance so far; the first is
 *   `first`. λ_j = (μ̂ − m)/(σ̂² + (μ̂ − m)²), cut to [0, c_j/m_j], with
 *   c_j = c_0 + (c_max − c_0)(1 − 1/(1 + growth · √(j − 1))).
 */
export type Bet =
  | { kind: "fixed"; bet: number }
  | { kind: "fraction"; fraction: number }
  | {
      kind: "agrapa";
      first: number;
      /** c_0, above 0 and below 1 */
      fraction: number;
      /** c_max, from c_0 and below 1; c_0 where it is left out */
      largestFraction?: number;
      /** from 0; 0 where it is left out */
      growth?: number;
    };

/**
 * The betting martingale: a gambler's fortune, T_j = T_{j−1} · (1 + λ_j (x_j − m_j)), who bets that the mean of the
 * rest is above m_j. It is ALPHA written otherwise: η = m (1 + λ (u − m)).
 *
 * Bets are cut to [0, 1/m_j], so that the fortune cannot become negative. Assumes what {@link alphaTest} does.
 *
 * @throws StatisticsError for values outside [0, u], more draws than the population, and parameters that cannot be
 * @see Waudby-Smith & Ramdas (2024), Estimating means of bounded random variables by betting, JRSS B 86 (1),
 *   section 4 and appendix B.3 (aGRAPA); docs/method/audits.md
 */
export function bettingTest(
  values: ArrayLike<number>,
  hypothesis: MeanHypothesis,
  bet: Bet,
  certainty: Certainty = "at-once",
): SequentialTest {
  const complete = completeHypothesis(hypothesis);
  requireSequence(values, complete);
  const betOf = betMaker(bet);
  return runMartingale(values, complete, certainty, (value, rest, drawn) => {
    const wanted = betOf(value, rest, drawn);
    const most = 1 / rest;
    return 1 + (wanted > most ? most : wanted) * (value - rest);
  });
}

type BetOf = (value: number, rest: number, drawn: number) => number;

function betMaker(bet: Bet): BetOf {
  if (bet.kind === "agrapa") return agrapa(bet);
  if (bet.kind === "fixed") return fixedBet(bet.bet);
  const fraction = requireBetween("bet.fraction", bet.fraction, 0, 1);
  return (_, rest) => fraction / rest;
}

function fixedBet(given: number): BetOf {
  const bet = requireNumber("bet.bet", given, 0);
  return () => bet;
}

/** The mean and the variance (divisor n) of the draws so far by Welford's steps, compared with the m_j before them. */
function agrapa(bet: Bet & { kind: "agrapa" }): BetOf {
  const first = requireNumber("bet.first", bet.first, 0);
  const fraction = requireBetween("bet.fraction", bet.fraction, 0, 1);
  const largest = requireBetween("bet.largestFraction", bet.largestFraction ?? fraction, 0, 1);
  if (largest < fraction) {
    const expected = `must be at least ${fraction}, the fraction at the start`;
    throw new StatisticsError("out-of-range", "bet.largestFraction", largest, expected);
  }
  const growth = requireNumber("bet.growth", bet.growth ?? 0, 0);
  let average = 0;
  let squares = 0;
  let next = first;
  return (value, rest, drawn) => {
    const cut = fraction + (largest - fraction) * (1 - 1 / (1 + growth * Math.sqrt(drawn)));
    const now = Math.max(0, Math.min(cut / rest, next));
    // What this draw teaches is for the next bet.
    const step = value - average;
    average += step / (drawn + 1);
    squares += step * (value - average);
    const lead = average - rest;
    next = lead > 0 ? lead / (squares / (drawn + 1) + lead * lead) : 0;
    return now;
  };
}
