import type { BravoPlan } from "@veedor/statistics";
import { bravoQuantileSize, bravoRisks, dilutedMargin, planBravo } from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { type ArloContest, contestOf, inOrder } from "./arlo-contest.ts";

type Size = { type: string | null; size: number; prob: number | null };
type Sizes = Record<string, Size> | { error: string };
type Case = {
  id: string;
  contest: ArloContest;
  risk_limit_percent: number;
  sample: Record<string, Record<string, number>>;
  diluted_margin: number;
  expected: {
    sample_size_round1: Sizes;
    risk: { winner: string; loser: string; p: number }[];
    risk_limit_met: boolean;
    sample_size_next: Sizes;
  };
};
type QuantileCase = {
  alpha: number;
  p_w: number;
  p_r: number;
  sample_w: number;
  sample_r: number;
  p_completion: number;
  total_ballots: number;
  expected: number;
};
type File = { cases: Case[]; bravo_sample_sizes: QuantileCase[] };

/** Ballot polling by BRAVO against Arlo: risks of every pair, verdicts, sizes of the next round. */
export function compareBravo(folder: ReferenceFolder, method: string, tally: Tally): void {
  const { cases, bravo_sample_sizes: quantiles } = folder.json(`${method}/cases.json`) as File;
  for (const one of cases) tally.case(one.id, () => compareCase(one, tally));
  quantiles.forEach((one, i) => {
    tally.case(`quantile size ${i + 1}`, () => {
      const race = {
        winnerShare: one.p_w,
        loserShare: one.p_r,
        riskLimit: one.alpha,
        winnerDrawn: one.sample_w,
        loserDrawn: one.sample_r,
        ballots: one.total_ballots,
      };
      tally.number("size", bravoQuantileSize(race, one.p_completion), one.expected, "size");
    });
  });
}

function compareCase(one: Case, tally: Tally): void {
  const { names, contest } = contestOf(one.contest);
  const rounds = Object.values(one.sample).map((round) => inOrder(names, round));
  const votes = names.map((_, i) => rounds.reduce((sum, round) => sum + round[i]!, 0));
  // Arlo calls it a full count when the marks alone reach the number of ballots.
  const complete = votes.reduce((sum, count) => sum + count, 0) >= contest.ballots;
  const riskLimit = one.risk_limit_percent / 100;
  // Where nobody lost there is no pair; Arlo writes one with an empty name.
  const pairs = one.expected.risk.filter(({ loser }) => loser !== "");
  const ours = bravoRisks(contest, { votes, complete }, "settles");
  tally.exact("number of pairs", ours.length, pairs.length);
  for (const { winner, loser, p } of pairs) {
    const found = ours.find((pair) => names[pair.winner] === winner && names[pair.loser] === loser);
    tally.number(`p(${winner} > ${loser})`, found?.pValue, p, "arlo-risk");
  }
  if (pairs.length > 0) {
    const met = ours.every(({ pValue }) => pValue <= riskLimit);
    tally.exact("limit met", met, one.expected.risk_limit_met);
  }
  // Arlo has −1 where nobody lost.
  tally.number("diluted margin", dilutedMargin(contest) ?? -1, one.diluted_margin, "arlo-risk");
  compareSizes("first round", planBravo(contest, riskLimit), one.expected.sample_size_round1, tally);
  const next = one.expected.sample_size_next;
  if ("error" in next && complete) {
    tally.exact("next round", "All ballots have already been audited!", next.error);
  } else compareSizes("next round", planBravo(contest, riskLimit, { votes }), next, tally);
}

function compareSizes(what: string, plan: BravoPlan, golden: Sizes, tally: Tally): void {
  if ("error" in golden) {
    const said = {
      "no-losers": "Contest must have candidates who did not win!",
      "limit-reached": "Sample indicates the audit is over",
    };
    tally.exact(what, plan.kind in said ? said[plan.kind as keyof typeof said] : plan.kind, golden.error);
    return;
  }
  const all = golden["all-ballots"];
  if (all !== undefined || plan.kind !== "sizes") {
    tally.exact(what, plan.kind === "full-count" ? plan.ballots : plan.kind, all?.size ?? golden);
    return;
  }
  for (const [name, { size, prob }] of Object.entries(golden)) {
    if (name === "asn") {
      tally.number(`${what}, expected size`, plan.expected.ballots, size, "size");
      // Arlo rounds the chance to two digits, and has 0 where the pair has reached its limit.
      const chance = plan.expected.chance;
      const rounded = chance === null ? (prob === 0 ? 0 : null) : Number(chance.toFixed(2));
      tally.exact(`${what}, chance at the expected size`, rounded, prob);
    } else {
      const found = plan.quantiles.find((quantile) => quantile.chance === Number(name));
      tally.number(`${what}, size at ${name}`, found?.ballots, size, "size");
    }
  }
}
