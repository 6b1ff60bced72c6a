import { StatisticsError } from "../../statistics-error.ts";
import { requirePosition } from "./assertion.ts";

/** The choices that a voter ranked, the first preference first; those left out are ranked below all of them. */
export type Ranking = readonly number[];

/**
 * A sentence about ranked ballots that an audit can test.
 *
 * - `never-before`: the winner cannot be eliminated before the loser, because the winner has more first preferences
 *   than there are ballots that rank the loser above the winner (NEB).
 * - `not-next`: when exactly the choices of `remaining` are left, the winner has more votes than the loser, so that
 *   the winner is not the one to be eliminated next (NEN).
 */
export type RankingAssertion =
  | { kind: "never-before"; winner: number; loser: number }
  | { kind: "not-next"; winner: number; loser: number; remaining: readonly number[] };

/**
 * The assorter of a sentence about ranked ballots: 1 for a ballot that is for the winner in its sense, 0 for one that
 * is for the loser, 1/2 for others; its upper bound is 1 and its mean above 1/2 exactly when the sentence is true.
 *
 * @throws StatisticsError for a `not-next` whose winner or loser is not among those remaining, or a winner that is
 *   its own loser
 * @see Stark (2020), SHANGRLA, section 2.6; Blom, Stuckey & Teague (2019), RAIRE: Risk-limiting Audits for IRV
 *   Elections, section 4; docs/method/audits.md
 */
export function rankingAssorter(assertion: RankingAssertion): {
  upperBound: number;
  valueOf: (ranking: Ranking) => number;
} {
  const { winner, loser } = assertion;
  if (winner === loser) {
    throw new StatisticsError("impossible", "assertion.loser", loser, "must be another than the winner");
  }
  if (assertion.kind === "never-before") {
    return {
      upperBound: 1,
      valueOf: (ranking) => {
        if (ranking[0] === winner) return 1;
        const [w, l] = [ranking.indexOf(winner), ranking.indexOf(loser)];
        return l >= 0 && (w < 0 || l < w) ? 0 : 0.5;
      },
    };
  }
  const remaining = new Set(assertion.remaining);
  if (!remaining.has(winner) || !remaining.has(loser)) {
    const expected = "must hold the winner and the loser";
    throw new StatisticsError("impossible", "assertion.remaining", assertion.remaining, expected);
  }
  return {
    upperBound: 1,
    valueOf: (ranking) => {
      const counted = ranking.find((choice) => remaining.has(choice));
      return counted === winner ? 1 : counted === loser ? 0 : 0.5;
    },
  };
}

/**
 * Whether sentences together leave no order of elimination by which another than the winner is elected. Anyone can
 * check an audit's list with it; it does not matter who made the list.
 *
 * @param choices number of choices, at least 1
 * @throws StatisticsError for a winner that is no choice
 */
export function assertionsSuffice(
  assertions: readonly RankingAssertion[],
  choices: number,
  winner: number,
): boolean {
  requirePosition("winner", winner, choices);
  const all = Array.from({ length: choices }, (_, i) => i);
  /** The end of an order: whoever comes first in it is eliminated first of them, the last is elected. */
  const open = (end: readonly number[]): boolean => {
    if (assertions.some((assertion) => contradicts(assertion, end))) return false;
    if (end.length === choices) return true;
    return all.some((choice) => !end.includes(choice) && open([choice, ...end]));
  };
  return all.every((other) => other === winner || !open([other]));
}

/** Whether a sentence forbids every order that ends so. */
export function contradicts(assertion: RankingAssertion, end: readonly number[]): boolean {
  const { winner, loser } = assertion;
  if (assertion.kind === "never-before") {
    const [w, l] = [end.indexOf(winner), end.indexOf(loser)];
    return l >= 0 && w < l;
  }
  const left = assertion.remaining.length;
  if (left > end.length) return false;
  const last = end.slice(end.length - left);
  return last[0] === winner && assertion.remaining.every((choice) => last.includes(choice));
}
