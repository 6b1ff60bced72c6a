import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boxplotFences,
  dip,
  dipTest,
  empiricalLogits,
  medcouple,
  median,
  medianAbsoluteDeviation,
  minimumCovarianceDeterminant,
  qnScale,
  seededRandom,
  snScale,
} from "../src/index.ts";
import { casesOf, columnsOf, treeDifference } from "./forensics-reference.ts";
import { needsReference } from "./reference.ts";

const MEASURES = ["turnout", "share", "logit_turnout", "logit_share"] as const;
type Univariate = { n: number; dip: number; quartiles_type7: number[]; "tukey_1.5": number } & Record<
  string,
  unknown
>;
type Mcd = { center: number[]; cov: number[][]; raw_center: number[] } & Record<string, unknown>;
type Reference = {
  cases: ({
    data: string;
    columns: [string, string, string];
    mcd: Mcd;
    dip_test_p: Record<string, number>;
  } & Record<(typeof MEASURES)[number], Univariate>)[];
  small: { x: number[]; expected: Record<string, number> }[];
};
const reference = casesOf<Reference>("forensics-outliers");

/** The four measures of the stations that the references use. */
function measuresOf(data: string, columns: readonly [string, string, string]) {
  const file = columnsOf(`data/${data}.csv`);
  const [registered, ballots, votes] = columns.map(file.count) as [number[], number[], number[]];
  const used = registered
    .map((_, i) => i)
    .filter((i) => ballots[i]! > 0 && ballots[i]! <= registered[i]! && votes[i]! <= ballots[i]!);
  const of = (column: number[]): number[] => used.map((i) => column[i]!);
  const [n, k, v] = [of(registered), of(ballots), of(votes)];
  return {
    turnout: k.map((count, i) => count / n[i]!),
    share: v.map((count, i) => count / k[i]!),
    logit_turnout: Array.from(empiricalLogits(k, n)),
    logit_share: Array.from(empiricalLogits(v, k)),
  };
}

function describeSample(values: number[], quartiles: readonly number[]) {
  const middle = median(values);
  const mad = medianAbsoluteDeviation(values);
  const adjusted = boxplotFences(values, true);
  return {
    n: values.length,
    median: middle,
    mad,
    Qn: qnScale(values),
    Sn: snScale(values),
    medcouple: medcouple(values),
    "hampel_over_3.5": values.filter((value) => Math.abs(value - middle) > 3.5 * mad).length,
    "tukey_1.5": boxplotFences(values, false).outside.length,
    adjusted_boxplot_fences: [adjusted.low, adjusted.high],
    adjusted_boxplot_out: adjusted.outside.length,
    dip: dip(values),
    quartiles_type7: quartiles,
  };
}

/**
 * Difference from the reference's Q_n. Its program rounds the distance to single precision where few candidates are
 * left, so the distance rounded so counts as well.
 */
function differenceOfQn(values: readonly number[], expected: number): number {
  const n = values.length;
  // The factor of this n, from whole numbers in a row: n − d of their distances are d.
  let rank = ((Math.floor(n / 2) + 1) * Math.floor(n / 2)) / 2;
  let distance = 1;
  for (; rank > n - distance; distance++) rank -= n - distance;
  const factor = qnScale(Array.from({ length: n }, (_, i) => i)) / distance;
  const raw = qnScale(values) / factor;
  return Math.min(
    treeDifference(factor * raw, expected),
    treeDifference(factor * Math.fround(raw), expected),
  );
}

describe.skipIf(reference === null)(
  `resistant estimates beside R robustbase and diptest${needsReference}`,
  () => {
    it.each(reference?.small ?? [])("agree for the small sample $x", ({ x, expected }) => {
      const found = {
        median: median(x),
        mad: medianAbsoluteDeviation(x),
        Qn: qnScale(x),
        Sn: snScale(x),
        medcouple: medcouple(x),
        dip: dip(x),
      };
      for (const [name, value] of Object.entries(expected)) {
        const difference =
          name === "Qn" ? differenceOfQn(x, value) : treeDifference(found[name as "Qn"], value);
        expect([name, difference < 1e-9 ? "within 1e-9" : [found[name as "Qn"], value]]).toEqual([
          name,
          "within 1e-9",
        ]);
      }
    });

    const cases = (reference?.cases ?? []).flatMap((one) => MEASURES.map((measure) => ({ measure, ...one })));
    it.each(cases)("agree for $data: $measure", ({ data, columns, measure, ...one }) => {
      const values = measuresOf(data, columns)[measure];
      const expected = one[measure];
      const found: Record<string, unknown> = describeSample(values, expected.quartiles_type7);
      for (const [name, value] of Object.entries(expected)) {
        const difference =
          name === "Qn" ? differenceOfQn(values, value as number) : treeDifference(found[name], value);
        expect([name, difference < 1e-9 ? "within 1e-9" : [found[name], value]]).toEqual([
          name,
          "within 1e-9",
        ]);
      }
    });

    it.each(reference?.cases ?? [])("DetMCD agrees for $data", ({ data, columns, mcd }) => {
      const { logit_turnout: x, logit_share: y } = measuresOf(data, columns);
      const found = minimumCovarianceDeterminant(x, y);
      const [a, b, c] = found.covariance;
      expect(treeDifference(found.raw.center, mcd.raw_center)).toBeLessThan(1e-6);
      expect(treeDifference(found.center, mcd.center)).toBeLessThan(1e-6);
      expect(
        treeDifference(
          [
            [a, b],
            [b, c],
          ],
          mcd.cov,
        ),
      ).toBeLessThan(1e-6);
      for (const [name, count] of Object.entries(mcd)) {
        const level = Number(/^over_chisq_(.+)$/.exec(name)?.[1] ?? Number.NaN);
        if (Number.isNaN(level)) continue;
        // P(χ²_2 > x) = exp(−x/2).
        expect(found.distances.filter((distance) => Math.exp(-distance / 2) < 1 - level).length).toBe(count);
      }
    });

    it.each(reference?.cases ?? [])(
      "the dip test’s p-value is that of the printed table for $data",
      ({ data, columns, dip_test_p: wanted }) => {
        const measures = measuresOf(data, columns);
        for (const [measure, p] of Object.entries(wanted)) {
          const replicates = 150;
          const found = dipTest(measures[measure as "share"], { seed: "dip", replicates });
          // Four Monte Carlo errors, and 0.02 for the table, which is interpolated.
          expect(Math.abs(found.pValue - p)).toBeLessThan(
            4 * Math.sqrt(Math.max(p * (1 - p), 0.001) / replicates) + 0.02,
          );
        }
      },
    );
  },
);

describe("resistant estimates", () => {
  const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 40 });

  it("property: Q_n and S_n by their definitions, over all pairs", () => {
    fc.assert(
      fc.property(sample, (values) => {
        const n = values.length;
        const distances = values
          .flatMap((a, i) => values.slice(i + 1).map((b) => Math.abs(a - b)))
          .sort((a, b) => a - b);
        const h = Math.floor(n / 2) + 1;
        const raw = distances[(h * (h - 1)) / 2 - 1]!;
        const unit = qnScale(values);
        if (raw === 0) expect(unit).toBe(0);
        else expect(unit / raw).toBeCloseTo(qnScale(values.map((value) => value * 3)) / (3 * raw), 9);
        const far = values
          .map((a) => values.map((b) => Math.abs(a - b)).sort((x, y) => x - y)[h - 1]!)
          .sort((x, y) => x - y);
        const lomed = far[Math.floor((n + 1) / 2) - 1]!;
        const factor =
          n <= 9
            ? [0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131][n - 2]!
            : n % 2 === 1
              ? n / (n - 0.9)
              : 1;
        expect(snScale(values)).toBeCloseTo(1.1926 * factor * lomed, 8);
      }),
    );
  });

  it("property: scales do not move with the values and grow in step with them", () => {
    fc.assert(
      fc.property(
        sample,
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 1, max: 9 }),
        (values, shift, factor) => {
          const moved = values.map((value) => factor * value + shift);
          for (const scale of [medianAbsoluteDeviation, qnScale, snScale])
            expect(scale(moved)).toBeCloseTo(factor * scale(values), 6);
        },
      ),
    );
  });

  it("property: the medcouple of the mirrored sample has the other sign, and none is beyond 1", () => {
    fc.assert(
      fc.property(sample, (values) => {
        const skewness = medcouple(values);
        expect(Math.abs(skewness)).toBeLessThanOrEqual(1);
        expect(medcouple(values.map((value) => -value))).toBeCloseTo(-skewness, 12);
      }),
    );
  });

  it("property: a third of the values carried far away leaves median and scales where they were, nearly", () => {
    const random = seededRandom("carried");
    const values = Array.from({ length: 300 }, () => random.normal());
    const carried = values.map((value, i) => (i % 3 === 0 ? 1e6 + value : value));
    expect(Math.abs(median(carried))).toBeLessThan(1);
    for (const scale of [medianAbsoluteDeviation, qnScale, snScale]) expect(scale(carried)).toBeLessThan(5);
  });

  it("two spots of stations have a large dip, one has not", () => {
    const random = seededRandom("dip");
    const one = Array.from({ length: 400 }, () => random.normal());
    const two = one.map((value, i) => value + (i % 2) * 5);
    expect(dipTest(one, { seed: "d", replicates: 199 }).pValue).toBeGreaterThan(0.05);
    expect(dipTest(two, { seed: "d", replicates: 199 }).pValue).toBe(1 / 200);
  });
});
