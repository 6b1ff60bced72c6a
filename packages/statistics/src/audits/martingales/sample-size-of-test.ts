import { seededRandom } from "../../random/index.ts";
import { requireBetween, requireInteger, StatisticsError } from "../../statistics-error.ts";
import { drawsUntil, type SequentialTest } from "./sequential-test.ts";

/** A test as a function of the drawn values alone, with its hypothesis and parameters inside. */
export type TestOfDraws = (values: Float64Array) => SequentialTest;

/**
 * How a pilot is laid out to the length of a population.
 *
 * `tiled` (the default): the whole pilot again and again. `each-repeated`: the first value as often as it takes, then
 * the second; this is what the program SHANGRLA does although it says "tile", so that errors at the pilot's end come
 * too late to count. For agreement with its numbers only.
 */
export type PilotLayout = "tiled" | "each-repeated";

/**
 * Draws that a test would need if the population looked like a pilot, laid out in a fixed order: quick, without
 * chance, and no promise. Where the pilot has rare errors, {@link simulatedSampleSize} is the better answer.
 *
 * @param plan.pilot values such as those expected (from an earlier audit, or all alike for none with errors)
 * @param plan.population N: the size that is returned when the test never reaches the limit
 * @throws StatisticsError for an empty pilot, a limit not between 0 and 1, N not a whole number from 1
 */
export function sampleSizeFromPilot(plan: {
  pilot: readonly number[];
  riskLimit: number;
  population: number;
  test: TestOfDraws;
  layout?: PilotLayout;
}): number {
  const { pilot, population, test, layout = "tiled" } = plan;
  requirePlan(plan);
  const copies = Math.ceil(population / pilot.length);
  const values = Float64Array.from(
    { length: population },
    (_, i) => pilot[layout === "tiled" ? i % pilot.length : Math.floor(i / copies)]!,
  );
  return drawsUntil(test(values).history, plan.riskLimit) ?? population;
}

/**
 * A quantile of the draws that a test needs, by seeded simulation: each run draws from the pilot with replacement.
 *
 * @param plan.quantile chance with which the size should suffice (0.9: nine runs of ten need no more)
 * @param plan.runs simulated audits, at least 1; the quantile's own error is about √(q(1 − q)/runs) in probability
 * @returns draws, at most N (a full count)
 * @throws StatisticsError for an empty pilot and numbers outside their range
 */
export function simulatedSampleSize(plan: {
  pilot: readonly number[];
  riskLimit: number;
  population: number;
  test: TestOfDraws;
  quantile: number;
  runs: number;
  seed: string;
}): number {
  const { pilot, riskLimit, population, test } = plan;
  requirePlan(plan);
  requireBetween("quantile", plan.quantile, 0, 1);
  requireInteger("runs", plan.runs, 1);
  const random = seededRandom(plan.seed);
  const values = new Float64Array(population);
  const sizes = Float64Array.from({ length: plan.runs }, () => {
    for (let i = 0; i < population; i++) values[i] = pilot[random.integer(pilot.length)]!;
    return drawsUntil(test(values).history, riskLimit) ?? population;
  }).sort();
  return sizes[Math.min(plan.runs - 1, Math.ceil(plan.quantile * plan.runs) - 1)]!;
}

function requirePlan(plan: { pilot: readonly number[]; riskLimit: number; population: number }): void {
  if (plan.pilot.length === 0)
    throw new StatisticsError("empty", "pilot", "[]", "must hold at least one value");
  requireBetween("riskLimit", plan.riskLimit, 0, 1);
  requireInteger("population", plan.population, 1);
}
