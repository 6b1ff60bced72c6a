import { describe, expect, it } from "vitest";
import { drawKlimekCountry, klimekModel, klimekStatistics, seededRandom } from "../src/index.ts";

const BASE = {
  turnoutMean: 0.6,
  turnoutDeviation: 0.08,
  shareMean: 0.47,
  shareDeviation: 0.09,
  alpha: 1.5,
  theta: 0.2,
};

describe("Klimek’s model", () => {
  const rolls = (seed: string, stations: number): number[] => {
    const random = seededRandom(seed);
    return Array.from({ length: stations }, () => 300 + random.integer(1500));
  };
  const country = (seed: string, stations: number, incremental: number, extreme: number) => {
    const registered = rolls(seed, stations);
    const drawn = drawKlimekCountry(registered, { ...BASE, incremental, extreme }, seededRandom(seed));
    return { registered, ballots: drawn.ballots, votes: drawn.votes[0]! };
  };

  it("alarms in honest countries no more often than its level says", () => {
    let alarms = 0;
    const countries = 20;
    for (let i = 0; i < countries; i++) {
      const { extreme, incremental } = klimekModel(country(`honest ${i}`, 500, 0, 0), {
        seed: `${i}`,
        replicates: 19,
        level: 0.06,
      });
      if (extreme.identified || incremental.identified) alarms += 1;
    }
    // Two tests at 5 % each: 2 expected of 20; more than 6 would happen once in some 400.
    expect(alarms).toBeLessThanOrEqual(6);
  });

  it("finds extreme stations that are one in a hundred", () => {
    const { extreme, incremental } = klimekModel(country("extreme", 1_500, 0, 0.01), {
      seed: "e",
      replicates: 19,
      level: 0.06,
    });
    expect(extreme.identified).toBe(true);
    expect(Math.abs((extreme.share ?? 0) - 0.01)).toBeLessThan(0.008);
    expect(incremental.share).toBeNull();
  });

  it("its likelihood ratio grows with what is planted", () => {
    const at = (incremental: number) => klimekStatistics(country("grows", 3_000, incremental, 0)).incremental;
    const [none, some, much] = [at(0), at(0.1), at(0.3)];
    expect(some).toBeGreaterThan(none + 10);
    expect(much).toBeGreaterThan(some);
  });

  it("rejects an honest country of two kinds of places too: the model is not the world", () => {
    const towns = country("towns", 1_000, 0, 0);
    const villages = drawKlimekCountry(
      towns.registered,
      { ...BASE, turnoutMean: 0.8, shareMean: 0.75, incremental: 0, extreme: 0 },
      seededRandom("villages"),
    );
    const join = (a: ArrayLike<number>, b: ArrayLike<number>) => [...Array.from(a), ...Array.from(b)];
    const both = {
      registered: join(towns.registered, towns.registered),
      ballots: join(towns.ballots, villages.ballots),
      votes: join(towns.votes, villages.votes[0]!),
    };
    expect(klimekStatistics(both).incremental).toBeGreaterThan(50);
  });
});
