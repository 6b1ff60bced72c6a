import type { SeededRandom } from "../random/index.ts";
import { seededRandom } from "../random/index.ts";
import { requireBetween, requireInteger, requireNumber } from "../statistics-error.ts";

/**
 * What a statistic does in the same country without manipulation.
 *
 * @property mean over the replicates, with their standard deviation and central 95 %
 * @property pValue (1 + replicates at least as large as the observed) / (1 + replicates); one-sided, upwards
 * @property falseAlarmRate share of the replicates in which the test's own nominal p-value is below the level: what a
 * textbook use of the test would cry out for nothing; null for a statistic without a nominal p-value
 */
export type SimulationBaseline = {
  readonly replicates: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
  readonly falseAlarmRate: number | null;
};

/** A statistic of one country, with its nominal p-value where it has one. */
export type Statistic = { readonly value: number; readonly nominal: number | null };

/**
 * Compares an observed statistic with what it is in simulated countries.
 *
 * @param input.observed the statistic of the file
 * @param input.draw draws one country and computes the statistic of it
 * @param input.replicates p-values are never below 1 / (1 + replicates): 199 reach 0.005
 * @param input.level of the false alarms, default 0.05
 * @throws StatisticsError for a statistic that is not finite or replicates below 1
 */
export function simulationBaseline(input: {
  readonly observed: number;
  readonly draw: (random: SeededRandom) => Statistic;
  readonly replicates: number;
  readonly seed: string;
  readonly level?: number;
}): SimulationBaseline {
  const replicates = requireInteger("replicates", input.replicates, 1, 1_000_000);
  const random = seededRandom(input.seed);
  const drawn = Array.from({ length: replicates }, () => input.draw(random));
  return baselineOf(input.observed, drawn, input.level);
}

/** The baseline from statistics that were drawn already. See {@link simulationBaseline}. */
export function baselineOf(observed: number, drawn: readonly Statistic[], level = 0.05): SimulationBaseline {
  requireNumber("observed", observed);
  requireBetween("level", level, 0, 1);
  requireInteger("drawn.length", drawn.length, 1);
  drawn.forEach((one, i) => {
    requireNumber(`drawn[${i}].value`, one.value);
    if (one.nominal !== null) requireNumber(`drawn[${i}].nominal`, one.nominal, 0, 1);
  });
  const values = Float64Array.from(drawn, (one) => one.value).sort();
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const nominal = drawn.flatMap((one) => (one.nominal === null ? [] : [one.nominal]));
  const at = (share: number): number => values[Math.min(n - 1, Math.floor(share * n))]!;
  return {
    replicates: n,
    mean,
    standardDeviation: n > 1 ? Math.sqrt(square / (n - 1)) : 0,
    low: at(0.025),
    high: at(0.975),
    pValue: (1 + values.filter((value) => value >= observed).length) / (1 + n),
    falseAlarmRate: nominal.length === 0 ? null : nominal.filter((p) => p < level).length / nominal.length,
  };
}
