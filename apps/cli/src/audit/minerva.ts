import { minervaFirstRound, minervaRisk, reportedOutcome } from "@veedor/statistics";
import type { Command } from "../terminal/command.ts";
import { readOptions } from "../terminal/options.ts";
import { CONTEST_OPTIONS, contestOf } from "./contest-options.ts";
import { readRounds } from "./drawn-file.ts";
import { sentencesTable, sizesTable, verdict, worstOf } from "./output.ts";

const CHANCES = [0.7, 0.8, 0.9];

/** `veedor audit minerva`: ballot polling in rounds whose sizes were fixed beforehand. */
export const minerva: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, CONTEST_OPTIONS, 1);
  const { names, contest, riskLimit } = await contestOf(file, values);
  const { winners, losers } = reportedOutcome(contest);
  const rounds = values.drawn === undefined ? [] : await readRounds(values.drawn, names);
  const votes = (choice: number): number => contest.votes[choice] ?? 0;
  const pairs = winners.flatMap((winner) =>
    losers.map((loser) => {
      const [w, l] = [votes(winner), votes(loser)];
      // Without a vote for the loser, or in a tie, there is no share strictly between one half and one.
      const share = l === 0 ? 1 - 1 / (2 * Math.max(w, 1)) : w / (w + l);
      const drawn = rounds.map((marks) => ({ winner: marks[winner] ?? 0, loser: marks[loser] ?? 0 }));
      const tied = w <= l;
      const risk = tied || drawn.length === 0 ? null : minervaRisk(share, riskLimit, drawn);
      const sizes = CHANCES.map((chance) => {
        const relevant = tied ? null : minervaFirstRound(share, riskLimit, chance);
        return relevant === null ? contest.ballots : Math.ceil((relevant * contest.ballots) / (w + l));
      });
      return {
        winner: names[winner] ?? "",
        loser: names[loser] ?? "",
        margin: w - l,
        pValue: risk?.pValue ?? 1,
        stops: risk?.stops ?? false,
        sizes,
      };
    }),
  );
  const confirmed = pairs.length > 0 && pairs.every(({ stops }) => stops);
  const firstRound = CHANCES.map((chance, i) => ({
    chance,
    ballots: Math.min(contest.ballots, Math.max(0, ...pairs.map(({ sizes }) => sizes[i] ?? 0))),
  }));
  const pValue = worstOf(pairs);
  if (values.json) {
    const shown = pairs.map(({ winner, loser, margin, pValue: p, stops }) => ({
      winner,
      loser,
      margin,
      pValue: p,
      stops,
    }));
    terminal.say(
      JSON.stringify({ method: "minerva", riskLimit, pValue, confirmed, pairs: shown, firstRound }),
    );
    return 0;
  }
  const { messages } = terminal;
  const lines =
    pairs.length === 0 ? [messages.text("auditing.no-losers")] : [sentencesTable(pairs, riskLimit, messages)];
  if (rounds.length > 0 && pairs.length > 0) lines.push("", verdict(pValue, riskLimit, messages));
  else if (pairs.length > 0) {
    const sizes = firstRound.map(({ chance, ballots }) => ({
      label: messages.percent(chance, 0),
      size: ballots,
    }));
    lines.push("", sizesTable(sizes, messages));
  }
  terminal.say(["", ...lines, "", messages.text("auditing.minerva-assumes"), ""].join("\n"));
  return 0;
};
