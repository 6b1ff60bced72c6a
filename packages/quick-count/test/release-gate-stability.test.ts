import type { QuickCountEstimate } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import type { Look } from "../src/release-gate.ts";
import { stabilityCondition } from "../src/release-gate.ts";
import { planWith } from "./small-election.ts";

const PLAN = planWith();

/** An estimate with the given shares and half widths. */
function estimate(...shares: readonly (readonly [share: number, halfWidth: number])[]): QuickCountEstimate {
  return {
    shares: shares.map(([share, halfWidth]) => ({
      estimate: share,
      standardError: halfWidth / 2,
      degreesOfFreedom: 60,
      low: share - halfWidth,
      high: share + halfWidth,
    })),
    shareCovariance: new Float64Array(shares.length ** 2),
    lead: null,
    turnout: null,
    stations: 100,
    strata: 10,
    notes: [],
    strataWithoutVariance: [],
  };
}

describe("stability", () => {
  /** Takes of a sample of 90 stations, each with ten reports more than the one before. */
  const growing = (...figures: readonly (QuickCountEstimate | null)[]): Look[] =>
    figures.map((one, i) => ({ figures: one, usable: 10 * (i + 1), designed: 90 }));

  it.each([
    [0.4099, true],
    [0.4101, false],
  ])("of a share that was 0.4, then 0.405, and is now %d, with a half width of 0.03: %s", (share, holds) => {
    const looks = [estimate([0.4, 0.05]), estimate([0.405, 0.04]), estimate([share, 0.03])];
    const condition = stabilityCondition(PLAN, growing(...looks));
    expect(condition.holds).toBe(holds);
    expect(condition.value).toBeCloseTo((share - 0.4) / 0.03, 9);
    expect(condition.threshold).toBe(1 / 3);
  });

  it("compares the last three takes only, and a movement there and back", () => {
    const still = estimate([0.4, 0.03]);
    expect(stabilityCondition(PLAN, growing(estimate([0.9, 0.03]), still, still, still)).holds).toBe(true);
    expect(stabilityCondition(PLAN, growing(still, estimate([0.42, 0.03]), still)).holds).toBe(false);
  });

  it("looks at shares of 5 % and more, any of them", () => {
    const before = estimate([0.4, 0.03], [0.049, 0.001], [0.05, 0.001]);
    const small = estimate([0.4, 0.03], [0.04, 0.001], [0.05, 0.001]);
    const larger = estimate([0.4, 0.03], [0.049, 0.001], [0.06, 0.001]);
    expect(stabilityCondition(PLAN, growing(before, before, small)).holds).toBe(true);
    expect(stabilityCondition(PLAN, growing(before, before, larger)).holds).toBe(false);
  });

  it("does not ask a share without any margin, but goes on asking the others", () => {
    const before = estimate([0.4, 0.03], [0.3, 0.01]);
    const now = estimate([0.45, 0], [0.35, 0.01]);
    const known = estimate([0.45, 0], [0.3, 0.01]);
    expect(stabilityCondition(PLAN, growing(before, before, now))).toMatchObject({ holds: false });
    expect(stabilityCondition(PLAN, growing(before, before, now)).value).toBeCloseTo(5, 9);
    expect(stabilityCondition(PLAN, growing(before, before, known))).toMatchObject({ holds: true, value: 0 });
  });

  it("is not computable before three takes, nor with one of them empty", () => {
    const still = estimate([0.4, 0.03]);
    for (const looks of [
      [],
      [still],
      [still, still],
      [still, null, still],
      [null, still, still],
      [still, still, null],
    ]) {
      expect(stabilityCondition(PLAN, growing(...looks))).toMatchObject({ holds: null, value: null });
    }
    expect(stabilityCondition(PLAN, growing(null, still, still, still)).holds).toBe(true);
  });

  const still = estimate([0.4, 0.03]);
  const takes = (figures: QuickCountEstimate, ...usable: readonly number[]): Look[] =>
    usable.map((reports) => ({ figures, usable: reports, designed: 90 }));

  it("is not reached by a network that has stalled: a take without new reports shows nothing", () => {
    expect(stabilityCondition(PLAN, takes(still, 10, 10, 10, 10))).toMatchObject({
      holds: null,
      value: null,
    });
    expect(stabilityCondition(PLAN, takes(still, 10, 20, 20, 20))).toMatchObject({
      holds: null,
      value: null,
    });
    expect(stabilityCondition(PLAN, takes(still, 10, 20, 20, 30))).toMatchObject({ holds: true, value: 0 });
  });

  it("is not lost by one, and a movement is not forgotten while nothing comes", () => {
    expect(stabilityCondition(PLAN, takes(still, 10, 20, 30, 30, 30, 30)).holds).toBe(true);
    const moved = estimate([0.42, 0.03]);
    const jump = [...takes(still, 10, 20), ...takes(moved, 30, 30, 30, 30)];
    expect(stabilityCondition(PLAN, jump).holds).toBe(false);
    expect(stabilityCondition(PLAN, jump).value).toBeCloseTo(0.02 / 0.03, 9);
  });

  it("counts every take once all stations' figures are in hand, since nothing more can come", () => {
    const moved = estimate([0.42, 0.03]);
    const evening = [...takes(still, 10, 20), ...takes(moved, 90)];
    expect(stabilityCondition(PLAN, evening).holds).toBe(false);
    expect(stabilityCondition(PLAN, [...evening, ...takes(moved, 90)]).holds).toBe(false);
    expect(stabilityCondition(PLAN, [...evening, ...takes(moved, 90, 90)])).toMatchObject({
      holds: true,
      value: 0,
    });
  });
});
