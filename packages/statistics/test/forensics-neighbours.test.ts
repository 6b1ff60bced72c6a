import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  areaOutliers,
  arrivalJump,
  lateShift,
  seededRandom,
  stationSwings,
  swingBaseline,
} from "../src/index.ts";

/** Stations in areas: rates of an area, overdispersion of its stations, binomial counts. */
function stationsIn(seed: string, areas: number, each: number) {
  const random = seededRandom(seed);
  const names: string[] = [];
  const registered: number[] = [];
  const ballots: number[] = [];
  const votes: number[] = [];
  const shares: number[] = [];
  for (let area = 0; area < areas; area++) {
    const share = 0.25 + 0.5 * random.next();
    for (let i = 0; i < each; i++) {
      names.push(`area ${area}`);
      registered.push(300 + random.integer(500));
      ballots.push(random.binomial(registered.at(-1)!, 0.6));
      shares.push(1 / (1 + Math.exp(-(Math.log(share / (1 - share)) + 0.2 * random.normal()))));
      votes.push(random.binomial(ballots.at(-1)!, shares.at(-1)!));
    }
  }
  return { names, registered, ballots, votes, shares, random };
}

describe("stations against the others of their area", () => {
  it("raises few alarms in a clean country, and finds planted stations with their votes", () => {
    const { names, ballots, votes } = stationsIn("areas", 40, 25);
    const clean = areaOutliers(votes, ballots, names).filter(({ qValue }) => qValue < 0.05);
    expect(clean.length).toBeLessThanOrEqual(3);
    const made = votes.map((count, i) => (i % 200 === 7 ? Math.round(0.97 * ballots[i]!) : count));
    const found = areaOutliers(made, ballots, names).filter(({ qValue }) => qValue < 0.05);
    const planted = found.filter(({ station }) => station % 200 === 7);
    expect(planted).toHaveLength(5);
    for (const { counts, rate, ordinary } of planted) {
      expect(counts).toBeGreaterThan(50);
      expect(rate).toBeGreaterThan(ordinary);
    }
    expect(found.length - planted.length).toBeLessThanOrEqual(3);
  });

  it("by hand: the ordinary rate is the median of the others", () => {
    const found = areaOutliers([10, 20, 30, 40, 90], [100, 100, 100, 100, 100], ["a", "a", "a", "a", "a"]);
    // Of the others of the last, 10, 20, 30 and 40: between the logits of 20 and 30.
    const logit = (a: number) => Math.log((a + 0.5) / (100 - a + 0.5));
    expect(found[4]?.deviation).toBeCloseTo(logit(90) - (logit(20) + logit(30)) / 2, 12);
    expect(found[2]?.deviation).toBeCloseTo(logit(30) - (logit(20) + logit(40)) / 2, 12);
  });

  it("property: exchanging a choice for all others turns every deviation round", () => {
    const station = fc.tuple(
      fc.integer({ min: 1, max: 500 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(2),
    );
    fc.assert(
      fc.property(fc.array(station, { minLength: 2, maxLength: 25 }), (stations) => {
        const whole = stations.map(([n]) => n);
        const part = stations.map(([n, share]) => Math.round(n * share));
        const areas = stations.map(([, , area]) => String(area));
        const ours = areaOutliers(part, whole, areas);
        const others = areaOutliers(
          part.map((count, i) => whole[i]! - count),
          whole,
          areas,
        );
        ours.forEach(({ z }, i) => expect(others[i]?.z).toBeCloseTo(-z, 8));
      }),
    );
  });
});

describe("swing against a previous election", () => {
  it("an odd station that was as odd before is left alone; a new one is found", () => {
    const { names, ballots, votes, shares, random } = stationsIn("swing", 30, 20);
    // A stronghold at both elections, and everywhere a swing of some points.
    const swung = shares.map((share, i) =>
      i === 5 ? 0.95 : 1 / (1 + Math.exp(-(Math.log(share / (1 - share)) + 0.3))),
    );
    const now = ballots.map((n, i) => random.binomial(n, swung[i]!));
    const before = votes.with(5, Math.round(0.93 * ballots[5]!));
    const clean = stationSwings({ votes: before, total: ballots }, { votes: now, total: ballots }, names);
    expect(clean.find(({ station }) => station === 5)?.qValue).toBeGreaterThan(0.05);
    expect(clean.filter(({ qValue }) => qValue < 0.05).length).toBeLessThanOrEqual(2);
    const changed = now.with(100, Math.round(0.98 * ballots[100]!));
    const found = stationSwings({ votes: before, total: ballots }, { votes: changed, total: ballots }, names);
    expect(found.toSorted((a, b) => a.pValue - b.pValue)[0]?.station).toBe(100);
  });

  it("stands beside simulated elections: a clean one is ordinary, one with five changed stations is not", () => {
    const { names, ballots, shares, random } = stationsIn("swing simulated", 20, 25);
    const drawn = () => shares.map((share, i) => random.binomial(ballots[i]!, share));
    const [before, now] = [drawn(), drawn()];
    const of = (votes: readonly number[]) =>
      swingBaseline({ votes: before, total: ballots }, { votes, total: ballots }, names, {
        seed: "s",
        replicates: 39,
      });
    expect(of(now).pValue).toBeGreaterThan(0.1);
    const changed = now.map((count, i) => (i % 100 === 50 ? Math.round(0.97 * ballots[i]!) : count));
    expect(of(changed).pValue).toBe(1 / 40);
  });

  it("property: an election compared with itself has no swing", () => {
    const { names, ballots, votes } = stationsIn("itself", 4, 10);
    for (const one of stationSwings({ votes, total: ballots }, { votes, total: ballots }, names)) {
      expect(one).toMatchObject({ swing: 0, deviation: 0, pValue: 1 });
    }
  });
});

describe("late shift with the composition taken out", () => {
  /** Places of 12 stations; late stations are mostly in the places of the first choice. */
  const night = (seed: string, altered: number) => {
    const random = seededRandom(seed);
    const [first, second, total, late, places, regions]: [
      number[],
      number[],
      number[],
      boolean[],
      string[],
      string[],
    ] = [[], [], [], [], [], []];
    for (let place = 0; place < 120; place++) {
      const share = place / 120;
      for (let i = 0; i < 12; i++) {
        const isLate = random.next() < 0.05 + 0.4 * share;
        const n = 200 + random.integer(100);
        const own = Math.min(1, 0.1 + 0.6 * share + (isLate ? altered : 0));
        first.push(random.binomial(n, own));
        second.push(n - first.at(-1)!);
        total.push(n);
        late.push(isLate);
        places.push(`place ${place}`);
        regions.push(`region ${Math.floor(place / 30)}`);
      }
    }
    return { first, second, total, late, areas: [places, regions] };
  };

  it("a large shift that is all of places leaves nothing", () => {
    const found = lateShift(night("places", 0), { seed: "l", replicates: 199 });
    expect(found.shift).toBeGreaterThan(0.15);
    expect(Math.abs(found.residual)).toBeLessThan(0.02);
    expect(found.pValue).toBeGreaterThan(0.05);
    const explained = found.levels.map((level) => level.composition);
    // Finer places explain more.
    expect(explained[1]).toBeGreaterThan(explained[0]!);
  });

  it("late stations altered by three points leave a residual of six points of lead", () => {
    const found = lateShift(night("altered", 0.03), { seed: "l", replicates: 199 });
    expect(found.residual).toBeGreaterThan(0.045);
    expect(found.residual).toBeLessThan(0.075);
    expect(found.pValue).toBe(1 / 200);
  });

  it("its p-values in clean nights are uniform: one in twenty below 0.05", () => {
    let below = 0;
    for (let i = 0; i < 60; i++) {
      if (lateShift(night(`clean ${i}`, 0), { seed: `${i}`, replicates: 39 }).pValue <= 0.05) below += 1;
    }
    expect(below).toBeLessThanOrEqual(8);
  });

  it("property: shift is composition and residual, at every level, whatever the votes", () => {
    const station = fc.tuple(fc.nat(100), fc.nat(100), fc.boolean(), fc.nat(3));
    fc.assert(
      fc.property(fc.array(station, { minLength: 4, maxLength: 30 }), (stations) => {
        const total = stations.map(([a, b]) => a + b + 1);
        fc.pre(stations.some(([, , isLate]) => isLate) && stations.some(([, , isLate]) => !isLate));
        const found = lateShift(
          {
            first: stations.map(([a]) => a),
            second: stations.map(([, b]) => b),
            total,
            late: stations.map(([, , isLate]) => isLate),
            areas: [
              stations.map(([, , , area]) => String(area)),
              stations.map(([, , , area]) => String(area % 2)),
            ],
          },
          { seed: "p", replicates: 3 },
        );
        for (const { composition, residual } of found.levels)
          expect(composition + residual).toBeCloseTo(found.shift, 10);
      }),
    );
  });

  it("a jump at one moment stands out among other moments", () => {
    const random = seededRandom("jump");
    const arrival = Array.from({ length: 4_000 }, (_, i) => i / 40);
    const values = arrival.map((at) => 0.1 * random.normal() + (at > 84 ? 0.03 : 0));
    const weights = arrival.map(() => 200);
    const found = arrivalJump({ values, weights, arrival }, 84, 5);
    expect(found.jump).toBeCloseTo(0.03, 1);
    expect(found.pValue).toBeLessThan(0.05);
    expect(arrivalJump({ values, weights, arrival }, 40, 5).pValue).toBeGreaterThan(0.05);
  });
});
