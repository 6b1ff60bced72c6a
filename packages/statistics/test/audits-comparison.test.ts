import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ComparedBallot } from "../src/index.ts";
import { ballotOverstatements, superSimpleRisk, superSimpleSize } from "../src/index.ts";

const contest = { votes: [55_000, 45_000], ballots: 105_000 };
const right: ComparedBallot = { recorded: [1, 0], audited: [1, 0] };
const mark = fc.constantFrom<readonly number[]>([1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]);

describe("overstatements of single ballots", () => {
  it("count votes by which a record is too good for the winner", () => {
    const cases: [ComparedBallot, number | undefined][] = [
      [{ recorded: [1, 0], audited: [0, 1] }, 2],
      [{ recorded: [1, 0], audited: [0, 0] }, 1],
      [{ recorded: [0, 0], audited: [0, 1] }, 1],
      [{ recorded: [0, 1], audited: [1, 0] }, -2],
      [{ recorded: [0, 1], audited: [0, 0] }, -1],
      [{ recorded: null, audited: [1, 0] }, 2],
      [{ recorded: [1, 0], audited: null }, 2],
      [right, undefined],
    ];
    const found = ballotOverstatements(
      contest,
      cases.map(([ballot]) => ballot),
    );
    expect(found.map((one) => one?.votes)).toEqual(cases.map(([, votes]) => votes));
    expect(found[0]?.relative).toBe(2 / 10_000);
  });

  it("of several pairs the worst share of a margin counts, though another has more votes", () => {
    // Against the close rival one vote of 1,000 is wrong, against the far one two votes of 40,000.
    const three = { votes: [50_000, 49_000, 10_000], ballots: 110_000 };
    const ballot: ComparedBallot = { recorded: [1, 0, 0], audited: [0, 0, 1] };
    expect(ballotOverstatements(three, [ballot])[0]).toEqual({ votes: 1, relative: 1 / 1000 });
    expect(ballotOverstatements(three, [ballot], "most-votes")[0]).toEqual({
      votes: 2,
      relative: 2 / 40_000,
    });
  });
});

describe("super-simple comparison", () => {
  it("worked example: clean ballots multiply p by 1 − μ/2γ each", () => {
    const { pValue } = superSimpleRisk(contest, [{ ...right, times: 100 }]);
    expect(pValue).toBeCloseTo((1 - 10_000 / 105_000 / (2 * 1.03905)) ** 100, 12);
  });

  it("an overstatement never lowers p, an understatement lowers it only where it is asked to count", () => {
    const clean = Array.from({ length: 80 }, () => right);
    const risk = (ballot: ComparedBallot, understatements: "ignore" | "count" = "ignore") =>
      superSimpleRisk(contest, [...clean, ballot], { understatements }).pValue;
    expect(risk({ recorded: [1, 0], audited: [0, 0] })).toBeGreaterThan(risk(right));
    expect(risk({ recorded: [1, 0], audited: [0, 1] })).toBeGreaterThan(
      risk({ recorded: [1, 0], audited: [0, 0] }),
    );
    const under: ComparedBallot = { recorded: [0, 1], audited: [1, 0] };
    expect(risk(under)).toBe(risk(right));
    expect(risk(under, "count")).toBeLessThan(risk(right));
  });

  it("does not depend on the order of the ballots", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ recorded: mark, audited: mark }), { minLength: 1 }), (ballots) => {
        const three = { votes: [500, 300, 200], ballots: 1100 };
        const [a, b] = [ballots, ballots.toReversed()].map((order) => superSimpleRisk(three, order).pValue);
        expect(b).toBeCloseTo(a!, 12);
      }),
    );
  });

  it("says nothing of a tie, and 0 when all ballots were looked at and confirmed", () => {
    expect(superSimpleRisk({ votes: [5, 5], ballots: 10 }, [right]).pValue).toBe(1);
    expect(superSimpleRisk(contest, [right], { complete: true }).pValue).toBe(0);
  });
});

describe("size of a super-simple comparison", () => {
  it("the classic example: 20 % diluted margin at 10 % needs 27 ballots", () => {
    expect(superSimpleSize({ votes: [60_000, 40_000], ballots: 100_000 }, 0.1)).toBe(27);
  });

  it("that many clean ballots do reach the limit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 51_000, max: 95_000 }),
        fc.constantFrom(0.01, 0.05, 0.1),
        (w, riskLimit) => {
          const race = { votes: [w, 100_000 - w], ballots: 100_000 };
          const times = superSimpleSize(race, riskLimit);
          expect(superSimpleRisk(race, [{ ...right, times }]).pValue).toBeLessThanOrEqual(riskLimit);
        },
      ),
    );
  });

  it("errors seen ask for more; too many for all ballots", () => {
    const size = (twoVoteOver: number) =>
      superSimpleSize(contest, 0.05, { ballots: 100, oneVoteOver: 0, twoVoteOver });
    expect(size(1)).toBeGreaterThan(size(0));
    expect(size(20)).toBe(105_000 - 100);
    expect(superSimpleSize(contest, 0)).toBe(105_000);
  });
});
