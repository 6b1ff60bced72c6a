import { describe, expect, it } from "vitest";
import type { Alternative } from "../src/index.ts";
import { alphaTest, drawsUntil, seededRandom } from "../src/index.ts";

const RUNS = 1000;

/**
 * Mean number of ballots until p ≤ 0.05, as Stark (2023, ALPHA, Annals of Applied Statistics 17 (1)) tabulates it:
 * two choices, no invalid ballots, share θ of the winner, c = (η − 1/2)/2. Table 1 with replacement (means of 1,000
 * simulations), table 2 without, from 20,000 ballots (100,000 simulations; the index from 0, so one less).
 */
const PUBLISHED: readonly {
  share: number;
  eta: number;
  weight: number | null;
  population: number;
  mean: number;
  runs: number;
}[] = [
  { share: 0.6, eta: 0.6, weight: null, population: Infinity, mean: 149.218, runs: 1000 },
  { share: 0.7, eta: 0.6, weight: null, population: Infinity, mean: 51.353, runs: 1000 },
  { share: 0.7, eta: 0.52, weight: null, population: Infinity, mean: 195.685, runs: 1000 },
  { share: 0.7, eta: 0.7, weight: 10, population: Infinity, mean: 44.721, runs: 1000 },
  { share: 0.6, eta: 0.6, weight: 100, population: Infinity, mean: 159.512, runs: 1000 },
  { share: 0.6, eta: 0.55, weight: 500, population: Infinity, mean: 190.679, runs: 1000 },
  { share: 0.7, eta: 0.7, weight: 100, population: 20_000, mean: 39.99, runs: 100_000 },
  { share: 0.64, eta: 0.7, weight: 10, population: 20_000, mean: 94.75, runs: 100_000 },
  { share: 0.6, eta: 0.55, weight: 500, population: 20_000, mean: 191.77, runs: 100_000 },
];

describe("published mean sizes of ALPHA and BRAVO", () => {
  it.each(PUBLISHED)("share $share, η $eta, d $weight, N $population: $mean", (cell) => {
    const { share, eta, weight, population, mean, runs } = cell;
    const random = seededRandom(JSON.stringify(cell));
    const alternative: Alternative =
      weight === null
        ? { kind: "fixed", mean: eta }
        : { kind: "shrink-truncate", mean: eta, slack: (eta - 0.5) / 2, weight };
    const hypothesis = population === Infinity ? {} : { population };
    const sizes = Array.from({ length: RUNS }, () => {
      let winners = share * population;
      const values = new Float64Array(3000);
      for (let j = 0; j < values.length; j++) {
        const chance = population === Infinity ? share : winners / (population - j);
        values[j] = random.next() < chance ? 1 : 0;
        winners -= values[j]!;
      }
      return drawsUntil(alphaTest(values, hypothesis, alternative).history, 0.05) ?? values.length;
    });
    const own = sizes.reduce((sum, size) => sum + size, 0) / RUNS;
    const variance = sizes.reduce((sum, size) => sum + (size - own) ** 2, 0) / RUNS;
    // Both means come from simulations: four standard errors of their difference.
    expect(Math.abs(own - mean)).toBeLessThan(4 * Math.sqrt(variance / RUNS + variance / runs));
  });
});
