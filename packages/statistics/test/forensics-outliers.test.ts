import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dipTest,
  medcouple,
  median,
  medianAbsoluteDeviation,
  minimumCovarianceDeterminant,
  qnScale,
  seededRandom,
  snScale,
} from "../src/index.ts";

describe("resistant estimates", () => {
  it("of 1 to 9 and 100, as R’s robustbase has them", () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100];
    expect(median(values)).toBe(5.5);
    expect(medianAbsoluteDeviation(values)).toBeCloseTo(3.7065, 12);
    expect(qnScale(values)).toBeCloseTo(3.1961829592, 9);
    expect(snScale(values)).toBeCloseTo(3.5778, 12);
    expect(medcouple(values)).toBe(0);
  });

  it("an ellipse of the greater half is not moved by the lesser", () => {
    const random = seededRandom("ellipse");
    const x = Array.from({ length: 400 }, (_, i) =>
      i % 3 === 0 ? 8 + random.normal() / 5 : random.normal(),
    );
    const y = x.map((value, i) => (i % 3 === 0 ? 8 : value / 2 + random.normal()));
    const { center, covariance, distances } = minimumCovarianceDeterminant(x, y);
    expect(Math.hypot(...center)).toBeLessThan(0.3);
    expect(covariance[0]).toBeLessThan(3);
    expect(distances.filter((distance, i) => i % 3 === 0 && distance > 20)).toHaveLength(134);
  });

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
