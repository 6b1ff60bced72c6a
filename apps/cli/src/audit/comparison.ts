import { dilutedMargin, superSimpleRisk, superSimpleSize } from "@veedor/statistics";
import type { Command } from "../terminal/command.ts";
import { readOptions } from "../terminal/options.ts";
import { printedTable } from "../terminal/table.ts";
import { CONTEST_OPTIONS, contestOf } from "./contest-options.ts";
import { readComparedBallots } from "./drawn-file.ts";
import { verdict } from "./output.ts";

/** `veedor audit comparison`: single ballots against their records (super-simple). */
export const comparison: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, CONTEST_OPTIONS, 1);
  const { names, contest, riskLimit } = await contestOf(file, values);
  const ballots = values.drawn === undefined ? [] : await readComparedBallots(values.drawn, names);
  const drawn = ballots.reduce((sum, { times = 1 }) => sum + times, 0);
  const margin = dilutedMargin(contest);
  const { pValue, overstatements } = superSimpleRisk(contest, ballots);
  const errors = [2, 1, -1, -2].map((votes) => ({
    votes,
    ballots: ballots.reduce(
      (sum, { times = 1 }, i) => sum + (overstatements[i]?.votes === votes ? times : 0),
      0,
    ),
  }));
  const seen = { ballots: drawn, oneVoteOver: errors[1]?.ballots ?? 0, twoVoteOver: errors[0]?.ballots ?? 0 };
  const auditable = margin !== null && margin > 0;
  const toDraw = !auditable
    ? contest.ballots
    : pValue <= riskLimit
      ? 0
      : superSimpleSize(contest, riskLimit, drawn === 0 ? undefined : seen);
  const confirmed = auditable && pValue <= riskLimit;
  if (values.json) {
    const result = {
      method: "comparison",
      riskLimit,
      dilutedMargin: margin,
      drawn,
      errors,
      pValue,
      confirmed,
      toDraw,
    };
    terminal.say(JSON.stringify(result));
    return 0;
  }
  const { messages } = terminal;
  const { text, number, percent } = messages;
  const lines: string[] = [];
  if (margin === null) lines.push(text("auditing.no-losers"));
  else {
    lines.push(text("auditing.diluted-margin", { margin: percent(margin, 2) }), "");
    if (drawn > 0) {
      const rows = errors.map((one) => [
        text(`auditing.overstates-${sizeWord(one.votes)}`),
        number(one.ballots),
      ]);
      const columns = [
        { heading: text("auditing.record") },
        { heading: text("auditing.drawn"), figures: true },
      ];
      lines.push(printedTable(columns, rows), "", verdict(pValue, riskLimit, messages));
    }
    if (!confirmed) lines.push(text("auditing.ballots-to-draw", { ballots: toDraw }));
  }
  terminal.say(["", ...lines, "", text("auditing.comparison-assumes"), ""].join("\n"));
  return 0;
};

function sizeWord(votes: number): "two" | "one" | "one-less" | "two-less" {
  return votes === 2 ? "two" : votes === 1 ? "one" : votes === -1 ? "one-less" : "two-less";
}
