import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  logBeta,
  logGamma,
  normalCdf,
  normalDensity,
  normalQuantile,
  regularizedIncompleteBeta,
  studentTCdf,
  studentTDensity,
  studentTQuantile,
} from "../src/distributions/index.ts";
import { StatisticsError } from "../src/statistics-error.ts";

// All tables below: mpmath 1.x with 60 digits (erfc, loggamma, betainc), quantiles by Newton's method there.
const NORMAL_CDF: [number, number][] = [
  [-37, 5.725571222524577e-300],
  [-30, 4.906713927148187e-198],
  [-20.3, 6.429244467698346e-92],
  [-10, 7.619853024160525e-24],
  [-5.5, 1.8989562465887718e-8],
  [-3, 0.0013498980316300946],
  [-2.0001, 0.022744733391410546],
  [-2, 0.02275013194817921],
  [-1.9999, 0.022755531584767185],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [-1e-8, 0.4999999960105772],
  [0, 0.5],
  [0.3, 0.6179114221889527],
  [1, 0.8413447460685429],
  [1.96, 0.9750021048517795],
  [2.5, 0.9937903346742238],
  [4, 0.9999683287581669],
  [6, 0.9999999990134123],
  [8, 0.9999999999999993],
];
const NORMAL_QUANTILE: [number, number][] = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [1e-9, -5.9978070150076865],
  [0.001, -3.0902323061678136],
  [0.025, -1.9599639845400543],
  [0.1, -1.2815515655446004],
  [0.2499, -0.67480447011061],
  [0.25, -0.6744897501960817],
  [0.3, -0.5244005127080408],
  [0.499999, -2.5066282745665593e-6],
  [0.5000001, 2.506628273311648e-7],
  [0.6, 0.2533471031357997],
  [0.75, 0.6744897501960817],
  [0.76, 0.7063025628400875],
  [0.95, 1.6448536269514722],
  [0.975, 1.9599639845400538],
  [0.995, 2.5758293035489004],
  [0.9999, 3.7190164854557084],
  [0.9999999999, 6.361340889697422],
];
const LOG_GAMMA: [number, number][] = [
  [1e-10, 23.025850929882736],
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247001],
  [1.5, -0.12078223763524522],
  [2.3, 0.15418945495963046],
  [3.7, 1.428072326665388],
  [9.99, 12.779315214350193],
  [10, 12.801827480081469],
  [50.5, 146.51925549072064],
  [1000.25, 5906.9472682711175],
  [10000000.0, 151180949.3694739],
];
const INCOMPLETE_BETA: [number, number, number, number][] = [
  [0.1, 0.5, 0.5, 0.20483276469913345],
  [0.3, 2, 5, 0.5798249999999999],
  [0.9, 2, 5, 0.999945],
  [0.5, 12, 15, 0.7214014530181885],
  [0.4, 100, 150, 0.5034356102985403],
  [0.05, 20, 30, 6.567380069473392e-14],
  [0.99, 200, 3.5, 0.774557670595279],
  [0.001, 0.01, 20, 0.966700327596117],
  [0.7, 700, 300, 0.4963288171392309],
  [0.2, 3, 1000, 1.0],
];
const T_CDF: [number, number, number][] = [
  [-1, 1, 0.25],
  [-2.5, 0.7, 0.1598521813406369],
  [-100000.0, 1, 3.1830988617318035e-6],
  [-3, 2.4, 0.038181131786634404],
  [-0.01, 3, 0.496324555706426],
  [-0.5, 4.3, 0.3207941904503839],
  [-1.5, 4.3, 0.10156452798543028],
  [-12.7, 4.3, 7.146014700527798e-5],
  [-2, 30.5, 0.027236831799839944],
  [-40, 30.5, 3.2116434209631414e-28],
  [-3, 350, 0.0014466413741759006],
  [-8, 1000.7, 1.7121657380826295e-15],
  [-2, 7000, 0.022769415743996362],
  [-1.2, 7000, 0.11508997575430471],
  [-5, 100000.0, 2.8713508393208365e-7],
  [-3, 10000000.0, 0.0013499013555185806],
  [-1, 100000000.0, 0.15865525514131068],
  [-2, 900000000.0, 0.022750132098154113],
  [-2, 2000000000.0, 0.022750132015667914],
  [0.3, 5, 0.6118754788683628],
  [2, 10, 0.9633059826146299],
  [1.5, 1000000.0, 0.9331926408816036],
];
const T_QUANTILE: [number, number, number][] = [
  [0.975, 4.3, 2.701694898282231],
  [0.975, 1, 12.706204736174694],
  [0.975, 1.5, 6.016663104427928],
  [0.975, 400, 1.9659123432294627],
  [0.975, 7404.2, 1.96028443137824],
  [0.95, 2.2, 2.7467700534596924],
  [0.995, 12, 3.0545395893929017],
  [0.6, 3, 0.27667066233268983],
  [0.500001, 7, 2.59746027572368e-6],
  [0.74, 0.8, 1.0376877059751006],
  [0.76, 0.8, 1.1904190917898971],
  [0.9, 0.5, 10.27032441023451],
  [1e-9, 0.5, -1.0284911563163398e17],
  [1e-300, 1, -3.1830988618379066e299],
  [1e-300, 5.5, -5.9183171216096895e54],
  [1e-100, 40, -1866.1936671671574],
  [1e-12, 300, -7.341323842178773],
  [0.001, 2, -22.327124770119877],
  [0.2, 1000000.0, -0.841621593013984],
  [0.9999999, 25, 7.084414911953285],
];

const relative = (actual: number, expected: number): number =>
  expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1);

describe("distributions against mpmath", () => {
  it.each(NORMAL_CDF)("normalCdf(%d)", (x, p) => expect(relative(normalCdf(x), p)).toBeLessThan(2e-14));
  it.each(NORMAL_QUANTILE)("normalQuantile(%d)", (p, x) =>
    expect(relative(normalQuantile(p), x)).toBeLessThan(2e-14),
  );
  it.each(LOG_GAMMA)("logGamma(%d)", (x, value) => expect(relative(logGamma(x), value)).toBeLessThan(2e-14));
  it.each(INCOMPLETE_BETA)("I_%d(%d, %d)", (x, a, b, value) => {
    expect(relative(regularizedIncompleteBeta(x, a, b), value)).toBeLessThan(2e-14);
  });
  it.each(T_CDF)("studentTCdf(%d, %d)", (t, df, p) =>
    expect(relative(studentTCdf(t, df), p)).toBeLessThan(5e-14),
  );
  it.each(T_QUANTILE)("studentTQuantile(%d, %d)", (p, df, t) => {
    expect(relative(studentTQuantile(p, df), t)).toBeLessThan(1e-13);
  });
});

describe("distributions against R 4.2.2", () => {
  it("qt, qnorm and pt", () => {
    expect(relative(studentTQuantile(0.975, 4.3), 2.7016948982822306)).toBeLessThan(1e-13);
    expect(relative(studentTQuantile(0.975, 12), 2.1788128296672284)).toBeLessThan(1e-13);
    expect(relative(studentTQuantile(0.975, 400), 1.9659123432294625)).toBeLessThan(1e-13);
    expect(relative(normalQuantile(1e-20), -9.2623400897984052)).toBeLessThan(1e-13);
    expect(relative(studentTCdf(-2.5, 0.7), 0.15985218134063686)).toBeLessThan(1e-13);
  });
});

describe("properties of the distributions", () => {
  const df = fc.double({ min: 0.3, max: 1e6, noNaN: true });
  const probability = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });

  it("the distribution function of a quantile is the probability", () => {
    fc.assert(
      fc.property(probability, df, (p, nu) => {
        expect(relative(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12);
        expect(relative(studentTCdf(studentTQuantile(p, nu), nu), p)).toBeLessThan(1e-11);
      }),
    );
  });
  it("are symmetric and monotone", () => {
    const t = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(t, t, df, (a, b, nu) => {
        expect(studentTCdf(a, nu) + studentTCdf(-a, nu)).toBeCloseTo(1, 13);
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(studentTCdf(low, nu)).toBeLessThanOrEqual(studentTCdf(high, nu) * (1 + 1e-13));
        expect(normalCdf(low)).toBeLessThanOrEqual(normalCdf(high) * (1 + 1e-13));
      }),
    );
  });
  it("densities are the slopes", () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), df, (x, nu) => {
        const slope = (studentTCdf(x + 1e-5, nu) - studentTCdf(x - 1e-5, nu)) / 2e-5;
        expect(slope).toBeCloseTo(studentTDensity(x, nu), 7);
        expect((normalCdf(x + 1e-5) - normalCdf(x - 1e-5)) / 2e-5).toBeCloseTo(normalDensity(x), 8);
      }),
    );
  });
  it("B(a, b) by its recurrence", () => {
    const shape = fc.double({ min: 0.1, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        const difference = logBeta(a + 1, b) - logBeta(a, b) - Math.log(a / (a + b));
        expect(Math.abs(difference)).toBeLessThan(1e-12 * (1 + Math.abs(logBeta(a, b))));
      }),
    );
  });
  it("refuse what they cannot take", () => {
    expect(() => normalQuantile(1)).toThrow(StatisticsError);
    expect(() => studentTQuantile(0.5, 0)).toThrow(StatisticsError);
    expect(() => studentTCdf(Number.NaN, 3)).toThrow(StatisticsError);
    expect(() => logGamma(-1)).toThrow(StatisticsError);
  });
});
