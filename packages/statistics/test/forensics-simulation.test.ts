import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baselineOf, cleanCountry, digitTest, seededRandom, simulationBaseline } from "../src/index.ts";

const areas = ["a", "a", "b", "b", "b"];
const counts = {
  registered: [300, 400, 500, 120, 900],
  ballots: [200, 250, 400, 60, 700],
  votes: [
    [100, 120, 100, 20, 150],
    [60, 80, 200, 30, 400],
  ],
  areas,
};

describe("the simulated country without manipulation", () => {
  it("keeps the rates of each area on average", () => {
    const draw = cleanCountry(counts);
    const random = seededRandom("rates");
    let [ballots, first] = [0, 0];
    const draws = 4_000;
    for (let i = 0; i < draws; i++) {
      const country = draw(random);
      ballots += country.ballots[0]! + country.ballots[1]!;
      first += country.votes[0]![0]! + country.votes[0]![1]!;
    }
    expect(ballots / draws / 700).toBeCloseTo(450 / 700, 2);
    expect(first / ballots).toBeCloseTo(220 / 450, 2);
  });

  it("property: ballots never exceed the roll, votes never the ballots", () => {
    const station = fc
      .tuple(
        fc.nat(600),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(([registered, turnout, share]) => {
        const ballots = Math.floor(registered * turnout);
        const first = Math.floor(ballots * share);
        return { registered, ballots, first, second: Math.floor((ballots - first) * turnout) };
      });
    fc.assert(
      fc.property(fc.array(station, { minLength: 1, maxLength: 12 }), fc.string(), (stations, seed) => {
        const registered = stations.map((one) => one.registered);
        const draw = cleanCountry({
          registered,
          ballots: stations.map((one) => one.ballots),
          votes: [stations.map((one) => one.first), stations.map((one) => one.second)],
          areas: stations.map((_, i) => String(i % 2)),
        });
        const country = draw(seededRandom(seed));
        registered.forEach((roll, i) => {
          expect(country.ballots[i]).toBeLessThanOrEqual(roll);
          expect(country.votes[0]![i]! + country.votes[1]![i]!).toBeLessThanOrEqual(country.ballots[i]!);
          expect(Number.isInteger(country.votes[1]![i])).toBe(true);
        });
        expect(draw(seededRandom(seed))).toEqual(country);
      }),
      { numRuns: 60 },
    );
  });

  it("has the overdispersion of the file, also when a tenth of its stations is odd", () => {
    const random = seededRandom("overdispersed");
    const registered = Array.from({ length: 2_000 }, () => 500);
    const spread = 0.1;
    const rates = registered.map(() => 0.5 + spread * random.normal());
    const ballots = rates.map((rate) => random.binomial(500, Math.min(0.99, Math.max(0.01, rate))));
    const deviation = (values: ArrayLike<number>): number => {
      const list = Array.from(values);
      const mean = list.reduce((a, b) => a + b, 0) / list.length;
      return Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length);
    };
    const votes = [ballots.map((n) => Math.floor(n / 2))];
    const simulated = cleanCountry({ registered, ballots, votes })(seededRandom("1")).ballots;
    expect(deviation(simulated) / deviation(ballots)).toBeCloseTo(1, 1);
    const odd = ballots.map((n, i) => (i % 10 === 0 ? 495 : n));
    const resistant = cleanCountry({ registered, ballots: odd, votes })(seededRandom("1")).ballots;
    expect(deviation(resistant)).toBeLessThan(0.8 * deviation(odd));
  });
});

describe("a baseline by simulation", () => {
  it("by hand: the p-value counts the observed among the replicates", () => {
    const drawn = [1, 2, 3, 4].map((value) => ({ value, nominal: value / 10 }));
    expect(baselineOf(3, drawn, 0.25)).toMatchObject({ pValue: 3 / 5, mean: 2.5, falseAlarmRate: 0.5 });
    expect(baselineOf(9, drawn).pValue).toBe(1 / 5);
  });

  it("property: the p-value never rises with the observed statistic", () => {
    const values = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(
        values,
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: 0, max: 9, noNaN: true }),
        (list, at, more) => {
          const drawn = list.map((value) => ({ value, nominal: null }));
          expect(baselineOf(at + more, drawn).pValue).toBeLessThanOrEqual(baselineOf(at, drawn).pValue);
        },
      ),
    );
  });

  it("second digits: the textbook p-value cries wolf in a country of small stations, the simulated one does not", () => {
    const random = seededRandom("small stations");
    const registered = Array.from({ length: 1_500 }, () => 150 + random.integer(150));
    const ballots = registered.map((n) => random.binomial(n, 0.6));
    const votes = [ballots.map((n) => random.binomial(n, 0.45))];
    const draw = cleanCountry({ registered, ballots, votes });
    const of = (column: ArrayLike<number>) => digitTest(column, "second");
    const nominal = of(votes[0]!);
    const baseline = simulationBaseline({
      observed: nominal.chiSquare,
      draw: (source) => {
        const test = of(draw(source).votes[0]!);
        return { value: test.chiSquare, nominal: test.pValue };
      },
      replicates: 99,
      seed: "wolf",
    });
    expect(nominal.pValue).toBeLessThan(0.001);
    // A test at 5 % that alarms in most clean countries is no test at 5 %.
    expect(baseline.falseAlarmRate).toBeGreaterThan(0.5);
    expect(baseline.pValue).toBeGreaterThan(0.02);
  });
});
