import { requireBetween, requireNumber, StatisticsError } from "../../statistics-error.ts";
import type { CompleteHypothesis } from "./mean-hypothesis.ts";

/**
 * How ALPHA guesses, before each draw and from the draws before it alone, what the mean of the rest really is.
 *
 * Any such guess gives a valid test; a good one gives a small sample.
 *
 * - `fixed`: the reported mean η, corrected for what was drawn: η_j = (N η − S_{j−1})/(N − j + 1), the guess of a
 *   Wald test. With a plurality assorter, draws with replacement and the reported share it is BRAVO.
 * - `shrink-truncate`: the mean of the draws so far, shrunk towards η as if η had been seen `weight` times (d),
 *   optionally towards u by `pull` (f) over the draws' standard deviation, and kept `slack`/√(d + j − 1) away from
 *   m_j and from u. It adapts when the reported share is wrong.
 * - `optimal-comparison`: for overstatements of single ballots, where a share `twoVoteRate` of ballots is thought
 *   to hold a two-vote overstatement and the rest none. Needs u > 1.
 */
export type Alternative =
  | { kind: "fixed"; mean: number }
  | {
      kind: "shrink-truncate";
      /** η, the reported mean */
      mean: number;
      /** c > 0; (η − t)/2 where it is left out */
      slack?: number;
      /** d > 0; 100 where it is left out */
      weight?: number;
      /** f ≥ 0; 0 where it is left out */
      pull?: number;
      /** least standard deviation that the pull is divided by; 10^−6 where it is left out */
      leastDeviation?: number;
    }
  | { kind: "optimal-comparison"; twoVoteRate: number };

/**
 * The guesses η_j of all draws, each from the draws before it. Not yet cut to [m_j, u]; ALPHA does that.
 *
 * @param means m_j, as the hypothesis has it
 * @throws StatisticsError naming the parameter that cannot be
 */
export function guessesOf(
  alternative: Alternative,
  hypothesis: CompleteHypothesis,
  values: Float64Array,
  means: Float64Array,
): Float64Array {
  const { mean: t, upperBound: u, population } = hypothesis;
  const guesses = new Float64Array(values.length);
  if (alternative.kind === "optimal-comparison") {
    const rate = requireNumber("alternative.twoVoteRate", alternative.twoVoteRate, 0, 1);
    if (u <= 1) {
      const expected = "must be above 1 for the guess that is best in a comparison";
      throw new StatisticsError("out-of-range", "hypothesis.upperBound", u, expected);
    }
    return guesses.fill((1 - u * (1 - rate)) / (2 - 2 * u) + u * (1 - rate) - 0.5);
  }
  const mean = requireNumber("alternative.mean", alternative.mean);
  if (mean <= t || mean > u) {
    const expected = `must lie above ${t}, the mean of the hypothesis, and be at most ${u}`;
    throw new StatisticsError("out-of-range", "alternative.mean", mean, expected);
  }
  if (alternative.kind === "fixed") {
    if (population === Infinity) return guesses.fill(mean);
    const more = population * (mean - t);
    for (let j = 0; j < guesses.length; j++) guesses[j] = means[j]! + more / (population - j);
    return guesses;
  }
  const slack = requireBetween("alternative.slack", alternative.slack ?? (mean - t) / 2, 0, Infinity);
  if (t + slack > u - slack) {
    const expected = `must be at most ${(u - t) / 2}, to leave room between the hypothesis and u`;
    throw new StatisticsError("out-of-range", "alternative.slack", slack, expected);
  }
  const parameters = {
    mean,
    slack,
    weight: requireBetween("alternative.weight", alternative.weight ?? 100, 0, Infinity),
    pull: requireNumber("alternative.pull", alternative.pull ?? 0, 0),
    least: requireBetween("alternative.leastDeviation", alternative.leastDeviation ?? 1e-6, 0, Infinity),
  };
  return shrinkTruncate(u, parameters, values, means, guesses);
}

/**
 * The shrinking guess. The standard deviation of the draws so far has the divisor n, and counts as 1 before the
 * third draw.
 */
function shrinkTruncate(
  u: number,
  parameters: { mean: number; slack: number; weight: number; pull: number; least: number },
  values: Float64Array,
  means: Float64Array,
  guesses: Float64Array,
): Float64Array {
  const { mean, slack, weight, pull, least } = parameters;
  const below = u * (1 - Number.EPSILON);
  let seen = weight * mean;
  let average = 0;
  let squares = 0;
  for (let j = 0; j < guesses.length; j++) {
    let guess = seen / (weight + j);
    if (pull > 0) {
      const deviation = j < 2 ? 1 : Math.max(least, Math.sqrt(squares / j));
      guess = (guess + (u * pull) / deviation) / (1 + pull / deviation);
    }
    const away = slack / Math.sqrt(weight + j);
    guesses[j] = Math.min(below - away, Math.max(guess, means[j]! * (1 + Number.EPSILON) + away));
    const value = values[j]!;
    seen += value;
    // Welford's running mean and sum of squares.
    const step = value - average;
    average += step / (j + 1);
    squares += step * (value - average);
  }
  return guesses;
}
