import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Assertion, Ranking } from "../src/index.ts";
import {
  assertionMargin,
  assertionsSuffice,
  assorterOf,
  highestAveragesAssertions,
  instantRunoffAssertions,
  overstatementAssorter,
  pluralityAssertions,
  rankingAssorter,
  reportedOutcome,
  runoffAssertions,
  seededRandom,
  supermajorityAssertion,
} from "../src/index.ts";

/** Mean of an assorter over ballots that give these votes, one mark each, and some that are not valid. */
function meanOf(assertion: Assertion, votes: readonly number[], invalid: number): number {
  const assorter = assorterOf(assertion);
  const ballot = (choice: number) => votes.map((_, i) => (i === choice ? 1 : 0));
  const sum = votes.reduce((total, count, choice) => total + count * assorter.valueOf(ballot(choice)), 0);
  const ballots = votes.reduce((total, count) => total + count, invalid);
  return (sum + invalid * assorter.valueOf(votes.map(() => 0))) / ballots;
}

const counts = fc.array(fc.nat(60), { minLength: 2, maxLength: 5 });

describe("assorters", () => {
  it("of a pair: 1, 0, 1/2; of a two-thirds majority: 3/4, 0, 1/2", () => {
    const pair = assorterOf({ name: "", weights: [1, -1, 0] });
    expect(
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [0, 0, 0],
      ].map(pair.valueOf),
    ).toEqual([1, 0, 0.5, 0.5]);
    expect(pair.upperBound).toBe(1);
    const majority = assorterOf(supermajorityAssertion(2, 0, 2 / 3));
    expect(majority.valueOf([1, 0])).toBeCloseTo(0.75, 15);
    expect(majority.valueOf([0, 1])).toBeCloseTo(0, 15);
    expect(majority.valueOf([0, 0])).toBe(0.5);
  });

  it("their mean is above 1/2 exactly when the assertion is true", () => {
    fc.assert(
      fc.property(
        counts,
        fc.nat(30),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (votes, invalid, share) => {
          fc.pre(votes.some((count) => count > 0));
          const n = votes.length;
          for (const assertion of [
            { name: "", weights: votes.map((_, i) => (i === 0 ? 1 : i === n - 1 ? -1 : 0)) },
            supermajorityAssertion(n, 0, share),
          ]) {
            const margin = assertionMargin(assertion, votes);
            fc.pre(Math.abs(margin) > 1e-9);
            expect(meanOf(assertion, votes, invalid) > 0.5).toBe(margin > 0);
          }
        },
      ),
    );
  });

  it("with several marks a ballot the value stays within its bound", () => {
    const { upperBound, valueOf } = assorterOf({ name: "", weights: [1 / 2, -1, -1 / 3] }, 3);
    for (let bits = 0; bits < 8; bits++) {
      const value = valueOf([bits & 1, (bits >> 1) & 1, (bits >> 2) & 1]);
      expect(value).toBeGreaterThanOrEqual(-1e-15);
      expect(value).toBeLessThanOrEqual(upperBound + 1e-15);
    }
  });

  it("of an overstatement: the mean is above 1/2 exactly when the ballots' own mean is", () => {
    const random = seededRandom("overstatements");
    for (let run = 0; run < 200; run++) {
      const ballots = Array.from({ length: 60 }, () => ({
        recorded: random.integer(5) > 1 ? 1 : 0,
        audited: random.integer(2 + (run % 9)) === 0 ? 0 : 1,
      }));
      const mean = (of: (ballot: (typeof ballots)[number]) => number) =>
        ballots.reduce((sum, ballot) => sum + of(ballot), 0) / ballots.length;
      const margin = 2 * mean(({ recorded }) => recorded) - 1;
      if (margin <= 0) continue;
      const { valueOf } = overstatementAssorter(margin);
      const truth = mean(({ audited }) => audited);
      if (Math.abs(truth - 0.5) < 1e-9) continue;
      expect(mean(({ recorded, audited }) => valueOf(recorded, audited)) > 0.5).toBe(truth > 0.5);
    }
  });
});

describe("assertions of a contest", () => {
  it("plurality: every winner against every loser", () => {
    const contest = { votes: [10, 30, 20], ballots: 70, winners: 2 };
    expect(pluralityAssertions(contest).map(({ name }) => name)).toEqual(["1 > 0", "2 > 0"]);
    expect(reportedOutcome(contest)).toEqual({ winners: [1, 2], losers: [0] });
  });

  it("a second round: all true, and false once the outcome would be another", () => {
    const names = (votes: number[]) => runoffAssertions({ votes, ballots: 1000 }).map(({ name }) => name);
    expect(names([600, 250, 100])).toEqual(["0 > 1", "0 > 2", "0 > all others"]);
    expect(names([400, 350, 100])).toEqual(["0 > 2", "1 > 2", "all others > 0", "all others > 1"]);
    fc.assert(
      fc.property(
        fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }),
        fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }),
        (reported, truth) => {
          const outcome = (votes: number[]): string => {
            const [a = 0, b = 0] = reportedOutcome({ votes, ballots: 1000, winners: 2 }).winners;
            const all = votes.reduce((sum, count) => sum + count, 0);
            return 2 * votes[a]! > all ? `${a}` : [a, b].sort((x, y) => x - y).join();
          };
          const assertions = runoffAssertions({ votes: reported, ballots: 1000 });
          const holds = assertions.every((assertion) => assertionMargin(assertion, truth) > 0);
          if (holds) expect(outcome(truth)).toBe(outcome(reported));
        },
      ),
    );
  });

  it("D'Hondt: the textbook example, 100, 80, 30 and 20 thousand for eight seats", () => {
    const { seats, assertions } = highestAveragesAssertions([100, 80, 30, 20], 8);
    expect(seats).toEqual([4, 3, 1, 0]);
    expect(assertions).toHaveLength(9);
    expect(highestAveragesAssertions([100, 80, 30, 20], 8, "sainte-lague").seats).toEqual([3, 3, 1, 1]);
  });

  it.each(["dhondt", "sainte-lague"] as const)(
    "%s: all assertions hold exactly when the seats are right",
    (method) => {
      fc.assert(
        fc.property(counts, counts, fc.integer({ min: 1, max: 12 }), (reported, other, seats) => {
          const truth = reported.map((_, i) => other[i] ?? 7);
          fc.pre(reported.some((count) => count > 0) && truth.some((count) => count > 0));
          const asserted = highestAveragesAssertions(reported, seats, method);
          const margins = asserted.assertions.map((assertion) => assertionMargin(assertion, truth));
          fc.pre(margins.every((margin) => Math.abs(margin) > 1e-9));
          const same =
            JSON.stringify(highestAveragesAssertions(truth, seats, method).seats) ===
            JSON.stringify(asserted.seats);
          expect(margins.every((margin) => margin > 0)).toBe(same);
        }),
        { numRuns: 400 },
      );
    },
  );
});

describe("instant runoff", () => {
  const rankings = (random: ReturnType<typeof seededRandom>, choices: number, ballots: number) => {
    const drift = random.integer(choices);
    return Array.from({ length: ballots }, () => {
      const order = random.shuffle(Array.from({ length: choices }, (_, i) => i));
      if (random.integer(3) === 0) order.sort((a, b) => Number(b === drift) - Number(a === drift));
      return { ranking: order.slice(0, 1 + random.integer(choices)), ballots: 1 + random.integer(4) };
    });
  };
  const meanOfRankings = (
    valueOf: (ranking: Ranking) => number,
    all: { ranking: Ranking; ballots: number }[],
  ) => {
    const total = all.reduce((sum, { ballots }) => sum + ballots, 0);
    return all.reduce((sum, { ranking, ballots }) => sum + ballots * valueOf(ranking), 0) / total;
  };

  it("worked example: the leader of first preferences loses", () => {
    const reported = [
      { ranking: [0], ballots: 40 },
      { ranking: [1, 2], ballots: 35 },
      { ranking: [2, 1], ballots: 25 },
    ];
    const { winner, eliminated, assertions } = instantRunoffAssertions(reported, 3);
    expect([winner, ...eliminated]).toEqual([1, 2, 0]);
    expect(assertionsSuffice(assertions?.map(({ assertion }) => assertion) ?? [], 3, 1)).toBe(true);
    expect(Math.min(...(assertions ?? []).map(({ margin }) => margin))).toBe(10);
  });

  it("lists suffice, are true of the report, and true of other ballots only if the winner is the same", () => {
    const random = seededRandom("instant runoff");
    let lists = 0;
    let held = 0;
    for (let run = 0; run < 150; run++) {
      const choices = 2 + (run % 4);
      const reported = rankings(random, choices, 25);
      const { winner, assertions } = instantRunoffAssertions(reported, choices);
      if (assertions === null) continue;
      lists += 1;
      const list = assertions.map(({ assertion }) => assertion);
      expect(assertionsSuffice(list, choices, winner)).toBe(true);
      const total = reported.reduce((sum, { ballots }) => sum + ballots, 0);
      for (const { assertion, margin } of assertions) {
        const mean = meanOfRankings(rankingAssorter(assertion).valueOf, reported);
        expect(mean).toBeCloseTo(0.5 + margin / (2 * total), 12);
      }
      for (let again = 0; again < 12; again++) {
        const keep = again < 6 ? reported.slice(random.integer(6)) : [];
        const truth = [...keep, ...rankings(random, choices, 4 + random.integer(20))];
        const true_ = list.every((one) => meanOfRankings(rankingAssorter(one).valueOf, truth) > 0.5);
        if (!true_) continue;
        held += 1;
        expect(instantRunoffAssertions(truth, choices).winner).toBe(winner);
      }
    }
    expect(lists).toBeGreaterThan(100);
    expect(held).toBeGreaterThan(100);
  });

  it("a list that leaves an order open does not suffice; a tie has no list", () => {
    expect(assertionsSuffice([{ kind: "never-before", winner: 1, loser: 0 }], 3, 1)).toBe(false);
    const tie = [
      { ranking: [0], ballots: 5 },
      { ranking: [1], ballots: 5 },
    ];
    expect(instantRunoffAssertions(tie, 2).assertions).toBeNull();
  });
});
