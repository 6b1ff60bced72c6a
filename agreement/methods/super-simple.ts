import { superSimpleRisk, superSimpleSize } from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { type ArloContest, contestOf, inOrder } from "./arlo-contest.ts";

type Marks = Record<string, string> | "absent" | null;
type Case = {
  id: string;
  contest: ArloContest;
  risk_limit_percent: number;
  ballots: { id: string; times: number; cvr: Marks; audited: Marks }[];
  expected: {
    discrepancies: Record<string, { counted_as: number; weighted_error: number }>;
    risk: number;
    risk_limit_met: boolean;
  };
};
type SizeCase = {
  id: string;
  contest: ArloContest;
  risk_limit_percent: number;
  sample_results: Record<string, number> | null;
  expected: { sample_size: number };
};

/** Comparison of single ballots against Arlo's super-simple: sizes, each ballot's discrepancy, risks, verdicts. */
export function compareSuperSimple(folder: ReferenceFolder, method: string, tally: Tally): void {
  const { sizes, risks } = folder.json(`${method}/cases.json`) as { sizes: SizeCase[]; risks: Case[] };
  for (const one of sizes) {
    tally.case(`size ${one.id}`, () => {
      const seen = one.sample_results;
      const size = superSimpleSize(
        contestOf(one.contest).contest,
        one.risk_limit_percent / 100,
        seen === null
          ? undefined
          : {
              ballots: seen["sample_size"] ?? 0,
              oneVoteOver: seen["1-over"] ?? 0,
              twoVoteOver: seen["2-over"] ?? 0,
            },
      );
      tally.number("size", size, one.expected.sample_size, "size");
    });
  }
  for (const one of risks) tally.case(`risk ${one.id}`, () => compareRisk(one, tally));
}

function compareRisk(one: Case, tally: Tally): void {
  const { names, contest } = contestOf(one.contest);
  const marks = (given: Marks): number[] | null =>
    given === null ? null : inOrder(names, given === "absent" ? {} : given);
  const times = one.ballots.reduce((sum, ballot) => sum + ballot.times, 0);
  const { pValue, overstatements } = superSimpleRisk(
    contest,
    one.ballots.map((ballot) => ({
      recorded: marks(ballot.cvr),
      audited: marks(ballot.audited),
      times: ballot.times,
    })),
    { worst: "most-votes", complete: times >= contest.ballots },
  );
  one.ballots.forEach(({ id }, i) => {
    const golden = one.expected.discrepancies[id];
    const found = overstatements[i];
    tally.exact(`votes overstated on ${id}`, found?.votes ?? null, golden?.counted_as ?? null);
    if (golden) tally.number(`relative error of ${id}`, found?.relative, golden.weighted_error, "arlo-risk");
  });
  tally.number("risk", pValue, one.expected.risk, "arlo-risk");
  tally.exact("limit met", pValue < one.risk_limit_percent / 100, one.expected.risk_limit_met);
}
