import {
  alphaTest,
  assertionMargin,
  assorterOf,
  drawsUntil,
  pluralityAssertions,
  reportedOutcome,
} from "@veedor/statistics";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import { CONTEST_OPTIONS, contestOf } from "./contest-options.ts";
import { readPolledBallots } from "./drawn-file.ts";
import { sentencesTable, verdict, worstOf } from "./output.ts";

const OPTIONS = {
  ...CONTEST_OPTIONS,
  "with-replacement": { kind: "flag" },
  weight: { kind: "number", from: 1, to: 1_000_000 },
} as const satisfies OptionSpecs;

/** `veedor audit alpha`: ballot polling that adapts, one ballot a row in the order drawn. */
export const alpha: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, OPTIONS, 1);
  const { names, contest, riskLimit } = await contestOf(file, values);
  const path = required("drawn", values.drawn);
  const ballots = await readPolledBallots(path, names);
  if (ballots.length === 0) throw new Problem("data", "problems.no-rows", { path });
  const { winners, losers } = reportedOutcome(contest);
  const tested = pluralityAssertions(contest).map((assertion, i) => {
    const { valueOf } = assorterOf(assertion);
    const margin = assertionMargin(assertion, contest.votes);
    const mean = 0.5 + margin / (2 * contest.ballots);
    const draws = Float64Array.from(ballots, valueOf);
    const hypothesis = values["with-replacement"] ? {} : { population: contest.ballots };
    const test =
      margin > 0
        ? alphaTest(draws, hypothesis, { kind: "shrink-truncate", mean, weight: values.weight ?? 100 })
        : { pValue: 1, history: Float64Array.of(1) };
    return {
      winner: names[winners[Math.floor(i / losers.length)] ?? -1] ?? "",
      loser: names[losers[i % losers.length] ?? -1] ?? "",
      margin,
      pValue: test.pValue,
      reachedAfter: drawsUntil(test.history, riskLimit),
    };
  });
  const pValue = worstOf(tested);
  const confirmed = tested.length > 0 && pValue <= riskLimit;
  if (values.json) {
    const drawn = ballots.length;
    terminal.say(JSON.stringify({ method: "alpha", riskLimit, drawn, pValue, confirmed, pairs: tested }));
    return 0;
  }
  const { messages } = terminal;
  const lines =
    tested.length === 0
      ? [messages.text("auditing.no-losers")]
      : [sentencesTable(tested, riskLimit, messages), "", verdict(pValue, riskLimit, messages)];
  terminal.say(["", ...lines, "", messages.text("auditing.alpha-assumes"), ""].join("\n"));
  return 0;
};
