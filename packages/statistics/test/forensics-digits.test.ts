import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BENFORD_SECOND,
  benjaminiHochberg,
  chiSquareQuantile,
  chiSquareUpperTail,
  digitTest,
  exactBinomialTest,
  lastDigits,
} from "../src/index.ts";

describe("worked examples", () => {
  it("chi-square: the quantiles of the printed tables", () => {
    // Abramowitz & Stegun (1964), table 26.8: 16.9190 and 21.6660 at 9 degrees of freedom, 3.84146 at 1.
    expect(chiSquareQuantile(0.95, 9)).toBeCloseTo(16.919, 4);
    expect(chiSquareQuantile(0.99, 9)).toBeCloseTo(21.666, 4);
    expect(chiSquareQuantile(0.95, 1)).toBeCloseTo(3.84146, 5);
    // With 2 degrees of freedom it is the exponential: exp(−x/2), exact far out.
    expect(chiSquareUpperTail(600, 2) / Math.exp(-300)).toBeCloseTo(1, 11);
  });

  it("Benford’s law of the second digit: the printed shares, and their mean 4.18739", () => {
    // Hill (1995), Statistical Science 10, 354-363: 12.0, 11.4, 10.9, 10.4, 10.0, 9.7, 9.3, 9.0, 8.8, 8.5 %.
    const printed = [12, 11.4, 10.9, 10.4, 10, 9.7, 9.3, 9, 8.8, 8.5];
    printed.forEach((percent, digit) => expect(100 * BENFORD_SECOND[digit]!).toBeCloseTo(percent, 1));
    expect(BENFORD_SECOND.reduce((sum, p, digit) => sum + p * digit, 0)).toBeCloseTo(4.18739, 5);
  });

  it("second digits of ten counts, by hand", () => {
    const { n, observed, mean } = digitTest([10, 21, 132, 9, 1403, 55, 65, 78, 88, 99, 4], "second");
    expect(n).toBe(9);
    expect(observed).toEqual([1, 1, 0, 1, 1, 2, 0, 0, 2, 1]);
    expect(mean.mean).toBeCloseTo(43 / 9, 12);
  });

  it("last two digits of five counts, by hand", () => {
    const digits = lastDigits([100, 111, 190, 145, 173, 98]);
    expect([digits.n, digits.zeroOrFive.count]).toEqual([5, 3]);
    // 00 and 11 are repeated; 90 (over the end of the circle) and 45 adjacent; 73 neither.
    expect([digits.repeated.count, digits.adjacent.count, digits.nonAdjacent.count]).toEqual([2, 2, 1]);
  });

  it("an exact binomial test: 3 of 10 against one half", () => {
    expect(exactBinomialTest(3, 10, 0.5)).toBeCloseTo((2 * (1 + 10 + 45 + 120)) / 1024, 12);
  });

  it("Benjamini & Hochberg’s own example: four of fifteen tests at 0.05", () => {
    const pValues = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    expect(benjaminiHochberg(pValues).filter((q) => q <= 0.05)).toHaveLength(4);
  });
});

describe("properties of digit tests", () => {
  const counts = fc
    .array(fc.nat(5_000), { minLength: 1, maxLength: 60 })
    .filter((list) => list.some((count) => count >= 10));

  it("each count of at least ten has one second and one last digit", () => {
    fc.assert(
      fc.property(counts, (list) => {
        const n = list.filter((count) => count >= 10).length;
        for (const place of ["second", "last"] as const) {
          const test = digitTest(list, place);
          expect(test.n).toBe(n);
          expect(test.observed.reduce((sum, count) => sum + count, 0)).toBe(n);
        }
      }),
    );
  });

  it("first and second digits do not change when all counts are ten times as large", () => {
    fc.assert(
      fc.property(counts, (list) => {
        const kept = list.filter((count) => count >= 10);
        const tenfold = kept.map((count) => count * 10);
        expect(digitTest(tenfold, "first")).toEqual(digitTest(kept, "first"));
        expect(digitTest(tenfold, "second")).toEqual(digitTest(kept, "second"));
      }),
    );
  });

  it("a q-value is never below its p-value, and q-values keep the order of p-values", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (pValues) => {
        const qValues = benjaminiHochberg(pValues);
        pValues.forEach((p, i) => {
          expect(qValues[i]).toBeGreaterThanOrEqual(p);
          pValues.forEach((other, j) => {
            if (p < other) expect(qValues[i]).toBeLessThanOrEqual(qValues[j]!);
          });
        });
      }),
    );
  });

  it("the upper tail of chi-square falls with x and undoes its quantile", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        (p, df) => {
          const x = chiSquareQuantile(p, df);
          expect(1 - chiSquareUpperTail(x, df)).toBeCloseTo(p, 10);
          expect(chiSquareUpperTail(x * 1.1, df)).toBeLessThan(chiSquareUpperTail(x, df));
        },
      ),
    );
  });
});
