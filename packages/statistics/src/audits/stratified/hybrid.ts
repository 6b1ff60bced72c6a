import { requireBetween, requireInteger, requireNumber, StatisticsError } from "../../statistics-error.ts";
import { bettingTest } from "../martingales/index.ts";

/**
 * What was drawn of one stratum for one assertion, in the order drawn, without replacement.
 *
 * - `polling`: the assorter's value of each drawn ballot.
 * - `comparison`: of each drawn ballot the assorter's value of its record and of the ballot itself; and the mean of
 *   the assorter over all records of the stratum.
 */
export type StratumDraws = {
  /** N_h, ballots in the stratum */
  ballots: number;
  /**
   * part of the fortune that is bet at each draw, above 0 and below 1. For polling the reported margin of the two
   * choices is a good one (it makes BRAVO of it); for a comparison 0.9. It is fixed before the draw.
   */
  bet: number;
} & (
  | { kind: "polling"; values: readonly number[] }
  | {
      kind: "comparison";
      recordedMean: number;
      draws: readonly { recorded: number; audited: number }[];
    }
);

/** Result of a hybrid audit for one assertion. */
export interface HybridRisk {
  /** an upper bound of the p-value, at most `precision` (relative) above it */
  pValue: number;
  /** the mean of the first stratum at which the two strata together speak least against the hypothesis */
  worstMean: number;
}

/**
 * A hybrid audit of two strata, one that is polled and one whose ballots are compared with records, or any two (SUITE):
 *
 * the assertion is false when the means θ_1, θ_2 of its assorter satisfy N_1 θ_1 + N_2 θ_2 ≤ N/2. For each division of
 * that hypothesis between the strata, each has its own p-value, and Fisher's method combines them: with x = p_1 p_2,
 * p = x (1 − ln x). The p-value of the assertion is the largest over all divisions.
 *
 * Each stratum is tested by a betting martingale that bets a constant part of its fortune. Its p-value rises with θ_h,
 * so that on any range of divisions the end values bound the combination: the range is halved until the bound is as
 * near as wanted. Nothing is left to a grid.
 *
 * Assumes independent simple random samples in the two strata. Between rounds each p-value stays valid, so the
 * combination may be looked at again after every round.
 *
 * @param strata exactly two
 * @param options.upperBound u of the assorter, 1 where it is left out
 * @param options.precision relative, 0.001 where it is left out
 * @throws StatisticsError for strata that are not two, values outside [0, u], more draws than ballots
 * @see Ottoboni, Stark, Lindeman & McBurnett (2018), Risk-Limiting Audits by Stratified Union-Intersection Tests of
 *   Elections (SUITE), E-Vote-ID 2018, sections 2 and 3; Spertus & Stark (2022), Sweeter than SUITE, section 4;
 *   docs/method/audits.md
 */
export function hybridRisk(
  strata: readonly StratumDraws[],
  options: { upperBound?: number; precision?: number } = {},
): HybridRisk {
  const [first, second] = strata;
  if (first === undefined || second === undefined || strata.length !== 2) {
    throw new StatisticsError("length-mismatch", "strata", strata.length, "must hold two strata");
  }
  const u = requireBetween("options.upperBound", options.upperBound ?? 1, 0.5, Infinity);
  const precision = requireBetween("options.precision", options.precision ?? 1e-3, 0, 1);
  const one = stratumTest(first, u, "strata[0]");
  const two = stratumTest(second, u, "strata[1]");
  const half = (first.ballots + second.ballots) / 2;
  const other = (mean: number): number => (half - first.ballots * mean) / second.ballots;
  const low = Math.max(0, (half - second.ballots * u) / first.ballots);
  const high = Math.min(u, half / first.ballots);
  return largestCombination(one, (mean) => two(other(mean)), { low, high, precision });
}

/** p of "the stratum's mean is at most θ" as a function of θ, rising. */
function stratumTest(stratum: StratumDraws, u: number, name: string): (mean: number) => number {
  const ballots = requireInteger(`${name}.ballots`, stratum.ballots, 1);
  const bet = { kind: "fraction", fraction: requireBetween(`${name}.bet`, stratum.bet, 0, 1) } as const;
  const polling = stratum.kind === "polling";
  if (polling) stratum.values.forEach((value, i) => requireNumber(`${name}.values[${i}]`, value, 0, u));
  const recordedMean = polling ? 0 : requireNumber(`${name}.recordedMean`, stratum.recordedMean, 0, u);
  // A comparison tests u − ω: its mean is θ − the mean of the records + u, its values lie from 0 to 2u.
  const values = polling
    ? Float64Array.from(stratum.values)
    : Float64Array.from(stratum.draws, ({ recorded, audited }, i) => {
        requireNumber(`${name}.draws[${i}].recorded`, recorded, 0, u);
        return u - recorded + requireNumber(`${name}.draws[${i}].audited`, audited, 0, u);
      });
  const upperBound = polling ? u : 2 * u;
  const shift = polling ? 0 : u - recordedMean;
  if (values.length > ballots) {
    const expected = `must be at most ${ballots}, the ballots of the stratum`;
    throw new StatisticsError("impossible", `${name}.draws`, values.length, expected);
  }
  return (theta) => {
    const mean = theta + shift;
    if (mean >= upperBound || values.length === 0) return 1;
    if (mean <= 0) return values.some((value) => value > 0) ? 0 : 1;
    return bettingTest(values, { mean, upperBound, population: ballots }, bet).pValue;
  };
}

/** Fisher's combination of two independent p-values. */
function fisherOfTwo(p: number, q: number): number {
  const product = p * q;
  return product === 0 ? 0 : Math.min(1, product * (1 - Math.log(product)));
}

/**
 * The largest Fisher combination over a range where one p-value rises and the other falls, by halving the range whose
 * bound is largest until no bound is farther above a value that is reached than the precision.
 */
function largestCombination(
  rising: (at: number) => number,
  falling: (at: number) => number,
  range: { low: number; high: number; precision: number },
): HybridRisk {
  type Part = { low: number; high: number; rise: number[]; fall: number[]; bound: number };
  let best = 0;
  let worstMean = range.low;
  const part = (low: number, high: number, rise: number[], fall: number[]): Part => {
    for (const [at, p, q] of [
      [low, rise[0], fall[0]],
      [high, rise[1], fall[1]],
    ] as const) {
      const reached = fisherOfTwo(p ?? 1, q ?? 1);
      if (reached > best) [best, worstMean] = [reached, at];
    }
    return { low, high, rise, fall, bound: fisherOfTwo(rise[1] ?? 1, fall[0] ?? 1) };
  };
  const { low, high, precision } = range;
  const parts = [part(low, high, [rising(low), rising(high)], [falling(low), falling(high)])];
  for (let step = 0; step < 2000; step++) {
    parts.sort((a, b) => a.bound - b.bound);
    const widest = parts.at(-1);
    if (widest === undefined || widest.bound <= best * (1 + precision) || widest.bound < 1e-300) break;
    const middle = (widest.low + widest.high) / 2;
    if (middle <= widest.low || middle >= widest.high) break;
    parts.pop();
    const [rise, fall] = [rising(middle), falling(middle)];
    parts.push(part(widest.low, middle, [widest.rise[0] ?? 0, rise], [widest.fall[0] ?? 1, fall]));
    parts.push(part(middle, widest.high, [rise, widest.rise[1] ?? 1], [fall, widest.fall[1] ?? 0]));
  }
  return { pValue: Math.max(best, ...parts.map(({ bound }) => bound)), worstMean };
}
