import { type Alternative, guessesOf } from "./alternatives.ts";
import { completeHypothesis, type MeanHypothesis, requireSequence } from "./mean-hypothesis.ts";
import { type Certainty, nullMeans, runMartingale, type SequentialTest } from "./sequential-test.ts";

/**
 * ALPHA: the test that adapts to the ballots seen.
 *
 *     T_j = T_{j−1} · [ x_j η_j/m_j + (u − x_j)(u − η_j)/(u − m_j) ] / u,   p_j = min(1, 1/T_j)
 *     m_j = (N t − S_{j−1})/(N − j + 1) without replacement, t with replacement
 *
 * x_j is the j-th draw, S_{j−1} the sum before it, η_j a guess of the mean of the rest ({@link Alternative}), made
 * from earlier draws alone and cut to [m_j, u] so that T never becomes negative and never bets for the hypothesis.
 *
 * Assumes that the draws are random, equally likely, and given in the order in which they were drawn. Never sort
 * them, and never choose the guess after having seen them: the p-value then means nothing. Draws that were made with
 * unequal probabilities need another test (MACRO for batches).
 *
 * @param values x_1, x_2, … in [0, u]
 * @throws StatisticsError for values outside [0, u], more draws than the population, and parameters that cannot be
 * @see Stark (2023), ALPHA: Audit that Learns from Previously Hand-Audited Ballots, Annals of Applied Statistics
 *   17 (1), sections 2.1 (the martingale) and 2.5 (shrink and truncate); docs/method/audits.md
 */
export function alphaTest(
  values: ArrayLike<number>,
  hypothesis: MeanHypothesis,
  alternative: Alternative,
  certainty: Certainty = "at-once",
): SequentialTest {
  const complete = completeHypothesis(hypothesis);
  requireSequence(values, complete);
  const draws = values instanceof Float64Array ? values : new Float64Array(values);
  const known = nullMeans(draws, complete);
  const { means } = known;
  const bets = guessesOf(alternative, complete, draws, means);
  const u = complete.upperBound;
  for (let j = 0; j < bets.length; j++) {
    const m = means[j]!;
    const eta = Math.min(u, bets[j]!);
    // The same test as a bet: λ = (η/m − 1)/(u − m).
    bets[j] = m > 0 && m < u && eta > m ? (eta - m) / (m * (u - m)) : 0;
  }
  return runMartingale(draws, bets, complete, certainty, known);
}
