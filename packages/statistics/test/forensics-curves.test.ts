import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint, shpilkinCurve } from "../src/index.ts";

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
