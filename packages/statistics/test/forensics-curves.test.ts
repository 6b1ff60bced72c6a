import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint, shpilkinCurve } from "../src/index.ts";
import { casesOf, columnsOf, treeDifference } from "./forensics-reference.ts";
import { needsReference } from "./reference.ts";

type FingerprintReference = {
  cases: {
    data: string;
    columns: [string, string, string];
    expected: { histogram_1pct_sparse: unknown } & Record<string, unknown>;
  }[];
};
type ShpilkinReference = { cases: { data: string; expected: Record<string, unknown> }[] };
const prints = casesOf<FingerprintReference>("forensics-fingerprint");
const curves = casesOf<ShpilkinReference>("forensics-shpilkin");

/** Three columns of a data file, without the stations that cannot be or where nobody voted. */
function stationsOf(data: string, columns: readonly string[]) {
  const file = columnsOf(`data/${data}.csv`);
  const [registered = [], ballots = [], votes = []] = columns.map(file.count);
  const used = registered
    .map((_, i) => i)
    .filter((i) => ballots[i]! > 0 && ballots[i]! <= registered[i]! && votes[i]! <= ballots[i]!);
  const of = (column: readonly number[]): number[] => used.map((i) => column[i]!);
  return { registered: of(registered), ballots: of(ballots), votes: of(votes) };
}

describe.skipIf(prints === null)(`fingerprints beside the reference${needsReference}`, () => {
  it.each(prints?.cases ?? [])("agree for $data, every number and cell", ({ data, columns, expected }) => {
    const found = fingerprint(stationsOf(data, columns));
    const moments = ({ n, mean, standardDeviation, skewness, kurtosis }: typeof found.turnout) => ({
      n,
      mean,
      sd_ddof1: standardDeviation,
      skewness,
      kurtosis,
      excess_kurtosis: kurtosis - 3,
    });
    const actual: Record<string, unknown> = {
      stations_used: found.stations,
      histogram_1pct_sparse: found.cells.map((cell) => [cell.turnout, cell.share, cell.stations]),
      turnout: moments(found.turnout),
      share: moments(found.share),
      correlation: found.correlation,
      spearman: found.rankCorrelation,
      log_vote_rate: moments(found.logVoteRate),
      sobyanin_votes_per_registered_on_turnout_ols: found.votesPerRegistered,
      sobyanin_votes_per_registered_on_turnout_weighted_registered: found.votesPerRegisteredWeighted,
      eft_sobyanin_slope_minus_mean_share: found.shareOnTurnout.slope - found.share.mean,
      cumulative_votes_by_turnout_5pct: found.cumulative,
      P05s_share_half_up: found.roundShares,
    };
    for (const [name, value] of Object.entries(expected)) {
      const difference = treeDifference(actual[name], value);
      expect([name, difference < 1e-9 ? "within 1e-9" : difference]).toEqual([name, "within 1e-9"]);
    }
  });
});

describe.skipIf(curves === null)(`Shpilkin’s curve beside the reference${needsReference}`, () => {
  it.each(curves?.cases ?? [])("agrees for $data, every bin", ({ data, expected }) => {
    const found = shpilkinCurve(stationsOf(data, ["registered", "ballots", "leader"]));
    const actual: Record<string, unknown> = {
      leader_by_bin: Array.from(found.leaderByBin),
      other_by_bin: Array.from(found.otherByBin),
      peak_bin: found.atPeak.peakBin,
      ratio_at_peak: found.atPeak.ratio,
      anomalous_all_bins: found.atPeak.allBins,
      anomalous_right_of_peak: found.atPeak.rightOfPeak,
      ratio_5bin_window: found.inWindow.ratio,
      anomalous_right_of_peak_5bin: found.inWindow.rightOfPeak,
    };
    for (const [name, value] of Object.entries(expected)) {
      const difference = treeDifference(actual[name], value);
      expect([name, difference < 1e-9 ? "within 1e-9" : difference]).toEqual([name, "within 1e-9"]);
    }
    const [low, high] = found.range;
    expect(low).toBeLessThanOrEqual(found.atPeak.rightOfPeak);
    expect(high).toBeGreaterThanOrEqual(found.inWindow.rightOfPeak);
  });
});

describe("Shpilkin’s curve", () => {
  it("by hand: a clean peak at 55 % and one stuffed station at 90 %", () => {
    const registered = [1000, 1000, 1000];
    const found = shpilkinCurve({ registered, ballots: [550, 530, 900], votes: [330, 318, 700] });
    expect(found.atPeak).toMatchObject({ peakBin: 52, rightOfPeak: 330 - 1.5 * 220 + 700 - 1.5 * 200 });
    expect(found.atPeak.ratio).toBeCloseTo(1.5, 12);
  });

  it("property: a share that does not depend on the turnout has no excess, whatever the peak", () => {
    const station = fc.tuple(fc.integer({ min: 101, max: 900 }), fc.integer({ min: 1, max: 100 }));
    fc.assert(
      fc.property(
        fc.array(station, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (stations, tenths) => {
          fc.pre(stations.some(([, percent]) => percent < 97));
          const registered = stations.map(([size]) => size * 1000);
          const ballots = stations.map(([size, percent]) => size * 10 * percent);
          const votes = ballots.map((count) => (count * tenths) / 10);
          const { range, allBinsRange } = shpilkinCurve({ registered, ballots, votes });
          for (const excess of [...range, ...allBinsRange]) expect(Math.abs(excess)).toBeLessThan(1e-3);
        },
      ),
    );
  });
});

describe("the fingerprint", () => {
  it("property: cells hold every station, and cumulative votes rise to one", () => {
    const station = fc
      .tuple(
        fc.integer({ min: 1, max: 900 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(([registered, turnout, share]) => {
        const ballots = Math.max(1, Math.floor(registered * turnout));
        return [registered, ballots, Math.max(1, Math.floor(ballots * share))] as const;
      });
    fc.assert(
      fc.property(fc.array(station, { minLength: 3, maxLength: 30 }), (stations) => {
        const [registered, ballots, votes] = [0, 1, 2].map((at) => stations.map((one) => one[at]!));
        const found = fingerprint({ registered: registered!, ballots: ballots!, votes: votes! });
        expect(found.cells.reduce((sum, cell) => sum + cell.stations, 0)).toBe(stations.length);
        expect(found.cumulative.at(-1)).toBe(1);
        found.cumulative.reduce((before, now) => {
          expect(now).toBeGreaterThanOrEqual(before);
          return now;
        });
      }),
    );
  });
});
