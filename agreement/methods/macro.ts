import type { AuditedBatch, BatchContest, FullCount } from "@veedor/statistics";
import {
  batchErrorBounds,
  macroRisk,
  macroSize,
  pluralityAssertions,
  runoffAssertions,
} from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import { goldenNumber, type Tally } from "../tally.ts";
import { type ArloContest, contestOf, inOrder } from "./arlo-contest.ts";

type Counts = Record<string, number>;
type Case = {
  id: string;
  contest: ArloContest;
  risk_limit_percent: number;
  batches: Record<string, Counts>;
  sample: Record<string, Counts>;
  tickets: Record<string, string>;
  combined: string[][];
  expected: {
    unauditable_ballots: number;
    U: unknown;
    max_error: Record<string, unknown>;
    error: Record<string, { counted_as: number; weighted_error: unknown } | null>;
    sample_size_round1: number;
    risk: number;
    risk_limit_met: boolean;
    sample_size_next: number;
  };
};
type Published = {
  contests: Record<string, ArloContest>;
  batch_pattern: string;
  U: Record<string, number>;
  sample_size_round1: Record<string, number>;
  after_4_clean_batches: Record<string, number>;
  risk_after_30_clean: Record<string, number>;
};

/** Comparison of batches against Arlo's MACRO: bounds, errors, risks in ticket order, sizes. */
export function compareMacro(folder: ReferenceFolder, method: string, tally: Tally): void {
  const { cases, published } = folder.json(`${method}/cases.json`) as {
    cases: Case[];
    published?: Published;
  };
  for (const one of cases) tally.case(one.id, () => compareCase(one, tally));
  if (published) comparePublished(published, tally);
}

function compareCase(one: Case, tally: Tally): void {
  const { names, contest } = contestOf(one.contest);
  const batchNames = Object.keys(one.batches);
  const batches = Object.values(one.batches).map((counts) => ({
    votes: inOrder(names, counts),
    ballots: Number(counts["ballots"]),
  }));
  const position = new Map(batchNames.map((name, p) => [name, p]));
  const runoff = one.contest["isSubjectToRunoff"] === true;
  const audit: BatchContest = {
    assertions: runoff ? runoffAssertions(contest) : pluralityAssertions(contest),
    batches,
    totals: contest.votes,
    outside: Number(one.contest["pendingBallots"] ?? 0) + one.expected.unauditable_ballots,
    ...(contest.marks === undefined ? {} : { marks: contest.marks }),
  };
  const bounds = batchErrorBounds(audit);
  for (const [name, golden] of Object.entries(one.expected.max_error)) {
    tally.number(`bound of ${name}`, bounds[position.get(name) ?? -1], golden, "arlo-risk");
  }
  const group = (name: string): string[] => one.combined.find((names) => names.includes(name)) ?? [name];
  const draws: AuditedBatch[] = Object.keys(one.tickets)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((ticket) => {
      const name = one.tickets[ticket] ?? "";
      return {
        batch: position.get(name) ?? -1,
        votes: inOrder(names, one.sample[name] ?? {}),
        countedWith: group(name).map((member) => position.get(member) ?? -1),
      };
    });
  const complete = Object.keys(one.sample).length === batchNames.length;
  const fullCount: FullCount = "settles";
  const { history, errors, totalBound, pValue } = macroRisk(audit, draws, { complete, fullCount });
  tally.number("sum of bounds", totalBound, one.expected.U, "arlo-risk");
  draws.forEach(({ batch }, j) => {
    const golden = one.expected.error[batchNames[batch] ?? ""] ?? null;
    tally.exact(`error of draw ${j + 1}`, errors[j]?.votes ?? null, golden?.counted_as ?? null);
    if (golden) tally.number(`relative error`, errors[j]?.relative, golden.weighted_error, "arlo-risk");
  });
  // Arlo reports p after the last draw, not the smallest so far.
  const riskLimit = one.risk_limit_percent / 100;
  const risk = complete ? pValue : (history.at(-1) ?? 1);
  tally.number("risk", risk, one.expected.risk, "arlo-risk");
  tally.exact("limit met", risk <= riskLimit, one.expected.risk_limit_met);
  const plan = { totalBound, batches: batches.length, riskLimit };
  tally.number("size of the first round", macroSize(plan), one.expected.sample_size_round1, "size");
  const next = macroSize({ ...plan, pValue: risk });
  tally.number("size of the next round", next, one.expected.sample_size_next, "size");
}

/** The contests of Arlo's own tests: the batches are described in words, which are followed here. */
const DESCRIBED =
  "batches 0-199: 400 ballots and an AV twin of 200. Contest A in all (200/180), B in 0-99 (200/160), " +
  "C in 0-29 and 100-129 (200/140); AV twins hold half. Risk limit 25 %.";
const MEMBERS: Readonly<Record<string, { of: (i: number) => boolean; loser: number }>> = {
  "Contest A": { of: () => true, loser: 180 },
  "Contest B": { of: (i) => i < 100, loser: 160 },
  "Contest C": { of: (i) => i < 30 || (i >= 100 && i < 130), loser: 140 },
};

function comparePublished(published: Published, tally: Tally): void {
  for (const [name, arlo] of Object.entries(published.contests)) {
    tally.case(`published ${name}`, () => {
      tally.exact("how the batches are made", DESCRIBED, published.batch_pattern);
      const { contest } = contestOf(arlo);
      const { of, loser } = MEMBERS[name] ?? { of: () => false, loser: 0 };
      const batches = Array.from({ length: 200 }, (_, i) => i)
        .filter(of)
        .flatMap(() => [
          { votes: [200, loser], ballots: 400 },
          { votes: [100, loser / 2], ballots: 200 },
        ]);
      const audit = { assertions: pluralityAssertions(contest), batches, totals: contest.votes };
      const clean = (draws: number) =>
        macroRisk(
          audit,
          Array.from({ length: draws }, (_, j) => ({ batch: j, votes: batches[j]?.votes ?? [] })),
        );
      const { totalBound } = clean(0);
      // Arlo counts the batches of the whole election, whether they hold the contest or not.
      const plan = { totalBound, batches: 400, riskLimit: 0.25 };
      tally.number("sum of bounds", totalBound, published.U[name], "arlo-risk");
      tally.number("first size", macroSize(plan), published.sample_size_round1[name], "size");
      const after = macroSize({ ...plan, pValue: clean(4).history[3] ?? 1 });
      tally.number("size after 4", after, published.after_4_clean_batches[name], "size");
      const risk = goldenNumber(published.risk_after_30_clean[name]);
      tally.number("risk after 30", clean(30).history[29], risk, "arlo-risk");
    });
  }
}
