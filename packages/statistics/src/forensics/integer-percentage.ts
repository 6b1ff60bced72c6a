import { normalCdf } from "../distributions/index.ts";
import { requireInteger, StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts, requireLength, requireWithin } from "./arguments.ts";
import { logFactorialParts } from "./log-factorials.ts";

/** Stations above this percentage are left out, in percent (Kobak, Shpilkin & Pshenichnikov 2016). */
const HIGHEST_PERCENT = 99;
/** Terms below this are not summed: together they are far below the last digit shown. */
const NEGLIGIBLE = 1e-16;

/** What can be at an integer: the turnout, the result, or either of them. */
export const INTEGER_KINDS = ["turnout", "result", "either"] as const;
export type IntegerKind = (typeof INTEGER_KINDS)[number];

/**
 * @property observed stations at an integer percentage (or their weight)
 * @property expected and its standard deviation, exact, if each count were binomial around its own percentage
 * @property excess observed less expected: the effect, in stations (or in the weight's unit)
 * @property pValue one-sided, normal: P(as many or more by chance)
 */
export type IntegerExcess = {
  readonly observed: number;
  readonly expected: number;
  readonly standardDeviation: number;
  readonly excess: number;
  readonly z: number;
  readonly pValue: number;
};

export type IntegerPercentages = {
  readonly stations: number;
  readonly turnout: IntegerExcess;
  readonly result: IntegerExcess;
  readonly either: IntegerExcess;
  /** positions of the stations at an integer percentage of turnout or result: those that make up the statistic */
  readonly drivers: readonly number[];
};

/**
 * Integer percentages of turnout and of a choice's result: more stations at 80.0 % or 85.0 % than chance gives.
 *
 * A station is at an integer when its percentage is within 0.05 points of one. Examined are stations with at least 100
 * registered voters, ballots, and both percentages at most 99 %. The null is **exact**: with k of n observed, a fresh
 * count K ~ Binomial(n, k/n) is at an integer with probability p_i = Σ P(K = m) over the m near an integer; stations
 * are independent, so the mean is Σ w p_i and the variance Σ w² p_i (1 − p_i). The published method draws 1,000
 * Monte Carlo replicates of the same thing. All comparisons are of whole numbers: |2000 m − 20 j n| ≤ n.
 *
 * Assumptions: the percentages of stations have no preferred values of their own.
 * When not to use: where stations are small (with 100 voters each count is a whole percentage; hence the lower bound),
 * or where sheets carry percentages that the file's counts were computed from.
 *
 * @param registered voters on the roll
 * @param ballots issued or cast: the numerator of the turnout
 * @param resultBase denominator of the result; by default `ballots`
 * @param votes of the choice
 * @param weight what a station counts for; by default 1. With `registered` the excess is in voters
 * @throws StatisticsError when sizes differ, a part exceeds its whole, or no station qualifies
 * @see Kobak, Shpilkin & Pshenichnikov (2016), Annals of Applied Statistics 10, 54-73
 */
export function integerPercentages(input: {
  readonly registered: Counts;
  readonly ballots: Counts;
  readonly votes: Counts;
  readonly resultBase?: Counts;
  readonly weight?: Counts;
  readonly fewestRegistered?: number;
}): IntegerPercentages {
  const { registered, ballots, votes, weight } = input;
  const base = input.resultBase ?? ballots;
  const fewest = requireInteger("fewestRegistered", input.fewestRegistered ?? 100, 1);
  requireColumns(input, base);
  const chance = chanceOfInteger(Math.max(largest(registered), largest(base)));
  const sums = INTEGER_KINDS.map(() => new Excess());
  const drivers: number[] = [];
  let stations = 0;
  for (let i = 0; i < registered.length; i++) {
    const [n, k, b, v] = [registered[i]!, ballots[i]!, base[i]!, votes[i]!];
    const small = n < fewest || k === 0 || b === 0;
    if (small || 100 * k > HIGHEST_PERCENT * n || 100 * v > HIGHEST_PERCENT * b) continue;
    stations += 1;
    const w = weight?.[i] ?? 1;
    const [atTurnout, atResult] = [atInteger(k, n), atInteger(v, b)];
    const [pTurnout, pResult] = [chance(k, n), chance(v, b)];
    sums[0]!.add(w, atTurnout, pTurnout);
    sums[1]!.add(w, atResult, pResult);
    sums[2]!.add(w, atTurnout || atResult, pTurnout + pResult - pTurnout * pResult);
    if (atTurnout || atResult) drivers.push(i);
  }
  if (stations === 0) {
    const rule = `must hold a station with ${fewest} voters and ballots, at most ${HIGHEST_PERCENT} %`;
    throw new StatisticsError("not-computable", "registered", stations, rule);
  }
  const [turnout, result, either] = sums.map((sum) => sum.result());
  return { stations, turnout: turnout!, result: result!, either: either!, drivers };
}

function requireColumns(
  input: { registered: Counts; ballots: Counts; votes: Counts; weight?: Counts },
  base: Counts,
): void {
  const { registered, weight } = input;
  requireCounts("registered", registered);
  requireWithin(["ballots", input.ballots], ["registered", registered]);
  requireCounts("resultBase", base);
  requireLength("resultBase", base, registered.length);
  requireWithin(["votes", input.votes], ["resultBase", base]);
  if (weight === undefined) return;
  requireCounts("weight", weight);
  requireLength("weight", weight, registered.length);
}

/** Checks k of n, the quick way for what is right. */
function requireCountOf(k: number, n: number, largestN: number): void {
  if (k >= 0 && k <= n && n >= 1 && n <= largestN) return;
  requireInteger("k", k, 0, requireInteger("n", n, 1, largestN));
}

/** Whether k of n is within 0.05 points of a whole percentage. */
export function atInteger(k: number, n: number): boolean {
  requireCountOf(k, n, Number.MAX_SAFE_INTEGER);
  const rest = (2000 * k) % (20 * n);
  return rest <= n || 20 * n - rest <= n;
}

/**
 * The probability that Binomial(n, k/n) is within 0.05 points of a whole percentage, for n up to the largest.
 * Nothing is allocated by a call. Absolute error below 1e-13 for n up to 2,000.
 *
 * @throws StatisticsError when k exceeds n or n the largest
 */
export function chanceOfInteger(largestN: number): (k: number, n: number) => number {
  const { high, low } = logFactorialParts(requireInteger("largestN", largestN, 0, 10_000_000));
  return (k, n) => {
    requireCountOf(k, n, largestN);
    if (k === 0 || k === n) return atInteger(k, n) ? 1 : 0;
    const odds = k / (n - k);
    const logOdds = Math.log(odds);
    // ln P(K = k), where nothing cancels, and from there the logarithm of P(K = m) / P(K = k).
    const atOwn = logOfOwnMass(k, n);
    const [ownHigh, ownLow] = [high[k]! + high[n - k]!, low[k]! + low[n - k]! + atOwn];
    const middle = Math.round((100 * k) / n);
    let sum = 0;
    // Outwards from the middle, percentage by percentage, until the binomial has died away.
    for (let direction = -1; direction <= 1; direction += 2) {
      const start = direction < 0 ? middle - 1 : middle;
      for (let percent = start; percent >= 0 && percent <= 100; percent += direction) {
        const lowest = (20 * percent - 1) * n;
        let m = lowest <= 0 ? 0 : Math.ceil(lowest / 2000);
        const last = Math.min(n, Math.floor((lowest + 2 * n) / 2000));
        if (m > last) continue;
        const ratio = ownHigh - high[m]! - high[n - m]! + (ownLow - low[m]! - low[n - m]!);
        let term = Math.exp(ratio + (m - k) * logOdds);
        let mass = term;
        for (; m < last; m++) {
          term *= ((n - m) / (m + 1)) * odds;
          mass += term;
        }
        sum += mass;
        if (mass < NEGLIGIBLE) break;
      }
    }
    return Math.min(1, sum);
  };
}

/** ln P(K = k) for K ~ Binomial(n, k/n), 0 < k < n: −½ ln(2π k (n − k)/n) and the remainders of Stirling's formula. */
function logOfOwnMass(k: number, n: number): number {
  return (
    0.5 * Math.log(n / (2 * Math.PI * k * (n - k))) + stirlingRest(n) - stirlingRest(k) - stirlingRest(n - k)
  );
}

/** ln n! − [(n + ½) ln n − n + ½ ln 2π], for whole n ≥ 1. */
function stirlingRest(n: number): number {
  if (n < SMALL_RESTS.length) return SMALL_RESTS[n]!;
  const square = 1 / (n * n);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - square / 1188) * square) * square) * square) / n;
}

/** The same for n below 16, where the series is short of digits. */
const SMALL_RESTS = Float64Array.from({ length: 16 }, (_, n) => {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return n === 0 ? 0 : Math.log(product) - ((n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI));
});

function largest(counts: Counts): number {
  let most = 0;
  for (let i = 0; i < counts.length; i++) most = Math.max(most, counts[i]!);
  return most;
}

class Excess {
  #observed = 0;
  #expected = 0;
  #variance = 0;

  add(weight: number, at: boolean, probability: number): void {
    if (at) this.#observed += weight;
    this.#expected += weight * probability;
    this.#variance += weight * weight * probability * (1 - probability);
  }

  result(): IntegerExcess {
    const standardDeviation = Math.sqrt(this.#variance);
    const excess = this.#observed - this.#expected;
    const z = standardDeviation === 0 ? 0 : excess / standardDeviation;
    return {
      observed: this.#observed,
      expected: this.#expected,
      standardDeviation,
      excess,
      z,
      pValue: normalCdf(-z),
    };
  }
}
