import { logGamma } from "../../distributions/index.ts";
import { requireBetween, requireInteger, requireNumber, StatisticsError } from "../../statistics-error.ts";

/** What one round drew of the two choices. */
export interface PolledRound {
  /** ballots of the round with a mark for the winner and not for the loser */
  winner: number;
  /** the other way round */
  loser: number;
}

/** State of a Minerva audit after its last round. */
export interface MinervaRisk {
  /** whether the last round, or one before it, stops the audit */
  stops: boolean;
  /** tail under the hypothesis over tail under the reported share, after the last round; at most 1 */
  pValue: number;
  /** for each round the fewest marks for the winner, in all rounds so far, that stop; null where none can */
  needed: (number | null)[];
}

/**
 * Minerva: ballot polling in rounds, of one winner against one loser. It asks for fewer ballots than BRAVO looked at
 * only at the end of each round, because it uses that nobody looked in between.
 *
 * After round j with n_j relevant ballots in all, let S_j(k) be the chance to have at least k marks for the winner
 * and not to have stopped before, under the reported share s, and N_j(k) the same under a tie. The audit stops when
 *
 *     N_j(k) / S_j(k) ≤ α.
 *
 * The sum of all N_j at which it can stop is then at most α times the sum of S_j, which is at most α: that is the
 * risk limit.
 *
 * Assumes ballots drawn with replacement; that the size of each round was fixed without regard to the marks drawn
 * before (a schedule decided beforehand); and that all rounds are given. When NOT to use it: where the next size
 * depends on what was seen, or draws are looked at one by one: then BRAVO or ALPHA.
 *
 * @param share s = v_w/(v_w + v_l), above 1/2 and below 1
 * @param rounds at least one
 * @throws StatisticsError for a share or limit outside its range, no rounds, counts that are none
 * @see Zagórski, McClearn, Morin, McNeil & Vora (2021), Minerva: An Efficient Risk-Limiting Ballot Polling Audit,
 *   USENIX Security '21, section 4; docs/method/audits.md
 */
export function minervaRisk(share: number, riskLimit: number, rounds: readonly PolledRound[]): MinervaRisk {
  requireBetween("share", share, 0.5, 1);
  requireBetween("riskLimit", riskLimit, 0, 1);
  if (rounds.length === 0) throw new StatisticsError("empty", "rounds", "[]", "must hold at least one round");
  let reported = Float64Array.of(1);
  let tied = Float64Array.of(1);
  let marks = 0;
  let stops = false;
  let pValue = 1;
  const needed: (number | null)[] = [];
  rounds.forEach((round, j) => {
    marks += requireInteger(`rounds[${j}].winner`, round.winner);
    const drawn = round.winner + requireInteger(`rounds[${j}].loser`, round.loser);
    reported = convolved(reported, binomial(drawn, share));
    tied = convolved(tied, binomial(drawn, 0.5));
    const fewest = fewestToStop(reported, tied, riskLimit);
    if (!stops) pValue = Math.min(1, tailFrom(tied, marks) / tailFrom(reported, marks));
    stops = stops || (fewest !== null && marks >= fewest);
    needed.push(fewest);
    if (fewest !== null) {
      reported.fill(0, fewest);
      tied.fill(0, fewest);
    }
  });
  return { stops, pValue: Number.isNaN(pValue) ? 1 : pValue, needed };
}

/**
 * The smallest first round, in relevant ballots, after which Minerva stops with the wanted chance when the reported
 * share is right. Because the binomial jumps, a larger round can do slightly worse; from this size on it stays near.
 *
 * @param most the search ends there: null where no size up to it is enough
 * @throws StatisticsError for numbers outside their range
 */
export function minervaFirstRound(
  share: number,
  riskLimit: number,
  chance: number,
  most = 100_000,
): number | null {
  requireBetween("share", share, 0.5, 1);
  requireBetween("riskLimit", riskLimit, 0, 1);
  requireBetween("chance", chance, 0, 1);
  requireInteger("most", most, 1);
  const chanceAt = (n: number): number => {
    const reported = binomial(n, share);
    const fewest = fewestToStop(reported, binomial(n, 0.5), riskLimit);
    return fewest === null ? 0 : tailFrom(reported, fewest);
  };
  // Doubling finds a size that is enough; then by halves, and back over the last jumps of the binomial.
  let high = 1;
  while (chanceAt(high) < chance) {
    if (high >= most) return null;
    high = Math.min(most, high * 2);
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (chanceAt(middle) >= chance) high = middle;
    else low = middle;
  }
  for (let n = Math.max(1, high - 30); n < high; n++) if (chanceAt(n) >= chance) return n;
  return high;
}

/** The smallest k with tied tail ≤ α · reported tail; the tails are added from the small end. */
function fewestToStop(reported: Float64Array, tied: Float64Array, riskLimit: number): number | null {
  let upperReported = 0;
  let upperTied = 0;
  let fewest: number | null = null;
  for (let k = reported.length - 1; k >= 0; k--) {
    upperReported += reported[k]!;
    upperTied += tied[k]!;
    if (upperReported === 0) continue;
    if (upperTied > riskLimit * upperReported) break;
    fewest = k;
  }
  return fewest;
}

function tailFrom(probabilities: Float64Array, k: number): number {
  let sum = 0;
  for (let i = probabilities.length - 1; i >= k; i--) sum += probabilities[i]!;
  return sum;
}

/** The probabilities of 0 to n successes. */
function binomial(n: number, p: number): Float64Array {
  requireNumber("n", n, 0, 1_000_000);
  const [logP, logQ, whole] = [Math.log(p), Math.log1p(-p), logGamma(n + 1)];
  return Float64Array.from({ length: n + 1 }, (_, k) =>
    Math.exp(whole - logGamma(k + 1) - logGamma(n - k + 1) + k * logP + (n - k) * logQ),
  );
}

/** The distribution of the sum of two independent counts. */
function convolved(a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) {
    const weight = a[i]!;
    if (weight === 0) continue;
    for (let k = 0; k < b.length; k++) sum[i + k] = sum[i + k]! + weight * b[k]!;
  }
  return sum;
}
