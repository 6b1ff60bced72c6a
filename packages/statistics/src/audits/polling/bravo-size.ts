import { normalCdf, normalQuantile } from "../../distributions/index.ts";
import { requireBetween, requireInteger, StatisticsError } from "../../statistics-error.ts";
import { binomialQuantile } from "./binomial.ts";

/** A race of one winner against one loser, and what was drawn of it before. */
export interface BravoRace {
  /** p_w, the winner's reported votes over all ballots; above p_l, below 1 */
  winnerShare: number;
  /** p_l, the loser's; from 0 */
  loserShare: number;
  /** α, strictly between 0 and 1 */
  riskLimit: number;
  /** marks for the winner among the ballots drawn so far; 0 where it is left out */
  winnerDrawn?: number;
  /** marks for the loser; 0 where it is left out */
  loserDrawn?: number;
  /** all ballots; the search for a size goes no farther (then a full count is less work). No end where left out */
  ballots?: number;
}

/**
 * The expected number of ballots until a BRAVO audit stops when the reported shares are right (ASN):
 *
 *     (ln(1/α) − ln T + z_w/2) / (p_w z_w + p_l z_l),   z_w = ln(2 s), z_l = ln(2 (1 − s)), s = p_w/(p_w + p_l)
 *
 * An approximation (Wald's, with half a step for the overshoot), rounded up. About half of all audits need more.
 *
 * @returns ballots still to draw; 0 or less says that the limit is reached
 * @throws StatisticsError for shares that are no race, or a limit not between 0 and 1
 * @see Lindeman & Stark (2012), A Gentle Introduction to Risk-limiting Audits, IEEE Security & Privacy 10 (5), "ballot
 *   polling"; docs/method/audits.md
 */
export function bravoExpectedSize(race: BravoRace): number {
  const { z_w, z_l, left } = prepared(race);
  const { winnerShare: p_w, loserShare: p_l } = race;
  const growth = p_w * z_w + (p_l === 0 ? 0 : p_l * z_l);
  return Math.ceil((left + z_w / 2) / growth);
}

/**
 * The size of a next round after which a BRAVO audit stops with the wanted chance, when the reported shares are right.
 *
 * First the size n at which a normal approximation reaches the limit, then n is raised until the binomial quantile
 * does, then it is divided by p_w + p_l for the ballots that say nothing. This is the search of Lindeman that Arlo
 * uses; because the binomial jumps, a somewhat smaller n can do as well.
 *
 * @param chance strictly between 0 and 1
 * @returns ballots still to draw; 0 where the limit is reached
 * @throws StatisticsError as {@link bravoExpectedSize}; `not-computable` where the loser has no votes
 * @see docs/method/audits.md
 */
export function bravoQuantileSize(race: BravoRace, chance: number): number {
  const { s, z_w, z_l, left } = prepared(race);
  requireBetween("chance", chance, 0, 1);
  if (left <= 0) return 0;
  if (z_l === -Infinity) {
    // Without a vote for the loser every relevant ballot is the winner's: the size is certain.
    return ballotsFor(Math.ceil(left / z_w), race);
  }
  const z = -normalQuantile(chance);
  // E = n s + z √(n s (1 − s)) marks for the winner at the quantile; R = (left − z_l n)/(z_w − z_l) are needed.
  const d = s * (1 - s);
  const f = left / (z_w - z_l);
  const g = z_l / (z_w - z_l) + s;
  const middle = z * z * d + 2 * f * g;
  const root = Math.sqrt(Math.max(0, middle * middle - 4 * g * g * f * f));
  let n = Math.floor((chance > 0.5 ? middle + root : middle - root) / (2 * g * g));
  const end = race.ballots ?? Infinity;
  while (n < end) {
    const marks = binomialQuantile(1 - chance, n, s);
    if (marks * z_w + (n - marks) * z_l >= left) break;
    n += 1;
  }
  return ballotsFor(n, race);
}

/**
 * Ballots among which n are expected to be for one of the two: ⌈n/(p_w + p_l)⌉, in whole numbers, because the shares'
 * sum rounded to a double can make it one ballot more or less.
 */
function ballotsFor(n: number, { winnerShare, loserShare }: BravoRace): number {
  const unit = 2 ** 80;
  const share = BigInt(Math.round(winnerShare * unit)) + BigInt(Math.round(loserShare * unit));
  return Number((BigInt(n) * BigInt(unit) + share - 1n) / share);
}

/**
 * The chance that a BRAVO audit stops after one more round of a given size, when the reported shares are right, by
 * the normal approximation.
 *
 * @param size ballots of the round, above 0
 * @returns from 0 to 1; null where this race has reached its limit already, so that another pair decides
 * @throws StatisticsError as {@link bravoExpectedSize}
 */
export function bravoChanceOfStopping(race: BravoRace, size: number): number | null {
  const { s, z_w, z_l, left } = prepared(race);
  const n = requireBetween("size", size, 0, Infinity) * (race.winnerShare + race.loserShare);
  if (left <= 0) return null;
  if (z_l === -Infinity) return n * z_w >= left ? 1 : 0;
  const needed = (left - z_l * n) / (z_w - z_l);
  return normalCdf((n * s - needed) / Math.sqrt(n * s * (1 - s)));
}

/** The two steps of ln T, and how much of ln(1/α) is left. */
function prepared(race: BravoRace) {
  const { winnerShare, loserShare, riskLimit, winnerDrawn = 0, loserDrawn = 0 } = race;
  requireBetween("riskLimit", riskLimit, 0, 1);
  requireBetween("winnerShare", winnerShare, 0, 1 + 1e-12);
  if (!(loserShare >= 0 && loserShare < winnerShare && winnerShare + loserShare <= 1 + 1e-12)) {
    const expected = `must be from 0 and below ${winnerShare}, the winner's, and both together at most 1`;
    throw new StatisticsError("out-of-range", "loserShare", loserShare, expected);
  }
  requireInteger("winnerDrawn", winnerDrawn);
  requireInteger("loserDrawn", loserDrawn);
  if (race.ballots !== undefined) requireInteger("ballots", race.ballots, 1);
  const s = winnerShare / (winnerShare + loserShare);
  const z_w = Math.log(2 * s);
  const z_l = loserShare === 0 ? -Infinity : Math.log(2 * (1 - s));
  const drawn = winnerDrawn * z_w + (loserDrawn === 0 ? 0 : loserDrawn * z_l);
  return { s, z_w, z_l, left: -Math.log(riskLimit) - drawn };
}
