import { type SeededRandom, seededRandom } from "../../random/index.ts";
import { requireBetween, requireInteger, StatisticsError } from "../../statistics-error.ts";
import { WRONG_OUTCOMES } from "./wrong-outcomes.ts";

/** One method before a wrong outcome: whether a simulated audit of it stops, and so confirms what is false. */
export interface WrongOutcome {
  method: string;
  /** what is wrong, in words for a developer */
  outcome: string;
  /** one audit, carried to its end; true when its p-value ever reached the limit */
  stops: (random: SeededRandom, riskLimit: number) => boolean;
}

/** What a simulation of one method found. */
export interface RiskLimitResult {
  method: string;
  outcome: string;
  runs: number;
  /** audits that confirmed the wrong outcome */
  stops: number;
  riskLimit: number;
  /** stops/runs */
  rate: number;
  /** runs that a method exactly at its risk limit exceeds in one of a thousand simulations */
  allowed: number;
}

/**
 * Simulates audits of outcomes that are wrong by as little as can be (a tie that was reported as a win): there an
 * audit is most likely to stop wrongly, and may do so in at most the share α of all runs.
 *
 * @param options.runs audits of each method; 10,000 for the documents
 * @param options.riskLimit α
 * @param options.methods names of the methods wanted; all where it is left out
 * @throws StatisticsError for no runs, a limit not between 0 and 1, or a method that is not there
 */
export function simulateWrongOutcomes(options: {
  runs: number;
  riskLimit: number;
  seed: string;
  methods?: readonly string[];
}): RiskLimitResult[] {
  const runs = requireInteger("runs", options.runs, 1);
  const riskLimit = requireBetween("riskLimit", options.riskLimit, 0, 1);
  const wanted = WRONG_OUTCOMES.filter(({ method }) => options.methods?.includes(method) ?? true);
  const unknown = options.methods?.find((name) => !WRONG_OUTCOMES.some(({ method }) => method === name));
  if (unknown !== undefined) {
    const expected = `must be among ${WRONG_OUTCOMES.map(({ method }) => method).join(", ")}`;
    throw new StatisticsError("unknown-name", "methods", unknown, expected);
  }
  return wanted.map(({ method, outcome, stops }) => {
    const random = seededRandom(`${options.seed} ${method}`);
    let wrong = 0;
    for (let run = 0; run < runs; run++) if (stops(random, riskLimit)) wrong += 1;
    const allowed = Math.floor(riskLimit * runs + 3.1 * Math.sqrt(runs * riskLimit * (1 - riskLimit)) + 1);
    return { method, outcome, runs, stops: wrong, riskLimit, rate: wrong / runs, allowed };
  });
}
