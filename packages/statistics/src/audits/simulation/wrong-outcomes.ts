import type { SeededRandom } from "../../random/index.ts";
import { pluralityAssertions } from "../assertions/index.ts";
import { batchErrorBounds, batchSampleTest, macroRisk } from "../batches/index.ts";
import { superSimpleRisk } from "../comparison/index.ts";
import {
  alphaTest,
  bettingTest,
  kaplanKolmogorovTest,
  kaplanMarkovTest,
  kaplanWaldTest,
} from "../martingales/index.ts";
import { bravoRisks, minervaRisk } from "../polling/index.ts";
import { hybridRisk } from "../stratified/index.ts";
import type { WrongOutcome } from "./wrong-outcome.ts";

/** Draws after which an audit that was not stopped goes over to a full count. */
const DRAWS = 400;

/** Ballots drawn with replacement from a tie: for each choice half. */
function tiedDraws(random: SeededRandom, draws = DRAWS): Float64Array {
  return Float64Array.from({ length: draws }, () => random.integer(2));
}

/** A population of which half is for each, in random order. */
function tiedPopulation(random: SeededRandom, ballots: number): number[] {
  return random.shuffle(Array.from({ length: ballots }, (_, i) => i % 2));
}

/** Each method before an outcome that is a tie in truth. */
export const WRONG_OUTCOMES: readonly WrongOutcome[] = [
  {
    method: "bravo",
    outcome: "reported 55 to 45, in truth a tie; looked at after every ballot",
    stops: (random, riskLimit) => {
      const contest = { votes: [5500, 4500], ballots: 10_000 };
      const votes = [0, 0];
      for (let j = 0; j < DRAWS; j++) {
        votes[random.integer(2)]! += 1;
        if (bravoRisks(contest, { votes })[0]!.pValue <= riskLimit) return true;
      }
      return false;
    },
  },
  {
    method: "minerva",
    outcome: "reported 60 to 40, in truth a tie; five rounds of 60",
    stops: (random, riskLimit) => {
      const rounds = Array.from({ length: 5 }, () => {
        const winner = random.binomial(60, 0.5);
        return { winner, loser: 60 - winner };
      });
      return minervaRisk(0.6, riskLimit, rounds).stops;
    },
  },
  {
    method: "alpha shrink-truncate",
    outcome: "a tie of 1,000 ballots, all drawn without replacement",
    stops: (random, riskLimit) => {
      const values = tiedPopulation(random, 1000);
      const alternative = { kind: "shrink-truncate", mean: 0.55, weight: 20 } as const;
      return alphaTest(values, { population: 1000 }, alternative).pValue <= riskLimit;
    },
  },
  {
    method: "alpha fixed",
    outcome: "a tie, drawn with replacement",
    stops: (random, riskLimit) =>
      alphaTest(tiedDraws(random), {}, { kind: "fixed", mean: 0.55 }).pValue <= riskLimit,
  },
  {
    method: "betting agrapa",
    outcome: "a tie of 1,000 ballots, all drawn without replacement",
    stops: (random, riskLimit) => {
      const bet = { kind: "agrapa", first: 0.2, fraction: 0.5, largestFraction: 0.9, growth: 0.1 } as const;
      return bettingTest(tiedPopulation(random, 1000), { population: 1000 }, bet).pValue <= riskLimit;
    },
  },
  {
    method: "kaplan-markov",
    outcome: "mean 1/2 exactly, drawn with replacement",
    stops: (random, riskLimit) =>
      kaplanMarkovTest(tiedDraws(random), {}, { padding: 0.5 }).pValue <= riskLimit,
  },
  {
    method: "kaplan-wald",
    outcome: "mean 1/2 exactly, drawn with replacement",
    stops: (random, riskLimit) => kaplanWaldTest(tiedDraws(random), {}, { padding: 0.8 }).pValue <= riskLimit,
  },
  {
    method: "kaplan-kolmogorov",
    outcome: "a tie of 600 ballots, all drawn without replacement",
    stops: (random, riskLimit) => {
      const values = tiedPopulation(random, 600);
      return kaplanKolmogorovTest(values, { population: 600 }, { padding: 2 }).pValue <= riskLimit;
    },
  },
  {
    method: "super-simple",
    outcome: "reported 60 to 40; each tenth record is wrong by two votes",
    stops: wrongRecords,
  },
  { method: "macro", outcome: "reported 54 to 46 in 50 batches; errors make it a tie", stops: wrongBatches },
  {
    method: "batch sample",
    outcome: "the same batches, all drawn without replacement",
    stops: (random, riskLimit) => {
      const { contest, truth } = batchesInError(random);
      const order = random.shuffle([...contest.batches.keys()]);
      const draws = order.map((batch) => ({ batch, votes: truth[batch]! }));
      return batchSampleTest(contest, draws)[0]!.pValue <= riskLimit;
    },
  },
  {
    method: "hybrid",
    outcome: "two strata that make a tie; each looked at in three rounds",
    stops: wrongStrata,
  },
];

/** Comparison of single ballots: 1 of 10 ballots recorded for the winner is for the loser. */
function wrongRecords(random: SeededRandom, riskLimit: number): boolean {
  const contest = { votes: [600, 400], ballots: 1000 };
  const right = { recorded: [1, 0], audited: [1, 0] };
  const wrong = { recorded: [1, 0], audited: [0, 1] };
  // The method's p is a product over the ballots. Its two factors are taken once, the larger one among many of the
  // other, because p is shown as at most 1.
  const one = superSimpleRisk(contest, [right]).pValue;
  const many = Array.from({ length: 40 }, () => right);
  const two = superSimpleRisk(contest, [...many, wrong]).pValue / one ** many.length;
  let p = 1;
  for (let j = 0; j < DRAWS; j++) {
    p *= random.integer(10) === 0 ? two : one;
    if (p <= riskLimit) return true;
  }
  return false;
}

/** Fifty batches of unequal size, reported 54 to 46, and what is really in them: 50 to 50, wrong in a few batches. */
function batchesInError(random: SeededRandom) {
  const batches = Array.from({ length: 50 }, (_, p) => {
    const ballots = 100 + 20 * (p % 6);
    return { votes: [0.54 * ballots, 0.46 * ballots].map(Math.round), ballots };
  });
  let excess = batches.reduce((sum, { votes }) => sum + votes[0]! - votes[1]!, 0);
  const truth: number[][] = batches.map(({ votes }) => [...votes]);
  for (const p of random.shuffle([...batches.keys()])) {
    const [w, l] = truth[p] as [number, number];
    const moved = Math.min(w, Math.ceil(excess / 2), Math.ceil(0.4 * w));
    truth[p] = [w - moved, l + moved];
    excess -= 2 * moved;
    if (excess <= 0) break;
  }
  const assertions = pluralityAssertions({ votes: [54, 46], ballots: 100 });
  return { contest: { assertions, batches }, truth };
}

function wrongBatches(random: SeededRandom, riskLimit: number): boolean {
  const { contest, truth } = batchesInError(random);
  const bounds = batchErrorBounds(contest);
  const sum = bounds.reduce((total, bound) => total + bound, 0);
  const draws = Array.from({ length: 60 }, () => {
    let left = random.next() * sum;
    let batch = 0;
    while (batch < bounds.length - 1 && left >= bounds[batch]!) {
      left -= bounds[batch]!;
      batch += 1;
    }
    return { batch, votes: truth[batch]! };
  });
  return macroRisk(contest, draws).pValue <= riskLimit;
}

/** A stratum with records (300 ballots, in which the winner leads) and a polled one (200) that make a tie together. */
function wrongStrata(random: SeededRandom, riskLimit: number): boolean {
  const compared = random.shuffle(Array.from({ length: 300 }, (_, i) => (i < 180 ? 1 : 0)));
  const polled = random.shuffle(Array.from({ length: 200 }, (_, i) => (i < 70 ? 1 : 0)));
  return [30, 60, 120].some((draws) => {
    const { pValue } = hybridRisk(
      [
        {
          kind: "comparison",
          ballots: 300,
          bet: 0.9,
          recordedMean: 0.6,
          draws: compared.slice(0, draws).map((value) => ({ recorded: value, audited: value })),
        },
        { kind: "polling", ballots: 200, bet: 0.2, values: polled.slice(0, draws) },
      ],
      { precision: 0.05 },
    );
    return pValue <= riskLimit;
  });
}
