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

/** η_j from m_j, the number of draws before and their sum; called once a draw, in order, `value` being x_{j−1}. */
export type Guess = (rest: number, drawn: number, total: number, value: number) => number;

/**
 * Makes the guess of an alternative. It is not yet cut to [m_j, u]; ALPHA does that.
 *
 * @throws StatisticsError naming the parameter that cannot be
 */
export function guessOf(alternative: Alternative, hypothesis: CompleteHypothesis): Guess {
  const { mean: t, upperBound: u, population } = hypothesis;
  if (alternative.kind === "optimal-comparison") {
    const rate = requireNumber("alternative.twoVoteRate", alternative.twoVoteRate, 0, 1);
    if (u <= 1) {
      const expected = "must be above 1 for the guess that is best in a comparison";
      throw new StatisticsError("out-of-range", "hypothesis.upperBound", u, expected);
    }
    const guess = (1 - u * (1 - rate)) / (2 - 2 * u) + u * (1 - rate) - 0.5;
    return () => guess;
  }
  const mean = requireNumber("alternative.mean", alternative.mean);
  if (mean <= t || mean > u) {
    const expected = `must lie above ${t}, the mean of the hypothesis, and be at most ${u}`;
    throw new StatisticsError("out-of-range", "alternative.mean", mean, expected);
  }
  if (alternative.kind === "fixed") {
    if (population === Infinity) return () => mean;
    return (_, drawn, total) => (population * mean - total) / (population - drawn);
  }
  const slack = requireBetween("alternative.slack", alternative.slack ?? (mean - t) / 2, 0, Infinity);
  if (t + slack > u - slack) {
    const expected = `must be at most ${(u - t) / 2}, to leave room between the hypothesis and u`;
    throw new StatisticsError("out-of-range", "alternative.slack", slack, expected);
  }
  return shrinkTruncate(u, {
    mean,
    slack,
    weight: requireBetween("alternative.weight", alternative.weight ?? 100, 0, Infinity),
    pull: requireNumber("alternative.pull", alternative.pull ?? 0, 0),
    least: requireBetween("alternative.leastDeviation", alternative.leastDeviation ?? 1e-6, 0, Infinity),
  });
}

/**
 * The shrinking guess. The standard deviation of the draws so far has the divisor n, and counts as 1 before the
 * third draw.
 */
function shrinkTruncate(
  u: number,
  parameters: { mean: number; slack: number; weight: number; pull: number; least: number },
): Guess {
  const { mean, slack, weight, pull, least } = parameters;
  const below = u * (1 - Number.EPSILON);
  const seen = weight * mean;
  let average = 0;
  let squares = 0;
  return (rest, drawn, total, value) => {
    let guess = (seen + total) / (weight + drawn);
    if (pull > 0) {
      if (drawn > 0) {
        // Welford's running mean and sum of squares.
        const step = value - average;
        average += step / drawn;
        squares += step * (value - average);
      }
      const deviation = drawn < 2 ? 1 : Math.max(least, Math.sqrt(squares / drawn));
      guess = (guess + (u * pull) / deviation) / (1 + pull / deviation);
    }
    const away = slack / Math.sqrt(weight + drawn);
    return Math.min(below - away, Math.max(guess, rest * (1 + Number.EPSILON) + away));
  };
}
