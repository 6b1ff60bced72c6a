import { requireInteger, StatisticsError } from "../../statistics-error.ts";
import { requirePosition } from "./assertion.ts";
import { contradicts, type Ranking, type RankingAssertion } from "./instant-runoff.ts";

/** Ballots with the same ranking, and how many. */
export interface RankedBallots {
  ranking: Ranking;
  ballots: number;
}

/** A sentence with its reported margin in ballots: the smaller, the more work to confirm it. */
export interface RankingAssertionWithMargin {
  assertion: RankingAssertion;
  margin: number;
}

/** Above so many choices the orders of elimination are too many to be looked at one by one. */
const MOST_CHOICES = 9;

/**
 * Who wins by instant runoff, in which order the others are eliminated, and a list of sentences whose truth implies
 * that this choice wins, such that the smallest margin among them is as large as it can be with the two kinds of
 * sentence.
 *
 * For every possible end of an order of elimination with another winner: either a sentence that forbids it, or all its
 * longer ends are forbidden, whichever leaves the larger smallest margin (a search over all orders, cut where it
 * cannot be better). For more than nine choices another program (RAIRE) makes the list; {@link assertionsSuffice}
 * checks it.
 *
 * A tie at an elimination eliminates the last listed; the margin is then 0 and no audit can confirm it.
 *
 * @param choices 2 to 9
 * @returns assertions null where some order cannot be forbidden (a tie)
 * @throws StatisticsError for rankings with a choice twice or unknown, counts that are none, or too many choices
 * @see Blom, Stuckey & Teague (2019), RAIRE: Risk-limiting Audits for IRV Elections, sections 4 and 5
 */
export function instantRunoffAssertions(
  reported: readonly RankedBallots[],
  choices: number,
): { winner: number; eliminated: number[]; assertions: RankingAssertionWithMargin[] | null } {
  requireInteger("choices", choices, 2, MOST_CHOICES);
  reported.forEach(({ ranking, ballots }, i) => {
    requireInteger(`reported[${i}].ballots`, ballots);
    ranking.forEach((choice, k) => {
      requirePosition(`reported[${i}].ranking[${k}]`, choice, choices);
      if (ranking.indexOf(choice) !== k)
        throw new StatisticsError(
          "duplicate",
          `reported[${i}].ranking[${k}]`,
          choice,
          "must not stand twice",
        );
    });
  });
  const tallies = new Tallies(reported, choices);
  const { winner, eliminated } = tallies.elimination();
  const best = new Search(tallies, choices).against(winner);
  return { winner, eliminated, assertions: best };
}

/** Votes by who remains, counted once for each set. */
class Tallies {
  readonly #reported: readonly RankedBallots[];
  readonly choices: number;
  readonly #bySet = new Map<number, number[]>();

  constructor(reported: readonly RankedBallots[], choices: number) {
    this.#reported = reported;
    this.choices = choices;
  }

  /** Votes of each choice when those of a set (bits) remain. */
  among(set: number): number[] {
    let votes = this.#bySet.get(set);
    if (votes === undefined) {
      votes = new Array<number>(this.choices).fill(0);
      for (const { ranking, ballots } of this.#reported) {
        const counted = ranking.find((choice) => (set >> choice) & 1);
        if (counted !== undefined) votes[counted]! += ballots;
      }
      this.#bySet.set(set, votes);
    }
    return votes;
  }

  /** Ballots that rank one choice above another. */
  above(one: number, other: number): number {
    let sum = 0;
    for (const { ranking, ballots } of this.#reported) {
      const [a, b] = [ranking.indexOf(one), ranking.indexOf(other)];
      if (a >= 0 && (b < 0 || a < b)) sum += ballots;
    }
    return sum;
  }

  elimination(): { winner: number; eliminated: number[] } {
    let set = (1 << this.choices) - 1;
    const eliminated: number[] = [];
    while (eliminated.length < this.choices - 1) {
      const votes = this.among(set);
      let last = -1;
      for (let choice = 0; choice < this.choices; choice++) {
        if ((set >> choice) & 1 && (last < 0 || votes[choice]! <= votes[last]!)) last = choice;
      }
      eliminated.push(last);
      set &= ~(1 << last);
    }
    return { winner: Math.log2(set), eliminated };
  }
}

/** The best list of sentences: its smallest margin as large as can be. */
class Search {
  readonly #tallies: Tallies;
  readonly #all: number[];
  readonly #neverBefore: RankingAssertionWithMargin[] = [];

  constructor(tallies: Tallies, choices: number) {
    this.#tallies = tallies;
    this.#all = Array.from({ length: choices }, (_, i) => i);
    const first = tallies.among((1 << choices) - 1);
    for (const winner of this.#all) {
      for (const loser of this.#all) {
        if (winner === loser) continue;
        const margin = first[winner]! - tallies.above(loser, winner);
        if (margin > 0)
          this.#neverBefore.push({ assertion: { kind: "never-before", winner, loser }, margin });
      }
    }
  }

  against(winner: number): RankingAssertionWithMargin[] | null {
    const others = this.#all.filter((choice) => choice !== winner);
    let least = Infinity;
    for (const other of others) least = Math.min(least, this.#reachable([other], 0));
    if (least === 0) return null;
    const list = new Map<string, RankingAssertionWithMargin>();
    for (const other of others) this.#collect([other], least, list);
    return [...list.values()];
  }

  /**
   * The largest smallest margin with which all orders with this end can be forbidden: by a sentence against the end
   * itself, or by forbidding all longer ones. Not looked at further where it cannot be above the floor.
   */
  #reachable(end: readonly number[], floor: number): number {
    const direct = this.#bestAgainst(end)?.margin ?? 0;
    if (end.length === this.#all.length) return direct;
    const atLeast = Math.max(floor, direct);
    let longer = Infinity;
    for (const choice of this.#all) {
      if (end.includes(choice)) continue;
      longer = Math.min(longer, this.#reachable([choice, ...end], atLeast));
      if (longer <= atLeast) return direct;
    }
    return Math.max(direct, longer);
  }

  /** Adds what the list lacks to forbid an end: the shortest ends first, by any margin that is not below the least. */
  #collect(end: readonly number[], least: number, list: Map<string, RankingAssertionWithMargin>): void {
    for (const { assertion } of list.values()) if (contradicts(assertion, end)) return;
    const direct = this.#bestAgainst(end);
    if (direct !== null && direct.margin >= least) {
      list.set(JSON.stringify(direct.assertion), direct);
      return;
    }
    for (const choice of this.#all) if (!end.includes(choice)) this.#collect([choice, ...end], least, list);
  }

  /** The sentence of largest margin that forbids an end by what is in it. */
  #bestAgainst(end: readonly number[]): RankingAssertionWithMargin | null {
    let best: RankingAssertionWithMargin | null = null;
    for (const one of this.#neverBefore) {
      if ((best === null || one.margin > best.margin) && contradicts(one.assertion, end)) best = one;
    }
    const [first = 0] = end;
    const set = end.reduce((bits, choice) => bits | (1 << choice), 0);
    const votes = this.#tallies.among(set);
    for (const loser of end.slice(1)) {
      const margin = votes[first]! - votes[loser]!;
      if (margin > 0 && (best === null || margin > best.margin)) {
        best = {
          assertion: { kind: "not-next", winner: first, loser, remaining: [...end].sort((a, b) => a - b) },
          margin,
        };
      }
    }
    return best;
  }
}
