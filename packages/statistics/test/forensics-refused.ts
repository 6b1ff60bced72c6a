import * as statistics from "../src/index.ts";

type Calls = readonly (() => unknown)[];
const two = [100, 200];
const country = { registered: two, ballots: [50, 100], votes: [[20, 40]] };
const columns = { registered: two, ballots: [50, 100], votes: [20, 40] };
const many = Array.from({ length: 120 }, () => 100);
const manyStations = { registered: many, ballots: many.map(() => 60), votes: many.map(() => 30) };
const clean = {
  turnoutMean: 0.6,
  turnoutDeviation: 0.1,
  shareMean: 0.5,
  shareDeviation: 0.1,
  incremental: 0,
  extreme: 0,
  alpha: 1,
  theta: 0.1,
};
const night = {
  first: [1, 2],
  second: [2, 1],
  total: [4, 4],
  late: [true, false],
  areas: [["a", "a"]],
};
const random = statistics.seededRandom("refused");
const seed = "s";

/** Calls of the forensic functions that no formula can answer. */
export const FORENSICS_REFUSED: Readonly<Record<string, Calls>> = {
  areaOutliers: [
    () => statistics.areaOutliers([5], [4], ["a"]),
    () => statistics.areaOutliers([0], [0], ["a"]),
    () => statistics.areaOutliers([1, 2], [4, 4], ["a"]),
  ],
  arrivalJump: [
    () => statistics.arrivalJump({ values: [1, 2], weights: [1], arrival: [1, 2] }, 1.5, 1),
    () => statistics.arrivalJump({ values: [1, 2], weights: [1, 1], arrival: [1, 2] }, 9, 1),
    () => statistics.arrivalJump({ values: [1, 2], weights: [1, 1], arrival: [1, 2] }, 1.5, 0),
  ],
  atInteger: [() => statistics.atInteger(5, 4), () => statistics.atInteger(0, 0)],
  baselineOf: [
    () => statistics.baselineOf(1, []),
    () => statistics.baselineOf(Number.NaN, [{ value: 1, nominal: null }]),
    () => statistics.baselineOf(1, [{ value: Number.NaN, nominal: null }]),
    () => statistics.baselineOf(1, [{ value: 1, nominal: 2 }]),
  ],
  benjaminiHochberg: [
    () => statistics.benjaminiHochberg([]),
    () => statistics.benjaminiHochberg([0.5, 1.5]),
    () => statistics.benjaminiHochberg([Number.NaN]),
  ],
  boxplotFences: [
    () => statistics.boxplotFences([1, 2, 3], false),
    () => statistics.boxplotFences([1, 2, 3, Infinity], true),
  ],
  chanceOfInteger: [
    () => statistics.chanceOfInteger(-1),
    () => statistics.chanceOfInteger(10)(2, 11),
    () => statistics.chanceOfInteger(10)(3, 2),
  ],
  chiSquareQuantile: [() => statistics.chiSquareQuantile(1, 5), () => statistics.chiSquareQuantile(0.5, 0)],
  chiSquareUpperTail: [
    () => statistics.chiSquareUpperTail(-1, 5),
    () => statistics.chiSquareUpperTail(1, Number.NaN),
  ],
  cleanCountry: [
    () => statistics.cleanCountry({ ...country, ballots: [150, 100] }),
    () => statistics.cleanCountry({ ...country, votes: [] }),
    () =>
      statistics.cleanCountry({
        ...country,
        votes: [
          [30, 40],
          [30, 40],
        ],
      }),
    () => statistics.cleanCountry({ ...country, areas: ["a"] }),
    () => statistics.cleanCountry({ registered: [], ballots: [], votes: [[]] }),
  ],
  digitTest: [
    () => statistics.digitTest([1, 2], "second"),
    () => statistics.digitTest([10, -2], "last"),
    () => statistics.digitTest([10.5], "first"),
    () => statistics.digitTest([10], "third" as "first"),
    () => statistics.digitTest([10], "last", 5),
  ],
  dip: [() => statistics.dip([]), () => statistics.dip([Number.NaN])],
  dipTest: [() => statistics.dipTest([], { seed }), () => statistics.dipTest([1], { seed, replicates: 0 })],
  drawKlimekCountry: [
    () => statistics.drawKlimekCountry([100.5], clean, random),
    () => statistics.drawKlimekCountry([100], { ...clean, incremental: 0.8, extreme: 0.5 }, random),
    () => statistics.drawKlimekCountry([100], { ...clean, theta: 0 }, random),
    () => statistics.drawKlimekCountry([100], { ...clean, turnoutMean: 1.2 }, random),
  ],
  duplicateTallies: [
    () => statistics.duplicateTallies([]),
    () => statistics.duplicateTallies([[1], [1, 2]]),
    () => statistics.duplicateTallies([[1, -2]]),
    () => statistics.duplicateTallies([[1, 2]], ["a"]),
  ],
  empiricalLogits: [() => statistics.empiricalLogits([3], [2]), () => statistics.empiricalLogits([], [])],
  exactBinomialTest: [
    () => statistics.exactBinomialTest(5, 4, 0.5),
    () => statistics.exactBinomialTest(1, 4, 1.5),
    () => statistics.exactBinomialTest(1, 4.5, 0.5),
  ],
  examineStations: [
    () => statistics.examineStations({ ...country, choice: 3 }, { seed, replicates: 1 }),
    () => statistics.examineStations({ ...country, choice: 0 }, { seed, replicates: 0 }),
    () => statistics.examineStations({ ...country, choice: 0, sections: ["a"] }, { seed, replicates: 1 }),
    () =>
      statistics.examineStations(
        { ...country, choice: 0 },
        { seed, replicates: 1, tests: ["x" as "duplicates"] },
      ),
    () =>
      statistics.examineStations({ ...country, choice: 0 }, { seed, replicates: 1, tests: ["same-section"] }),
  ],
  fingerprint: [
    () => statistics.fingerprint(columns),
    () => statistics.fingerprint({ ...columns, votes: [60, 40] }),
    () => statistics.fingerprint({ ...columns, registered: [100] }),
  ],
  integerPercentages: [
    () => statistics.integerPercentages({ ...columns, registered: [10, 20], ballots: [5, 6], votes: [1, 1] }),
    () => statistics.integerPercentages({ ...columns, ballots: [101, 100] }),
    () => statistics.integerPercentages({ ...columns, weight: [1] }),
    () => statistics.integerPercentages({ ...columns, fewestRegistered: 0 }),
  ],
  klimekModel: [
    () => statistics.klimekModel(columns, { seed }),
    () => statistics.klimekModel(manyStations, { seed, level: 0 }),
    () => statistics.klimekModel(manyStations, { seed, replicates: 0 }),
  ],
  klimekStatistics: [
    () => statistics.klimekStatistics(columns),
    () => statistics.klimekStatistics({ ...manyStations, votes: many }),
  ],
  lastDigits: [() => statistics.lastDigits([99]), () => statistics.lastDigits([Number.NaN], 10)],
  lateShift: [
    () => statistics.lateShift({ ...night, late: [false, false] }, { seed }),
    () => statistics.lateShift({ ...night, first: [3, 2] }, { seed }),
    () => statistics.lateShift({ ...night, areas: [] }, { seed }),
    () => statistics.lateShift({ ...night, late: [true] }, { seed }),
  ],
  medcouple: [() => statistics.medcouple([1]), () => statistics.medcouple([1, Number.NaN])],
  median: [() => statistics.median([]), () => statistics.median([Infinity])],
  medianAbsoluteDeviation: [() => statistics.medianAbsoluteDeviation([])],
  minimumCovarianceDeterminant: [
    () => statistics.minimumCovarianceDeterminant([1, 2, 3], [1, 2, 3]),
    () => statistics.minimumCovarianceDeterminant([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5]),
    () => statistics.minimumCovarianceDeterminant([1, 2, 3, 4, 5, 6], [2, 4, 6, 8, 10, 12]),
    () => statistics.minimumCovarianceDeterminant([1, 1, 1, 1, 1, 6], [2, 4, 6, 8, 10, 12]),
  ],
  nearDuplicateTallies: [
    () => statistics.nearDuplicateTallies([[9], [9]], ["a"]),
    () => statistics.nearDuplicateTallies([[9], [9], [9]], ["a", "b"]),
    () => statistics.nearDuplicateTallies([[9], [9], [9]], ["a"], { mostDiffering: 0 }),
    () => statistics.nearDuplicateTallies([[9], [9], [9]], ["a"], { leastMean: Number.NaN }),
  ],
  permuteSection: [
    () => statistics.permuteSection([1], [2], { seed }),
    () => statistics.permuteSection([0, 0], [2, 2], { seed }),
    () => statistics.permuteSection([3, 0], [2, 2], { seed }),
    () => statistics.permuteSection([1, 0], [2, 2], { seed, replicates: 0 }),
  ],
  qnScale: [() => statistics.qnScale([1]), () => statistics.qnScale([1, Number.NaN])],
  sectionHomogeneity: [
    () => statistics.sectionHomogeneity({ votes: [1], total: [40], sections: ["a"] }),
    () => statistics.sectionHomogeneity({ votes: [50, 1], total: [40, 40], sections: ["a", "a"] }),
    () => statistics.sectionHomogeneity({ votes: [5, 1], total: [40, 40], sections: ["a"] }),
    () =>
      statistics.sectionHomogeneity({ votes: [5, 1], total: [40, 40], sections: ["a", "a"], excluded: [2] }),
  ],
  shpilkinCurve: [
    () => statistics.shpilkinCurve({ ...columns, registered: [50, 100] }),
    () => statistics.shpilkinCurve({ ...columns, ballots: [500, 100] }),
    () => statistics.shpilkinCurve({ ...columns, fewestRegistered: 0.5 }),
  ],
  simulationBaseline: [
    () =>
      statistics.simulationBaseline({
        observed: 1,
        draw: () => ({ value: 1, nominal: null }),
        replicates: 0,
        seed,
      }),
  ],
  snScale: [() => statistics.snScale([1]), () => statistics.snScale([1, Infinity])],
  stationSwings: [
    () => statistics.stationSwings({ votes: [1], total: [0] }, { votes: [1], total: [2] }, ["a"]),
    () => statistics.stationSwings({ votes: [1], total: [2] }, { votes: [1, 1], total: [2, 2] }, ["a"]),
    () => statistics.stationSwings({ votes: [0], total: [0] }, { votes: [1], total: [2] }, ["a"]),
  ],
  swingBaseline: [
    () => statistics.swingBaseline({ votes: [1], total: [2] }, { votes: [3], total: [2] }, ["a"], { seed }),
    () =>
      statistics.swingBaseline({ votes: [1], total: [2] }, { votes: [1], total: [2] }, ["a"], {
        seed,
        replicates: 0,
      }),
  ],
  tauScale: [() => statistics.tauScale([1]), () => statistics.tauScale([1, Number.NaN])],
};
