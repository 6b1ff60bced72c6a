import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BENFORD_FIRST,
  BENFORD_SECOND,
  benjaminiHochberg,
  chiSquareQuantile,
  chiSquareUpperTail,
  digitTest,
  exactBinomialTest,
  lastDigits,
} from "../src/index.ts";
import { casesOf, columnsOf, treeDifference } from "./forensics-reference.ts";
import { needsReference } from "./reference.ts";

type Reference = {
  benford_first: number[];
  benford_second: number[];
  benford_second_mean: number;
  benford_second_var: number;
  cases: { data: string; column: string; expected: Record<string, object> }[];
  bh: { data: string; column: string; test: string; p: number; q_bh: number }[];
};
const reference = casesOf<Reference>("forensics-digits");

/** The name of a reference value says place and least count: last_digit_mean_min100. */
function ours(counts: readonly number[], name: string): unknown {
  const least = Number(/_min(\d+)$/.exec(name)?.[1] ?? Number.NaN);
  const kind = name.replace(/_min\d+$/, "");
  if (kind === "count_0_or_5") {
    const { n, zeroOrFive } = lastDigits(counts, least);
    return { n, count: zeroOrFive.count, share: zeroOrFive.share, p_two_sided_exact: zeroOrFive.pValue };
  }
  if (kind === "last_two") {
    const { n, repeated, adjacent, nonAdjacent } = lastDigits(counts, least);
    return {
      n,
      repeated: repeated.count,
      adjacent: adjacent.count,
      non_adjacent: nonAdjacent.count,
      expected_shares: [repeated.expected, adjacent.expected, nonAdjacent.expected],
      p_repeated_exact: repeated.pValue,
      p_adjacent_exact: adjacent.pValue,
      p_non_adjacent_exact: nonAdjacent.pValue,
    };
  }
  const place = kind.startsWith("first") ? "first" : kind.startsWith("second") ? "second" : "last";
  const test = Number.isNaN(least) ? digitTest(counts, place) : digitTest(counts, place, least);
  const { n, observed, expected, chiSquare, df, pValue, mean } = test;
  return kind.endsWith("_mean")
    ? {
        n,
        mean: mean.mean,
        null_mean: mean.expected,
        null_sd: mean.expectedDeviation,
        z: mean.z,
        p_two_sided: mean.pValue,
      }
    : { n, observed, expected_first: n * expected[0]!, chi2: chiSquare, df, p: pValue };
}

describe.skipIf(reference === null)(`digit tests beside the reference${needsReference}`, () => {
  it("agree on Benford’s law", () => {
    expect(treeDifference(BENFORD_FIRST, reference?.benford_first)).toBeLessThan(1e-14);
    expect(treeDifference(BENFORD_SECOND, reference?.benford_second)).toBeLessThan(1e-14);
    const mean = BENFORD_SECOND.reduce((sum, share, digit) => sum + share * digit, 0);
    const square = BENFORD_SECOND.reduce((sum, share, digit) => sum + share * digit ** 2, 0);
    expect(
      treeDifference(
        [mean, square - mean ** 2],
        [reference?.benford_second_mean, reference?.benford_second_var],
      ),
    ).toBeLessThan(1e-13);
  });

  it.each(reference?.cases ?? [])("agree for $data, $column, every number", ({ data, column, expected }) => {
    const counts = columnsOf(`data/${data}.csv`).count(column);
    for (const [name, values] of Object.entries(expected)) {
      const difference = treeDifference(ours(counts, name), values);
      expect([name, difference < 1e-9 ? "within 1e-9" : difference]).toEqual([name, "within 1e-9"]);
    }
  });

  it("agree on the correction for the number of tests", () => {
    const list = reference?.bh ?? [];
    const pValues = list.map(({ data, column, test }) => {
      const { p } = ours(columnsOf(`data/${data}.csv`).count(column), test) as { p: number };
      return p;
    });
    expect(
      treeDifference(
        pValues,
        list.map(({ p }) => p),
      ),
    ).toBeLessThan(1e-9);
    expect(
      treeDifference(
        benjaminiHochberg(pValues),
        list.map((test) => test.q_bh),
      ),
    ).toBeLessThan(1e-9);
  });
});

describe("worked examples", () => {
  it("chi-square: the quantiles of the printed tables", () => {
    // Abramowitz & Stegun (1964), table 26.8: 16.9190 and 21.6660 at 9 degrees of freedom, 3.84146 at 1.
    expect(chiSquareQuantile(0.95, 9)).toBeCloseTo(16.919, 4);
    expect(chiSquareQuantile(0.99, 9)).toBeCloseTo(21.666, 4);
    expect(chiSquareQuantile(0.95, 1)).toBeCloseTo(3.84146, 5);
    // With 2 degrees of freedom it is the exponential: exp(−x/2), exact far out.
    expect(chiSquareUpperTail(600, 2) / Math.exp(-300)).toBeCloseTo(1, 11);
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
