import { requireBetween, requireInteger, requireNumber, StatisticsError } from "../../statistics-error.ts";

/**
 * What a sequential test tries to reject: "the mean of the population's values is at most `mean`", where every value
 * lies from 0 to `upperBound`.
 *
 * In an audit the values are those of an assorter and `mean` is 1/2: rejecting says that the reported outcome holds.
 */
export interface MeanHypothesis {
  /** t, above 0 and below the upper bound; 1/2 where it is left out */
  mean?: number;
  /** u, the largest value that any member of the population can have; 1 where it is left out */
  upperBound?: number;
  /** N, where the draws are without replacement; left out they are with replacement */
  population?: number;
}

/** The same with nothing left out; N is Infinity with replacement. */
export interface CompleteHypothesis {
  readonly mean: number;
  readonly upperBound: number;
  readonly population: number;
}

/**
 * Fills what was left out and refuses what cannot be.
 *
 * @throws StatisticsError for t not between 0 and u, u not above 0, N not a whole number from 1
 */
export function completeHypothesis(hypothesis: MeanHypothesis): CompleteHypothesis {
  const upperBound = requireBetween("hypothesis.upperBound", hypothesis.upperBound ?? 1, 0, Infinity);
  const mean = requireBetween("hypothesis.mean", hypothesis.mean ?? 0.5, 0, upperBound);
  const { population = Infinity } = hypothesis;
  if (population !== Infinity) requireInteger("hypothesis.population", population, 1);
  return { mean, upperBound, population };
}

/**
 * Refuses a drawn sequence that the hypothesis does not allow: empty, longer than the population, or with a value
 * outside [0, u] (u itself may be passed by its rounding, one part in 10^12).
 */
export function requireSequence(values: ArrayLike<number>, hypothesis: CompleteHypothesis): void {
  const { upperBound, population } = hypothesis;
  if (values.length === 0) throw new StatisticsError("empty", "values", "[]", "must hold at least one draw");
  if (values.length > population) {
    const expected = `must hold at most ${population} draws, the whole population`;
    throw new StatisticsError("impossible", "values", values.length, expected);
  }
  const most = upperBound * (1 + 1e-12);
  for (let j = 0; j < values.length; j++) {
    const value = values[j]!;
    if (!(value >= 0 && value <= most)) requireNumber(`values[${j}]`, value, 0, upperBound);
  }
}
