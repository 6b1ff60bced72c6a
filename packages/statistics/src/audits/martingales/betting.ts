import { requireBetween, requireNumber, StatisticsError } from "../../statistics-error.ts";
import { completeHypothesis, type MeanHypothesis, requireSequence } from "./mean-hypothesis.ts";
import { type Certainty, nullMeans, runMartingale, type SequentialTest } from "./sequential-test.ts";

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
  const draws = values instanceof Float64Array ? values : new Float64Array(values);
  const known = nullMeans(draws, complete);
  const { means } = known;
  const bets = betsOf(bet, draws, means);
  for (let j = 0; j < bets.length; j++) {
    const most = 1 / means[j]!;
    if (bets[j]! > most) bets[j] = most;
  }
  return runMartingale(draws, bets, complete, certainty, known);
}

/** λ_j of all draws, each from the draws before it; not yet cut to 1/m_j. */
function betsOf(bet: Bet, values: Float64Array, means: Float64Array): Float64Array {
  const bets = new Float64Array(values.length);
  if (bet.kind === "fixed") return bets.fill(requireNumber("bet.bet", bet.bet, 0));
  if (bet.kind === "agrapa") return agrapa(bet, values, means, bets);
  const fraction = requireBetween("bet.fraction", bet.fraction, 0, 1);
  for (let j = 0; j < bets.length; j++) bets[j] = fraction / means[j]!;
  return bets;
}

/** Mean and variance (divisor n) of the draws so far by Welford's steps, compared with the m_j before the last. */
function agrapa(
  bet: Bet & { kind: "agrapa" },
  values: Float64Array,
  means: Float64Array,
  bets: Float64Array,
): Float64Array {
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
  for (let j = 0; j < bets.length; j++) {
    const rest = means[j]!;
    const cut = fraction + (largest - fraction) * (1 - 1 / (1 + growth * Math.sqrt(j)));
    bets[j] = Math.max(0, Math.min(cut / rest, next));
    // What this draw teaches is for the next bet.
    const value = values[j]!;
    const step = value - average;
    average += step / (j + 1);
    squares += step * (value - average);
    const lead = average - rest;
    next = lead > 0 ? lead / (squares / (j + 1) + lead * lead) : 0;
  }
  return bets;
}
