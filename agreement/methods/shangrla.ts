import type { MeanHypothesis, SequentialTest } from "@veedor/statistics";
import {
  alphaTest,
  assorterOf,
  bettingTest,
  drawsUntil,
  kaplanKolmogorovTest,
  kaplanMarkovTest,
  kaplanWaldTest,
  overstatementAssorter,
  sampleSizeFromPilot,
  supermajorityAssertion,
} from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";

type Config = {
  test: string;
  estim?: string;
  bet?: string;
  random_order?: boolean;
  [parameter: string]: unknown;
};
type Case = {
  id: string;
  sequence: string | null;
  x?: number[];
  config: Config;
  expected: {
    p: number;
    p_history: { j: number; p: number }[];
    [crossing: `first_crossing_${number}`]: number | null;
  };
};
type SizeCase = { id: string; pilot_tiled_to_N: number[]; alpha: number; config: Config; expected: number };
type AssorterCase = Record<string, unknown> & { type: string; value: number; upper_bound?: number };
type File = { cases: Case[]; edge_cases: Case[]; sample_sizes: SizeCase[]; assorters: AssorterCase[] };

/** Sequential tests, sizes and assorters against SHANGRLA, with its way of treating certain draws. */
export function compareShangrla(folder: ReferenceFolder, method: string, tally: Tally): void {
  const file = folder.json(`${method}/cases.json`) as File;
  const sequences = folder.json(`${method}/sequences.json`) as Record<string, number[]>;
  for (const one of [...file.cases, ...file.edge_cases]) {
    tally.case(one.id, () => {
      const values = one.x ?? sequences[one.sequence ?? ""] ?? [];
      const test = runTest(Float64Array.from(values), one.config);
      tally.number("p", test.pValue, one.expected.p, "probability");
      for (const { j, p } of one.expected.p_history)
        tally.number(`p after ${j}`, test.history[j - 1], p, "probability");
      for (const [name, draws] of Object.entries(one.expected)) {
        const limit = /^first_crossing_(.+)$/.exec(name)?.[1];
        if (limit !== undefined) tally.exact(name, drawsUntil(test.history, Number(limit)), draws);
      }
    });
  }
  for (const one of file.sample_sizes) {
    tally.case(`size ${one.id}`, () => {
      const size = sampleSizeFromPilot({
        pilot: one.pilot_tiled_to_N,
        riskLimit: one.alpha,
        population: Number(one.config["N"]),
        test: (values) => runTest(values, one.config),
        layout: "each-repeated",
      });
      tally.number("draws", size, one.expected, "size");
    });
  }
  file.assorters.forEach((one, i) => {
    tally.case(`assorter ${i + 1}`, () => {
      const { value, upperBound } = assorterValue(one);
      tally.number("value", value, one.value, "share");
      if (one.upper_bound !== undefined) tally.number("upper bound", upperBound, one.upper_bound, "share");
    });
  });
}

function runTest(values: Float64Array, config: Config): SequentialTest {
  const hypothesis: MeanHypothesis = {
    mean: Number(config["t"] ?? 0.5),
    upperBound: Number(config["u"] ?? 1),
    population: Number(config["N"] ?? Infinity),
  };
  const kaplan = {
    padding: Number(config["g"] ?? 0),
    optionalStopping: config.random_order ?? true,
  };
  const run = {
    alpha_mart: () => alphaTest(values, hypothesis, alternativeOf(config), "as-shangrla"),
    betting_mart: () => bettingTest(values, hypothesis, betOf(config), "as-shangrla"),
    kaplan_markov: () => kaplanMarkovTest(values, hypothesis, kaplan),
    kaplan_wald: () => kaplanWaldTest(values, hypothesis, kaplan),
    kaplan_kolmogorov: () => kaplanKolmogorovTest(values, hypothesis, kaplan, "as-shangrla"),
  }[config.test];
  if (run === undefined) throw new Error(`the test ${config.test} is not known here`);
  return run();
}

function alternativeOf(config: Config) {
  const mean = Number(config["eta"]);
  if (config.estim === "fixed_alternative_mean") return { kind: "fixed", mean } as const;
  if (config.estim === "optimal_comparison")
    return { kind: "optimal-comparison", twoVoteRate: Number(config["error_rate_2"]) } as const;
  if (config.estim !== "shrink_trunc") throw new Error(`the guess ${config.estim} is not known here`);
  return {
    kind: "shrink-truncate",
    mean,
    slack: Number(config["c"]),
    weight: Number(config["d"]),
    pull: Number(config["f"] ?? 0),
  } as const;
}

function betOf(config: Config) {
  const bet = Number(config["lam"]);
  if (config.bet === "fixed_bet") return { kind: "fixed", bet } as const;
  if (config.bet !== "agrapa") throw new Error(`the bet ${config.bet} is not known here`);
  return {
    kind: "agrapa",
    first: bet,
    fraction: Number(config["c_grapa_0"]),
    largestFraction: Number(config["c_grapa_max"]),
    growth: Number(config["c_grapa_grow"]),
  } as const;
}

function assorterValue(one: AssorterCase): { value: number; upperBound: number } {
  if (one.type === "plurality") {
    const assorter = assorterOf({ name: "", weights: [1, -1] }, 2);
    const value = assorter.valueOf([Number(one["vote_winner"]), Number(one["vote_loser"])]);
    return { value, upperBound: assorter.upperBound };
  }
  if (one.type === "super-majority") {
    const assorter = assorterOf(supermajorityAssertion(2, 0, Number(one["fraction"])));
    const marks = { winner: [1, 0], "other-valid": [0, 1], invalid: [0, 0] }[String(one["ballot"])];
    return { value: assorter.valueOf(marks ?? []), upperBound: assorter.upperBound };
  }
  if (!one.type.startsWith("overstatement")) throw new Error(`the assorter ${one.type} is not known here`);
  const bound = Number(one["upper_bound_of_assorter"] ?? 1);
  const assorter = overstatementAssorter(Number(one["assorter_margin"]), bound);
  const { upperBound } = assorter;
  if (one.type === "overstatement-mean") {
    const value = assorter.meanWithErrors(Number(one["one_vote_rate"]), Number(one["two_vote_rate"]));
    return { value, upperBound };
  }
  return { value: assorter.valueOf(Number(one["cvr_value"]), Number(one["mvr_value"])), upperBound };
}
