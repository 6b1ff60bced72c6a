import * as statistics from "../src/index.ts";

const contest = { votes: [60, 40], ballots: 100 };
const assertion = { name: "0 > 1", weights: [1, -1] };
const batches = { assertions: [assertion], batches: [{ votes: [60, 40], ballots: 100 }] };
const race = { winnerShare: 0.6, loserShare: 0.4, riskLimit: 0.1 };
const pilot = {
  pilot: [1],
  riskLimit: 0.1,
  population: 10,
  test: () => statistics.alphaTest([1], {}, fixed),
};
const fixed = { kind: "fixed", mean: 0.6 } as const;
const polled = { kind: "polling", ballots: 10, bet: 0.2, values: [1] } as const;
const simulation = { runs: 1, riskLimit: 0.1, seed: "s" };
const sha256 = (): Uint8Array => new Uint8Array(32);

/** Calls of the audit functions that no formula can answer. */
export const AUDITS_REFUSED: Readonly<Record<string, readonly (() => unknown)[]>> = {
  alphaTest: [
    () => statistics.alphaTest([], {}, fixed),
    () => statistics.alphaTest([1.5], {}, fixed),
    () => statistics.alphaTest([-0.1], {}, fixed),
    () => statistics.alphaTest([Number.NaN], {}, fixed),
    () => statistics.alphaTest([1, 1], { population: 1 }, fixed),
    () => statistics.alphaTest([1], { population: 2.5 }, fixed),
    () => statistics.alphaTest([1], { mean: 1 }, fixed),
    () => statistics.alphaTest([1], { upperBound: 0 }, fixed),
    () => statistics.alphaTest([1], {}, { kind: "fixed", mean: 0.5 }),
    () => statistics.alphaTest([1], {}, { kind: "fixed", mean: 1.1 }),
    () => statistics.alphaTest([1], {}, { kind: "shrink-truncate", mean: 0.6, slack: 0.4 }),
    () => statistics.alphaTest([1], {}, { kind: "shrink-truncate", mean: 0.6, weight: 0 }),
    () => statistics.alphaTest([1], {}, { kind: "optimal-comparison", twoVoteRate: 0.1 }),
  ],
  assertionMargin: [() => statistics.assertionMargin(assertion, [1])],
  assertionsSuffice: [() => statistics.assertionsSuffice([], 3, 3)],
  assorterOf: [
    () => statistics.assorterOf({ name: "", weights: [1, 0] }),
    () => statistics.assorterOf({ name: "", weights: [1, Number.NaN] }),
    () => statistics.assorterOf(assertion, 0),
    () => statistics.assorterOf(assertion).valueOf([1]),
  ],
  ballotOverstatements: [
    () => statistics.ballotOverstatements(contest, [{ recorded: [1], audited: [1, 0] }]),
    () => statistics.ballotOverstatements(contest, [{ recorded: [1, 0], audited: [2, 0] }]),
  ],
  batchErrorBounds: [
    () => statistics.batchErrorBounds({ ...batches, assertions: [] }),
    () => statistics.batchErrorBounds({ ...batches, batches: [] }),
    () => statistics.batchErrorBounds({ ...batches, batches: [{ votes: [60, 41], ballots: 100 }] }),
    () => statistics.batchErrorBounds({ ...batches, batches: [{ votes: [60], ballots: 100 }] }),
    () => statistics.batchErrorBounds({ ...batches, outside: -1 }),
    () => statistics.batchErrorBounds({ ...batches, totals: [1] }),
  ],
  batchSampleTest: [
    () => statistics.batchSampleTest(batches, [{ batch: 1, votes: [60, 40] }]),
    () =>
      statistics.batchSampleTest(batches, [
        { batch: 0, votes: [60, 40] },
        { batch: 0, votes: [60, 40] },
      ]),
    () => statistics.batchSampleTest(batches, [{ batch: 0, votes: [60, 60] }]),
    () => statistics.batchSampleTest(batches, [{ batch: 0, votes: [60.5, 1] }]),
  ],
  bettingTest: [
    () => statistics.bettingTest([1], {}, { kind: "fixed", bet: -1 }),
    () => statistics.bettingTest([1], {}, { kind: "fraction", fraction: 1 }),
    () => statistics.bettingTest([1], {}, { kind: "agrapa", first: 0, fraction: 0 }),
    () => statistics.bettingTest([1], {}, { kind: "agrapa", first: 0, fraction: 0.5, largestFraction: 0.4 }),
    () => statistics.bettingTest([], {}, { kind: "fixed", bet: 1 }),
  ],
  bravoChanceOfStopping: [() => statistics.bravoChanceOfStopping(race, 0)],
  bravoExpectedSize: [
    () => statistics.bravoExpectedSize({ ...race, loserShare: 0.6 }),
    () => statistics.bravoExpectedSize({ ...race, riskLimit: 0 }),
    () => statistics.bravoExpectedSize({ ...race, loserShare: -0.1 }),
  ],
  bravoQuantileSize: [
    () => statistics.bravoQuantileSize(race, 1),
    () => statistics.bravoQuantileSize({ ...race, winnerShare: 0.7 }, 0.9),
    () => statistics.bravoQuantileSize({ ...race, winnerDrawn: -1 }, 0.9),
  ],
  bravoRisks: [
    () => statistics.bravoRisks({ votes: [], ballots: 1 }, { votes: [] }),
    () => statistics.bravoRisks({ votes: [60, 50], ballots: 100 }, { votes: [0, 0] }),
    () => statistics.bravoRisks({ votes: [-1, 50], ballots: 100 }, { votes: [0, 0] }),
    () => statistics.bravoRisks({ ...contest, winners: 0 }, { votes: [0, 0] }),
    () => statistics.bravoRisks(contest, { votes: [1] }),
    () => statistics.bravoRisks(contest, { votes: [1, 0.5] }),
  ],
  dilutedMargin: [() => statistics.dilutedMargin({ votes: [1], ballots: 0 })],
  drawBatches: [
    () => statistics.drawBatches({ bounds: [0, 0], size: 1, seed: "s", sha256 }),
    () => statistics.drawBatches({ bounds: [1, Infinity], size: 1, seed: "s", sha256 }),
    () => statistics.drawBatches({ bounds: [1], size: -1, seed: "s", sha256 }),
    () => statistics.drawBatches({ bounds: [1], size: 1, seed: "s", sha256: () => new Uint8Array(3) }),
  ],
  drawsUntil: [() => statistics.drawsUntil([1], 0), () => statistics.drawsUntil([1], 1)],
  highestAveragesAssertions: [
    () => statistics.highestAveragesAssertions([0, 0], 3),
    () => statistics.highestAveragesAssertions([1, 2], 0),
    () => statistics.highestAveragesAssertions([1, -2], 3),
  ],
  hybridRisk: [
    () => statistics.hybridRisk([polled]),
    () => statistics.hybridRisk([polled, { ...polled, values: [2] }]),
    () => statistics.hybridRisk([polled, { ...polled, ballots: 0 }]),
    () => statistics.hybridRisk([polled, { ...polled, bet: 1 }]),
    () => statistics.hybridRisk([polled, { ...polled, values: Array.from({ length: 11 }, () => 1) }]),
    () => statistics.hybridRisk([polled, polled], { precision: 0 }),
  ],
  instantRunoffAssertions: [
    () => statistics.instantRunoffAssertions([], 10),
    () => statistics.instantRunoffAssertions([{ ranking: [0, 0], ballots: 1 }], 3),
    () => statistics.instantRunoffAssertions([{ ranking: [3], ballots: 1 }], 3),
    () => statistics.instantRunoffAssertions([{ ranking: [1], ballots: -1 }], 3),
  ],
  kaplanKolmogorovTest: [
    () => statistics.kaplanKolmogorovTest([1], {}),
    () => statistics.kaplanKolmogorovTest([-1], { population: 3 }),
  ],
  kaplanMarkovTest: [
    () => statistics.kaplanMarkovTest([1], {}, { padding: -0.1 }),
    () => statistics.kaplanMarkovTest([], {}),
  ],
  kaplanWaldTest: [() => statistics.kaplanWaldTest([1], {}, { padding: 1 })],
  macroRisk: [
    () => statistics.macroRisk(batches, [{ batch: 1, votes: [60, 40] }]),
    () => statistics.macroRisk(batches, [{ batch: 0, votes: [60] }]),
    () => statistics.macroRisk(batches, [{ batch: 0, votes: [0, 1000] }]),
    () => statistics.macroRisk(batches, [{ batch: 0, votes: [60, 40], countedWith: [] }]),
    () => statistics.macroRisk(batches, [], { complete: true }),
  ],
  macroSize: [
    () => statistics.macroSize({ totalBound: -1, batches: 3, riskLimit: 0.1 }),
    () => statistics.macroSize({ totalBound: 2, batches: 0, riskLimit: 0.1 }),
    () => statistics.macroSize({ totalBound: 2, batches: 3, riskLimit: 1.1 }),
    () => statistics.macroSize({ totalBound: 2, batches: 3, riskLimit: 0.1, pValue: 2 }),
  ],
  minervaFirstRound: [
    () => statistics.minervaFirstRound(0.5, 0.1, 0.9),
    () => statistics.minervaFirstRound(0.6, 0.1, 1),
    () => statistics.minervaFirstRound(0.6, 0.1, 0.9, 0),
  ],
  minervaRisk: [
    () => statistics.minervaRisk(0.6, 0.1, []),
    () => statistics.minervaRisk(1, 0.1, [{ winner: 1, loser: 0 }]),
    () => statistics.minervaRisk(0.6, 0.1, [{ winner: 1.5, loser: 0 }]),
  ],
  overstatementAssorter: [
    () => statistics.overstatementAssorter(0),
    () => statistics.overstatementAssorter(0.1, 0.5),
    () => statistics.overstatementAssorter(1.1),
    () => statistics.overstatementAssorter(0.1).valueOf(2, 0),
    () => statistics.overstatementAssorter(0.1).meanWithErrors(0.6, 0.6),
  ],
  planBravo: [
    () => statistics.planBravo(contest, 1),
    () => statistics.planBravo(contest, 0.1, { votes: [1] }),
    () => statistics.planBravo(contest, 0.1, { votes: [0, 0] }, [1]),
  ],
  pluralityAssertions: [() => statistics.pluralityAssertions({ votes: [1.5], ballots: 2 })],
  rankingAssorter: [
    () => statistics.rankingAssorter({ kind: "never-before", winner: 1, loser: 1 }),
    () => statistics.rankingAssorter({ kind: "not-next", winner: 1, loser: 2, remaining: [1, 0] }),
  ],
  reportedOutcome: [() => statistics.reportedOutcome({ votes: [1], ballots: 1.5 })],
  runoffAssertions: [() => statistics.runoffAssertions({ ...contest, winners: 2 })],
  sampleSizeFromPilot: [
    () => statistics.sampleSizeFromPilot({ ...pilot, pilot: [] }),
    () => statistics.sampleSizeFromPilot({ ...pilot, riskLimit: 0 }),
    () => statistics.sampleSizeFromPilot({ ...pilot, population: 0 }),
  ],
  simulateWrongOutcomes: [
    () => statistics.simulateWrongOutcomes({ ...simulation, runs: 0 }),
    () => statistics.simulateWrongOutcomes({ ...simulation, riskLimit: 1 }),
    () => statistics.simulateWrongOutcomes({ ...simulation, methods: ["no such method"] }),
  ],
  simulatedSampleSize: [
    () => statistics.simulatedSampleSize({ ...pilot, quantile: 1, runs: 5, seed: "s" }),
    () => statistics.simulatedSampleSize({ ...pilot, quantile: 0.5, runs: 0, seed: "s" }),
  ],
  superSimpleRisk: [
    () => statistics.superSimpleRisk(contest, [], { inflator: 1 }),
    () => statistics.superSimpleRisk(contest, [{ recorded: null, audited: null, times: 0 }]),
  ],
  superSimpleSize: [
    () => statistics.superSimpleSize({ votes: [5, 5], ballots: 10 }, 0.1),
    () => statistics.superSimpleSize(contest, 1),
    () => statistics.superSimpleSize(contest, 0.1, { ballots: 3, oneVoteOver: 4, twoVoteOver: 0 }),
  ],
  supermajorityAssertion: [
    () => statistics.supermajorityAssertion(2, 2, 0.5),
    () => statistics.supermajorityAssertion(2, 0, 1),
  ],
};
