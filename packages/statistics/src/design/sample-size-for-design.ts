import { requireBetween, requireNumber, StatisticsError } from "../statistics-error.ts";
import type { AllocationRule } from "./allocation.ts";
import { allocateEqually, allocateOptimally, allocateProportionally } from "./allocation.ts";
import type { Precision } from "./sample-size.ts";
import { quantileOfLevel, sampleSizeForRatio } from "./sample-size.ts";

/** What is known of the stations' spread: of a previous election by stratum, or a stated assumption for all. */
export type SpreadAssumption =
  | {
      kind: "previous-election";
      deviations: readonly number[];
      meanDenominator: number;
      simpleDeviation?: number;
    }
  | { kind: "design-effect"; designEffect: number; proportion?: number; votersPerStation: number };

/** A stratified design whose size is wanted. */
export interface DesignRequest extends Precision {
  /** N_h, stations of each stratum */
  sizes: readonly number[];
  spread: SpreadAssumption;
  allocation: AllocationRule;
  /** least number of stations in each stratum; a smaller stratum is taken whole */
  minimum: number;
  /** share of the drawn stations expected to report, above 0 and at most 1 */
  reportingRate: number;
}

/** A step of the calculation, by a stable code, to be shown to the mission with its text. */
export interface DesignStep {
  code:
    | "quantile"
    | "stations-as-simple-random-sample"
    | "stations-by-strata-all-reporting"
    | "stations-with-reporting-rate"
    | "sum-of-minimums";
  value: number;
}

/** The size found. */
export interface DesignSize {
  stations: number;
  /** n_h in the order of the strata */
  allocation: number[];
  /** margin expected with this allocation and reporting rate, as a fraction of 1 */
  expectedMargin: number;
  /** false when not even the whole frame reaches the margin at this reporting rate */
  reached: boolean;
  steps: DesignStep[];
}

/**
 * How many stations to draw, and from which strata, for a share to have the wanted margin.
 *
 * With n_h stations drawn and a part r of them reporting, the variance of the combined ratio is
 * V = Σ_h N_h² S_h² (1/(r n_h) − 1/N_h) / (Σ N_h · X̄)². The size is the least n found by halving whose allocation
 * has z √V ≤ margin. With an assumed design effect D, S_h² = D X̄ P (1 − P) in all strata.
 *
 * The margin takes missing reports as missing by chance within strata; it says nothing of the bias of those that are
 * not, and 1/(r n_h) is a little less than the mean of 1/(reports) when strata are small: keep a reserve.
 *
 * @throws StatisticsError for arguments outside their ranges or lists of different length
 * @see Cochran (1977), sections 5.5 and 6.11; docs/method/sample-size.md
 */
export function sampleSizeForDesign(request: DesignRequest): DesignSize {
  const { sizes, margin, minimum } = request;
  const z = quantileOfLevel(request);
  const rate = requireBetween("reportingRate", request.reportingRate, 0, 1 + Number.EPSILON);
  const { deviations, meanDenominator, simpleDeviation } = spreadOf(request);
  const allocate = (n: number): number[] => {
    if (request.allocation === "optimal")
      return allocateOptimally(sizes, deviations, n, Math.max(1, minimum));
    return request.allocation === "equal"
      ? allocateEqually(sizes, n, Math.max(1, minimum))
      : allocateProportionally(sizes, n, Math.max(1, minimum));
  };
  const frame = sizes.reduce((a, b) => a + b, 0);
  const least = sizes.reduce((sum, size) => sum + Math.min(size, Math.max(1, minimum)), 0);
  allocate(frame); // refuses bad sizes and minimums before anything is computed
  const marginOf = (n: number, part: number): number => {
    let sum = 0;
    allocate(n).forEach((drawn, h) => {
      sum += (sizes[h]! * deviations[h]!) ** 2 * (1 / (part * drawn) - 1 / sizes[h]!);
    });
    return (z * Math.sqrt(Math.max(0, sum))) / (frame * meanDenominator);
  };
  const smallest = (part: number): number => {
    let [low, high] = [least, frame];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (marginOf(middle, part) <= margin) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const stations = smallest(rate);
  const expectedMargin = marginOf(stations, rate);
  const simple = {
    margin,
    level: request.level,
    frameStations: frame,
    meanDenominator,
    deviation: simpleDeviation,
  };
  const steps: DesignStep[] = [
    { code: "quantile", value: z },
    { code: "stations-as-simple-random-sample", value: sampleSizeForRatio(simple).stations },
    { code: "sum-of-minimums", value: least },
    { code: "stations-by-strata-all-reporting", value: smallest(1) },
    { code: "stations-with-reporting-rate", value: stations },
  ];
  return {
    stations,
    allocation: allocate(stations),
    expectedMargin,
    reached: expectedMargin <= margin,
    steps,
  };
}

function spreadOf({ sizes, spread }: DesignRequest) {
  if (spread.kind === "design-effect") {
    const proportion = requireBetween("spread.proportion", spread.proportion ?? 0.5, 0, 1);
    const meanDenominator = requireNumber("spread.votersPerStation", spread.votersPerStation, 1);
    requireBetween("spread.designEffect", spread.designEffect, 0, Infinity);
    const deviation = Math.sqrt(spread.designEffect * meanDenominator * proportion * (1 - proportion));
    return { deviations: sizes.map(() => deviation), meanDenominator, simpleDeviation: deviation };
  }
  if (spread.deviations.length !== sizes.length) {
    const expected = `must hold ${sizes.length} numbers, one for each stratum`;
    throw new StatisticsError("length-mismatch", "spread.deviations", spread.deviations.length, expected);
  }
  spread.deviations.forEach((deviation, h) => requireNumber(`spread.deviations[${h}]`, deviation, 0));
  const meanDenominator = requireBetween("spread.meanDenominator", spread.meanDenominator, 0, Infinity);
  const simpleDeviation = requireNumber(
    "spread.simpleDeviation",
    spread.simpleDeviation ?? pooled(sizes, spread),
    0,
  );
  return { deviations: spread.deviations, meanDenominator, simpleDeviation };
}

/** √(Σ N_h S_h² / N): the deviation without strata if the strata's means were equal, so a lower bound of it. */
function pooled(sizes: readonly number[], spread: { deviations: readonly number[] }): number {
  let squares = 0;
  let stations = 0;
  sizes.forEach((size, h) => {
    squares += size * spread.deviations[h]! ** 2;
    stations += size;
  });
  return Math.sqrt(squares / stations);
}
