import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as statistics from "../src/index.ts";
import { AUDITS_REFUSED } from "./audits-refused.ts";
import { FORENSICS_REFUSED } from "./forensics-refused.ts";

const sha256 = (text: string): Uint8Array => createHash("sha256").update(text, "utf8").digest();
const identity = [
  [1, 0],
  [0, 1],
];
const residual = { ratio: 0.5, deviation: 30, meanDenominator: 300 };
const precision = { margin: 0.01, level: 0.95 };
const spread = { kind: "design-effect", designEffect: 10, votersPerStation: 300 } as const;
const design = {
  ...precision,
  sizes: [100],
  spread,
  allocation: "proportional",
  minimum: 3,
  reportingRate: 0.9,
} as const;
const population = { strata: ["a"], stations: [], allocation: [2], draws: 10, seed: "x" };

/** Calls that no formula can answer, for every exported function: the library refuses them by name. */
const REFUSED: Readonly<Record<string, readonly (() => unknown)[]>> = {
  ...AUDITS_REFUSED,
  ...FORENSICS_REFUSED,
  StationSums: [
    () => new statistics.StationSums(0, 1),
    () => new statistics.StationSums(2, 1).add(0, 0, [1]),
  ],
  StratifiedEstimator: [() => new statistics.StratifiedEstimator({ choices: 1, strata: [] })],
  allocateEqually: [() => statistics.allocateEqually([], 3), () => statistics.allocateEqually([2], 3)],
  allocateOptimally: [
    () => statistics.allocateOptimally([5, 5], [1], 4),
    () => statistics.allocateOptimally([5], [-1], 4),
  ],
  allocateProportionally: [
    () => statistics.allocateProportionally([5.5], 3),
    () => statistics.allocateProportionally([5], -1),
  ],
  bivariateNormalUpper: [
    () => statistics.bivariateNormalUpper(0, 0, 1.5),
    () => statistics.bivariateNormalUpper(Number.NaN, 0, 0),
  ],
  combineSeed: [() => statistics.combineSeed({ secret: "short", contributions: ["1"], sha256 })],
  coverageByRepeatedSampling: [
    () => statistics.coverageByRepeatedSampling({ ...population, draws: 0 }),
    () => statistics.coverageByRepeatedSampling(population),
    () => statistics.coverageByRepeatedSampling({ ...population, strata: [], allocation: [] }),
  ],
  degreesOfFreedom: [() => statistics.degreesOfFreedom("welch", Float64Array.of(1), Float64Array.of(2, 2))],
  designEffect: [() => statistics.designEffect({ ...residual, ratio: 0 })],
  drawSample: [
    () => statistics.drawSample({ ids: ["a", "a"], size: 1, seed: "s", sha256 }),
    () => statistics.drawSample({ ids: ["a"], size: 2, seed: "s", sha256 }),
  ],
  drawStratifiedSample: [
    () =>
      statistics.drawStratifiedSample({
        stations: [{ id: "1", stratum: "b" }],
        allocation: new Map([["a", 1]]),
        spares: 0,
        seed: "s",
        sha256,
      }),
  ],
  logBeta: [() => statistics.logBeta(0, 1)],
  logGamma: [() => statistics.logGamma(-1)],
  mergeSmallStrata: [() => statistics.mergeSmallStrata(new Map([["a", 1]]), new Map(), 3)],
  nextTicketNumber: [() => statistics.nextTicketNumber("1.5", sha256)],
  normalCdf: [() => statistics.normalCdf(Number.NaN)],
  normalDensity: [() => statistics.normalDensity(Number.NaN)],
  normalQuantile: [() => statistics.normalQuantile(0), () => statistics.normalQuantile(1)],
  positiveOrthant: [() => statistics.positiveOrthant([0, 0], [[1]])],
  probabilityAhead: [() => statistics.probabilityAhead(0.1, -1)],
  probabilityAtLeast: [() => statistics.probabilityAtLeast(0.5, Number.NaN, 0.4)],
  probabilityFirst: [
    () => statistics.probabilityFirst([0.5], identity),
    () => statistics.probabilityFirst([], []),
  ],
  probabilityOfFirstRoundWin: [
    () =>
      statistics.probabilityOfFirstRoundWin(
        statistics.FIRST_ROUND_RULES["absolute-majority"],
        [0.5, 0.4],
        identity,
        2,
      ),
  ],
  probabilityOfMajority: [() => statistics.probabilityOfMajority(Number.NaN, 0.1)],
  probabilityOfRunoffPlace: [() => statistics.probabilityOfRunoffPlace([0.5], identity)],
  regularizedIncompleteBeta: [
    () => statistics.regularizedIncompleteBeta(2, 1, 1),
    () => statistics.regularizedIncompleteBeta(0.5, 0, 1),
  ],
  requireBetween: [() => statistics.requireBetween("p", 1, 0, 1)],
  requireInteger: [() => statistics.requireInteger("n", 1.5)],
  requireNumber: [() => statistics.requireNumber("x", "1")],
  residualDeviation: [
    () => statistics.residualDeviation([1], [2]),
    () => statistics.residualDeviation([1, 2], [2]),
  ],
  sampleSizeForDesign: [
    () => statistics.sampleSizeForDesign({ ...design, margin: 0 }),
    () => statistics.sampleSizeForDesign({ ...design, reportingRate: 0 }),
    () => statistics.sampleSizeForDesign({ ...design, sizes: [] }),
  ],
  sampleSizeForRatio: [
    () =>
      statistics.sampleSizeForRatio({
        ...precision,
        level: 1,
        deviation: 30,
        meanDenominator: 300,
        frameStations: 100,
      }),
    () =>
      statistics.sampleSizeForRatio({ ...precision, deviation: 30, meanDenominator: 0, frameStations: 100 }),
  ],
  seededRandom: [() => statistics.seededRandom("s").integer(0)],
  simultaneousIntervals: [() => statistics.simultaneousIntervals([0.5], [0.1, 0.1], 0.95)],
  studentTCdf: [() => statistics.studentTCdf(1, 0)],
  studentTDensity: [() => statistics.studentTDensity(1, -1)],
  studentTQuantile: [() => statistics.studentTQuantile(1, 5), () => statistics.studentTQuantile(0.9, 0)],
  studentTQuantileOf: [
    () => statistics.studentTQuantileOf(0),
    () => statistics.studentTQuantileOf(0.9)(Number.NaN),
  ],
  ticketNumber: [
    () => statistics.ticketNumber("s", "\ud800", sha256),
    () => statistics.ticketNumber("s", "a", () => new Uint8Array(3)),
  ],
  trimTicket: [() => statistics.trimTicket("12", 3)],
  voterFormulaSampleSize: [
    () =>
      statistics.voterFormulaSampleSize({
        ...precision,
        margin: -1,
        registered: 1000,
        votersPerStation: 300,
      }),
    () => statistics.voterFormulaSampleSize({ ...precision, registered: 0, votersPerStation: 300 }),
  ],
  xoshiro128StarStar: [() => statistics.xoshiro128StarStar([0, 0, 0, 0])],
};

const functions = Object.entries(statistics).flatMap(([name, value]) =>
  typeof value === "function" && name !== "StatisticsError" ? [name] : [],
);

describe("arguments that cannot be", () => {
  it("are tried on every exported function", () => {
    expect(Object.keys(REFUSED).toSorted()).toEqual(functions.toSorted());
  });

  it.each(
    Object.entries(REFUSED).flatMap(([name, calls]) => calls.map((call, i) => [name, i + 1, call] as const)),
  )("%s refuses call %i by a typed error that names the argument and what would be right", (_, __, call) => {
    let thrown: unknown;
    try {
      call();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(statistics.StatisticsError);
    const { code, argument, expected } = thrown as InstanceType<typeof statistics.StatisticsError>;
    expect(code).toMatch(/^[a-z-]+$/);
    expect(argument).not.toBe("");
    expect(expected.length).toBeGreaterThan(5);
  });
});
