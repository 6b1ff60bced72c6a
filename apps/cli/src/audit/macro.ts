import type { Messages } from "@veedor/messages";
import type { Assertion, BatchContest, BatchDraw } from "@veedor/statistics";
import {
  assertionMargin,
  batchErrorBounds,
  batchSampleTest,
  drawBatches,
  highestAveragesAssertions,
  macroRisk,
  macroSize,
  pluralityAssertions,
  reportedOutcome,
} from "@veedor/statistics";
import { sha256 } from "../frame/sha256.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs, OptionValues } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import { printedTable } from "../terminal/table.ts";
import type { ReadBatches } from "./batch-files.ts";
import { readBatches, readRecounts } from "./batch-files.ts";
import { USUAL_RISK_LIMIT } from "./contest-options.ts";
import { verdict, worstOf } from "./output.ts";

const OPTIONS = {
  id: { kind: "text" },
  choices: { kind: "list" },
  ballots: { kind: "text" },
  winners: { kind: "number", from: 1, to: 10_000, whole: true },
  seats: { kind: "number", from: 1, to: 10_000, whole: true },
  averages: { kind: "text", oneOf: ["dhondt", "sainte-lague"] },
  outside: { kind: "number", from: 0, to: 10_000_000_000, whole: true },
  "risk-limit": { kind: "number", from: 0.0001, to: 0.5 },
  drawn: { kind: "text" },
  "simple-sample": { kind: "flag" },
  seed: { kind: "text" },
  draws: { kind: "number", from: 1, to: 1_000_000, whole: true },
} as const satisfies OptionSpecs;

/** `veedor audit macro`: batches (tally sheets with a recount), drawn by their error bounds or as a simple sample. */
export const macro: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, OPTIONS, 1);
  const columns = {
    id: required("id", values.id),
    choices: required("choices", values.choices),
    ballots: required("ballots", values.ballots),
  };
  const riskLimit = values["risk-limit"] ?? USUAL_RISK_LIMIT;
  const { ids, positions, batches } = await readBatches(file, columns);
  const votes = columns.choices.map((_, i) => batches.reduce((sum, batch) => sum + (batch.votes[i] ?? 0), 0));
  const contest: BatchContest = {
    assertions: assertionsOf(votes, batches, values),
    batches,
    outside: values.outside ?? 0,
  };
  const drawn = values.drawn === undefined ? [] : await readRecounts(values.drawn, columns, positions);
  const asked = { contest, ids, drawn, riskLimit, path: values.drawn ?? "" };
  const result = values["simple-sample"] ? simpleSample(asked) : byBounds(asked, values.seed, values.draws);
  if (values.json) terminal.say(JSON.stringify({ ...result, votes: namedVotes(columns.choices, votes) }));
  else terminal.say(resultAsText(result, columns.choices, terminal.messages));
  return 0;
};

/** What makes the outcome right: winners against losers, or the seats of lists by highest averages. */
function assertionsOf(
  votes: readonly number[],
  batches: ReadBatches["batches"],
  { seats, averages, winners }: OptionValues<typeof OPTIONS>,
): readonly Assertion[] {
  if (seats === undefined && averages !== undefined) required("seats", seats);
  if (seats !== undefined && winners !== undefined) throw new Problem("usage", "auditing.seats-or-winners");
  if (seats !== undefined) return highestAveragesAssertions(votes, seats, averages ?? "dhondt").assertions;
  const ballots = batches.reduce((sum, batch) => sum + batch.ballots, 0);
  const reported = { votes, ballots: Math.max(ballots, 1), winners: winners ?? 1 };
  if (reportedOutcome(reported).losers.length === 0) throw new Problem("data", "auditing.no-losers");
  return pluralityAssertions(reported);
}

type Asked = {
  readonly contest: BatchContest;
  readonly ids: readonly string[];
  readonly drawn: readonly { batch: number; votes: number[]; line: number }[];
  readonly riskLimit: number;
  readonly path: string;
};

type Result = {
  readonly method: "macro" | "batch-sample";
  readonly riskLimit: number;
  readonly batches: number;
  readonly drawn: number;
  readonly pValue: number;
  readonly confirmed: boolean;
  readonly smallestMargin: number;
  /** sum of the error bounds; null for a simple sample or a tie */
  readonly totalBound: number | null;
  /** draws still needed if no error is found; null for a simple sample */
  readonly toDraw: number | null;
  readonly errors: readonly { batch: string; votes: number; shareOfMargin: number | null }[];
  readonly draws: readonly { draw: number; batch: string }[];
};

function byBounds(asked: Asked, seed: string | undefined, size: number | undefined): Result {
  const { contest, ids, drawn, riskLimit } = asked;
  const { pValue, errors, totalBound } = macroRisk(contest, drawn);
  const toDraw = macroSize({ totalBound, batches: ids.length, riskLimit, pValue });
  const draws = seed === undefined || totalBound === Infinity ? [] : drawnBySeed(asked, seed, size ?? toDraw);
  return {
    method: "macro",
    ...summary(asked, pValue),
    totalBound: totalBound === Infinity ? null : totalBound,
    toDraw,
    errors: drawn.flatMap(({ batch }, j) => {
      const error = errors[j] ?? null;
      if (error === null) return [];
      const share = Number.isFinite(error.relative) ? error.relative : null;
      return [{ batch: ids[batch] ?? "", votes: error.votes, shareOfMargin: share }];
    }),
    draws: draws.map(({ draw, batch }) => ({ draw, batch: ids[batch] ?? "" })),
  };
}

/** The next draws of a seed, after those recounted, which must be its first ones. */
function drawnBySeed({ contest, ids, drawn, path }: Asked, seed: string, more: number): BatchDraw[] {
  const size = drawn.length + more;
  const draws = drawBatches({ bounds: batchErrorBounds(contest), size, seed, sha256 });
  drawn.forEach(({ batch, line }, j) => {
    const expected = draws[j]?.batch ?? -1;
    if (batch === expected) return;
    const values = { path, line, draw: j + 1, expected: ids[expected] ?? "", batch: ids[batch] ?? "" };
    throw new Problem("data", "auditing.not-the-draw", values);
  });
  return draws.slice(drawn.length);
}

function simpleSample(asked: Asked): Result {
  const { contest, ids, drawn, path } = asked;
  const seen = new Set<number>();
  for (const { batch, line } of drawn) {
    if (seen.has(batch))
      throw new Problem("data", "auditing.batch-twice", { path, line, batch: ids[batch] ?? "" });
    seen.add(batch);
  }
  const tests = batchSampleTest(contest, drawn);
  const errors = macroRisk(contest, drawn).errors;
  return {
    method: "batch-sample",
    ...summary(asked, worstOf(tests)),
    totalBound: null,
    toDraw: null,
    errors: drawn.flatMap(({ batch }, j) => {
      const error = errors[j] ?? null;
      return error === null
        ? []
        : [{ batch: ids[batch] ?? "", votes: error.votes, shareOfMargin: error.relative }];
    }),
    draws: [],
  };
}

function summary({ contest, ids, drawn, riskLimit }: Asked, pValue: number) {
  const totals = contest.batches[0]?.votes.map((_, i) =>
    contest.batches.reduce((sum, { votes }) => sum + (votes[i] ?? 0), 0),
  );
  const margins = contest.assertions.map((assertion) => assertionMargin(assertion, totals ?? []));
  return {
    riskLimit,
    batches: ids.length,
    drawn: drawn.length,
    pValue,
    confirmed: pValue <= riskLimit,
    smallestMargin: Math.min(...margins),
  };
}

const namedVotes = (choices: readonly string[], votes: readonly number[]): Record<string, number> =>
  Object.fromEntries(choices.map((choice, i) => [choice, votes[i] ?? 0]));

function resultAsText(result: Result, choices: readonly string[], messages: Messages): string {
  const { text, number } = messages;
  const { totalBound, toDraw, errors, draws } = result;
  const lines = [
    text("auditing.batches", {
      batches: result.batches,
      choices: choices.length,
      margin: number(result.smallestMargin),
    }),
  ];
  if (totalBound !== null) lines.push(text("auditing.total-bound", { bound: number(totalBound, 2) }));
  if (result.drawn > 0) {
    lines.push("", text("auditing.errors-found", { drawn: result.drawn, errors: errors.length }));
    if (errors.length > 0) {
      const rows = errors.map(({ batch, votes, shareOfMargin }) => [
        batch,
        number(votes),
        shareOfMargin === null ? "" : messages.percent(shareOfMargin, 2),
      ]);
      const columns = [
        { heading: text("auditing.batch") },
        { heading: text("auditing.overstated"), figures: true },
        { heading: text("auditing.share-of-margin"), figures: true },
      ];
      lines.push("", printedTable(columns, rows));
    }
    lines.push("", verdict(result.pValue, result.riskLimit, messages));
  }
  if (!result.confirmed && toDraw !== null) lines.push(text("auditing.batches-to-draw", { batches: toDraw }));
  if (draws.length > 0) {
    const rows = draws.map(({ draw, batch }) => [number(draw), batch]);
    const columns = [{ heading: text("auditing.draw"), figures: true }, { heading: text("auditing.batch") }];
    lines.push("", printedTable(columns, rows));
  }
  const assumes = result.method === "macro" ? "auditing.macro-assumes" : "auditing.batch-sample-assumes";
  return ["", ...lines, "", text(assumes), ""].join("\n");
}
