import {
  FIRST_ROUND_RULES,
  normalQuantile,
  probabilityAhead,
  probabilityAtLeast,
  probabilityFirst,
  probabilityOfFirstRoundWin,
  simultaneousIntervals,
  studentTQuantile,
} from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";

type Case = {
  id: string;
  candidates: string[];
  share: number[];
  vcov: number[][];
  df: number;
  expected: {
    prob_first: number[];
    lead: {
      difference: number;
      se: number;
      ci95_normal: number[];
      ci95_t: number[];
      prob_ahead_normal: number;
      prob_ahead_t: number;
    };
    runoff_second_place?: { second: string; third: string; prob_second_ahead_of_third: number };
    prob_majority: number;
    prob_at_least_45: number;
    prob_at_least_40: number;
    prob_40_and_10_lead: number;
    prob_argentina_first_round: number;
    simultaneous: { bonferroni_z: number; bonferroni_ci: number[][] };
  };
};

/** Probabilities of who leads and of what rules ask, against R mvtnorm. Compared as they are, not relatively. */
export function compareDecision(folder: ReferenceFolder, method: string, tally: Tally): void {
  for (const file of folder.files(method, ".json")) {
    for (const one of (folder.json(file) as { cases: Case[] }).cases)
      tally.case(one.id, () => compareCase(one, tally));
  }
}

function compareCase({ candidates, share, vcov, df, expected }: Case, tally: Tally): void {
  const first = probabilityFirst(share, vcov);
  const kind = share.length >= 4 ? "orthant" : "probability";
  expected.prob_first.forEach((golden, i) =>
    tally.absolute(`first: ${candidates[i]}`, first[i], golden, kind),
  );
  const leader = share.indexOf(Math.max(...share));
  const { lead } = expected;
  const { difference, se } = lead;
  tally.absolute("ahead by z", probabilityAhead(difference, se), lead.prob_ahead_normal, "probability");
  tally.absolute("ahead by t", probabilityAhead(difference, se, df), lead.prob_ahead_t, "probability");
  for (const [name, quantile, golden] of [
    ["z", normalQuantile(0.975), lead.ci95_normal],
    ["t", studentTQuantile(0.975, df), lead.ci95_t],
  ] as const) {
    const limits = [difference - quantile * se, difference + quantile * se];
    limits.forEach((limit, i) => tally.absolute(`limit of the lead by ${name}`, limit, golden[i], "error"));
  }
  const win = (rule: keyof typeof FIRST_ROUND_RULES): number =>
    probabilityOfFirstRoundWin(FIRST_ROUND_RULES[rule], share, vcov, leader);
  tally.absolute("majority", win("absolute-majority"), expected.prob_majority, "probability");
  tally.absolute("45 %", win("forty-five"), expected.prob_at_least_45, "probability");
  tally.absolute("40 % and 10", win("forty-and-ten"), expected.prob_40_and_10_lead, kind);
  const argentina = win("forty-five-or-forty-and-ten");
  tally.absolute("45 % or 40 % and 10", argentina, expected.prob_argentina_first_round, kind);
  const errors = vcov.map((row, i) => Math.sqrt(row[i] ?? Number.NaN));
  const forty = probabilityAtLeast(share[leader] ?? Number.NaN, errors[leader] ?? Number.NaN, 0.4);
  tally.absolute("40 %", forty, expected.prob_at_least_40, "probability");
  const place = expected.runoff_second_place;
  if (place) {
    const [a, b] = [candidates.indexOf(place.second), candidates.indexOf(place.third)];
    const variance = (vcov[a]?.[a] ?? 0) + (vcov[b]?.[b] ?? 0) - 2 * (vcov[a]?.[b] ?? 0);
    const ahead = probabilityAhead((share[a] ?? 0) - (share[b] ?? 0), Math.sqrt(variance));
    tally.absolute("second ahead of third", ahead, place.prob_second_ahead_of_third, "probability");
  }
  const together = simultaneousIntervals(share, errors, 0.95);
  tally.absolute("simultaneous z", together.quantile, expected.simultaneous.bonferroni_z, "error");
  together.intervals.forEach(({ low, high }, i) => {
    const [goldenLow, goldenHigh] = expected.simultaneous.bonferroni_ci[i] ?? [];
    tally.absolute("simultaneous low", low, goldenLow, "error");
    tally.absolute("simultaneous high", high, goldenHigh, "error");
  });
}
