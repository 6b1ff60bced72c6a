import type { Messages } from "@veedor/messages";
import type { BravoPlan } from "@veedor/statistics";
import { bravoRisks, planBravo } from "@veedor/statistics";
import type { Command } from "../terminal/command.ts";
import { readOptions } from "../terminal/options.ts";
import { CONTEST_OPTIONS, contestOf } from "./contest-options.ts";
import { readRounds } from "./drawn-file.ts";
import { sentencesTable, sizesTable, type TestedSentence, verdict, worstOf } from "./output.ts";

/** `veedor audit bravo`: ballot polling, with or without ballots drawn so far. */
export const bravo: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, CONTEST_OPTIONS, 1);
  const { names, contest, riskLimit } = await contestOf(file, values);
  const rounds = values.drawn === undefined ? [] : await readRounds(values.drawn, names);
  const votes = names.map((_, i) => rounds.reduce((sum, marks) => sum + (marks[i] ?? 0), 0));
  const tested: TestedSentence[] = bravoRisks(contest, { votes }).map(({ winner, loser, pValue }) => ({
    winner: names[winner] ?? "",
    loser: names[loser] ?? "",
    margin: (contest.votes[winner] ?? 0) - (contest.votes[loser] ?? 0),
    pValue,
  }));
  const pValue = worstOf(tested);
  const confirmed = tested.length > 0 && pValue <= riskLimit;
  const plan = planBravo(contest, riskLimit, { votes });
  if (values.json) {
    terminal.say(
      JSON.stringify({ method: "bravo", riskLimit, pValue, confirmed, pairs: tested, next: plan }),
    );
    return 0;
  }
  const { messages } = terminal;
  const lines = tested.length === 0 ? [] : [sentencesTable(tested, riskLimit, messages), ""];
  if (rounds.length > 0 && tested.length > 0) lines.push(verdict(pValue, riskLimit, messages), "");
  if (!confirmed) lines.push(planAsText(plan, messages), "");
  terminal.say(["", ...lines, messages.text("auditing.polling-assumes"), ""].join("\n"));
  return 0;
};

function planAsText(plan: BravoPlan, messages: Messages): string {
  const { text, number, percent } = messages;
  if (plan.kind === "no-losers") return text("auditing.no-losers");
  if (plan.kind === "full-count") return text("auditing.full-count", { ballots: plan.ballots });
  if (plan.kind === "limit-reached") return text("auditing.limit-reached");
  const { expected, quantiles } = plan;
  const mean = text("auditing.expected", { ballots: number(expected.ballots) });
  if (quantiles.length === 0) return mean;
  const sizes = quantiles.map(({ ballots, chance }) => ({
    label: chance === null ? "" : percent(chance, 0),
    size: ballots,
  }));
  return [mean, "", sizesTable(sizes, messages)].join("\n");
}
