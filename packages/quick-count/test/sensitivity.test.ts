import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SensitivityStratum } from "../src/sensitivity.ts";
import { leadIfMissingWere } from "../src/sensitivity.ts";

/** Two strata with quantiles of their own (11 and 6 reports), every station of 100 votes. */
const ELEVEN: SensitivityStratum = {
  stations: 100,
  missing: 0.25,
  differences: [-50, -40, -30, -20, -10, 0, 10, 20, 30, 40, 50],
  denominators: new Array<number>(11).fill(100),
};
const SIX: SensitivityStratum = {
  stations: 40,
  missing: 0.5,
  differences: [10, 20, 30, 40, 50, 60],
  denominators: [100, 100, 100, 100, 100, 100],
};

describe("the lead if what is missing stood low or high", () => {
  it("is the one reckoned by hand", () => {
    // Of 100 stations 75 stand at a mean of 0, 25 at the 10th percentile, −40 (the 90th: 40).
    // Of 40 stations 20 stand at a mean of 35, 20 at the 10th percentile, 15 (the 90th: 55).
    const bounds = leadIfMissingWere([ELEVEN, SIX], 0.1);
    expect(bounds?.low).toBeCloseTo((25 * -40 + 20 * 35 + 20 * 15) / (140 * 100), 12);
    expect(bounds?.high).toBeCloseTo((25 * 40 + 20 * 35 + 20 * 55) / (140 * 100), 12);
    // If the missing stood at the mean of their stratum: 100 stations at 0 and 40 at 35.
    expect(bounds?.base).toBeCloseTo((40 * 35) / (140 * 100), 12);
  });

  it("is that of a list in which every station of the frame is written out", () => {
    const sizes = { ...SIX, denominators: [80, 120, 60, 140, 100, 70], differences: [8, 24, 18, 56, 50, 42] };
    // Leads .1 .2 .3 .4 .5 .6; the 25th percentile of six lies a quarter of the way from the second to the third.
    const written = [
      ...sizes.denominators.flatMap((denominator, i) =>
        Array.from({ length: 10 }, () => ({ difference: sizes.differences[i] ?? 0, denominator })),
      ),
      ...Array.from({ length: 60 }, () => ({ difference: 0.225 * 95, denominator: 95 })),
    ];
    const sum = (key: "difference" | "denominator"): number => written.reduce((so, one) => so + one[key], 0);
    const bounds = leadIfMissingWere([{ ...sizes, stations: 120 }], 0.25);
    expect(bounds?.low).toBeCloseTo(sum("difference") / sum("denominator"), 12);
  });

  describe("for a stratum of fewer than five reports", () => {
    const full = { ...ELEVEN, missing: 0 };
    const thin = (...differences: number[]): SensitivityStratum => ({
      stations: 10,
      missing: 0.5,
      differences,
      denominators: differences.map(() => 100),
    });

    it("takes the quantiles of all reports where they are wider than its own", () => {
      const every = [...ELEVEN.differences, 0].sort((a, b) => a - b);
      const tenth = (every[1] ?? 0) + 0.1 * ((every[2] ?? 0) - (every[1] ?? 0));
      const bounds = leadIfMissingWere([full, thin(0)], 0.1);
      expect(bounds?.low).toBeCloseTo((5 * tenth) / (110 * 100), 12);
      expect(bounds?.high).toBeCloseTo((5 * -tenth) / (110 * 100), 12);
    });

    it("takes its own where they are wider: silent strongholds are not given the country's figures", () => {
      // Own quantiles of −90 and −70: −88 and −72; the other end is that of all thirteen reports.
      const every = [...ELEVEN.differences, -90, -70].sort((a, b) => a - b);
      const ninetieth = (every[10] ?? 0) + 0.8 * ((every[11] ?? 0) - (every[10] ?? 0));
      const bounds = leadIfMissingWere([full, thin(-90, -70)], 0.1);
      expect(bounds?.low).toBeCloseTo((5 * -80 + 5 * -88) / (110 * 100), 12);
      expect(bounds?.high).toBeCloseTo((5 * -80 + 5 * ninetieth) / (110 * 100), 12);
      expect(bounds?.base).toBeCloseTo((10 * -80) / (110 * 100), 12);
    });
  });

  it("takes a stratum without any report as missing altogether", () => {
    const silent: SensitivityStratum = { stations: 50, missing: 1, differences: [], denominators: [] };
    expect(leadIfMissingWere([{ ...ELEVEN, missing: 0 }, silent], 0.1)?.low).toBeCloseTo(
      (50 * -40) / (150 * 100),
      12,
    );
  });

  it("counts a station without votes as one without votes, not as one without a report", () => {
    const closed: SensitivityStratum = {
      stations: 7,
      missing: 0,
      differences: [10, 20, 30, 40, 50, 60, 0],
      denominators: [100, 100, 100, 100, 100, 100, 0],
    };
    const other: SensitivityStratum = { ...ELEVEN, stations: 11, missing: 0 };
    expect(leadIfMissingWere([closed, other], 0.1)?.low).toBeCloseTo(210 / (600 + 1100), 12);
  });

  it("is not computable without a vote", () => {
    expect(
      leadIfMissingWere([{ stations: 5, missing: 1, differences: [], denominators: [] }], 0.1),
    ).toBeNull();
    expect(
      leadIfMissingWere([{ stations: 5, missing: 0, differences: [0], denominators: [0] }], 0.1),
    ).toBeNull();
  });
});

describe("for any reports", () => {
  const stratum = fc
    .array(
      fc.record({
        denominator: fc.integer({ min: 1, max: 400 }),
        part: fc.double({ min: -1, max: 1, noNaN: true }),
      }),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    .chain((reports) =>
      fc
        .record({
          stations: fc.integer({ min: reports.length, max: 500 }),
          missing: fc.double({ min: 0, max: 0.95, noNaN: true }),
        })
        .map(
          ({ stations, missing }): SensitivityStratum => ({
            stations,
            missing,
            denominators: reports.map(({ denominator }) => denominator),
            differences: reports.map(({ denominator, part }) => denominator * part),
          }),
        ),
    );
  const strata = fc.array(stratum, { minLength: 1, maxLength: 6 });

  it("the bounds part as the quantile falls, and never cross", () => {
    fc.assert(
      fc.property(
        strata,
        fc.double({ min: 0.01, max: 0.49, noNaN: true }),
        fc.double({ min: 0.01, max: 0.49, noNaN: true }),
        (some, p, q) => {
          const wide = leadIfMissingWere(some, Math.min(p, q));
          const narrow = leadIfMissingWere(some, Math.max(p, q));
          const middle = leadIfMissingWere(some, 0.5);
          if (wide === null || narrow === null || middle === null)
            throw new Error("not computable with reports in hand");
          expect(wide.low).toBeLessThanOrEqual(narrow.low + 1e-12);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-12);
          expect(middle.low).toBeLessThanOrEqual(middle.high + 1e-12);
        },
      ),
    );
  });

  it("the bounds meet at the middle where every stratum has quantiles of its own", () => {
    fc.assert(
      fc.property(
        strata.map((some) => some.filter(({ denominators }) => denominators.length >= 5)),
        (some) => {
          fc.pre(some.length > 0);
          const middle = leadIfMissingWere(some, 0.5);
          expect(middle?.low).toBeCloseTo(middle?.high ?? Number.NaN, 12);
        },
      ),
    );
  });

  it("both bounds are the lead itself when nothing is missing", () => {
    fc.assert(
      fc.property(strata, (some) => {
        const all = some.map((one) => ({ ...one, missing: 0 }));
        let difference = 0;
        let denominator = 0;
        for (const { stations, differences, denominators } of all) {
          difference += (stations / differences.length) * differences.reduce((sum, x) => sum + x, 0);
          denominator += (stations / differences.length) * denominators.reduce((sum, x) => sum + x, 0);
        }
        const bounds = leadIfMissingWere(all, 0.1);
        expect(bounds?.low).toBeCloseTo(difference / denominator, 10);
        expect(bounds?.base).toBeCloseTo(difference / denominator, 10);
        expect(bounds?.high).toBeCloseTo(difference / denominator, 10);
      }),
    );
  });
});
