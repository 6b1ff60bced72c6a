import { seededRandom } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import type { OrderedResidual } from "../src/reporting-bias.ts";
import { arrivalDrift } from "../src/reporting-bias.ts";

/** Every order of the items (Heap's algorithm). */
function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

/** S written out from its definition, with nothing of the tested code. */
function statisticOf(reports: readonly OrderedResidual[]): number {
  let sum = 0;
  for (const group of new Set(reports.map((report) => report.group))) {
    const members = reports.flatMap((report, i) =>
      report.group === group ? [{ ...report, rank: i + 1 }] : [],
    );
    const meanRank = members.reduce((so, { rank }) => so + rank, 0) / members.length;
    for (const { weight, residual, rank } of members) sum += weight * (rank - meanRank) * residual;
  }
  return sum;
}

const SMALL: readonly OrderedResidual[] = [
  { group: 0, weight: 12.5, residual: 31 },
  { group: 1, weight: 7, residual: -4 },
  { group: 0, weight: 12.5, residual: -12 },
  { group: 0, weight: 12.5, residual: 5 },
  { group: 1, weight: 7, residual: 22 },
  { group: 0, weight: 12.5, residual: -9 },
  { group: 1, weight: 7, residual: 1 },
  { group: 2, weight: 40, residual: 100 },
];

describe("the variance of the drift", () => {
  it("is that of all 4! × 3! orders of the reports inside their groups, exactly", () => {
    const places = [0, 1, 2].map((group) =>
      SMALL.flatMap((report, i) => (report.group === group ? [i] : [])),
    );
    const statistics: number[] = [];
    for (const first of permutations(places[0] ?? [])) {
      for (const second of permutations(places[1] ?? [])) {
        const order = [...SMALL];
        places[0]?.forEach((place, i) => (order[place] = SMALL[first[i] ?? 0] ?? order[place]!));
        places[1]?.forEach((place, i) => (order[place] = SMALL[second[i] ?? 0] ?? order[place]!));
        statistics.push(statisticOf(order));
      }
    }
    expect(statistics).toHaveLength(144);
    const mean = statistics.reduce((sum, s) => sum + s, 0) / 144;
    const variance = statistics.reduce((sum, s) => sum + (s - mean) ** 2, 0) / 144;
    expect(mean).toBeCloseTo(0, 9);
    expect(arrivalDrift(SMALL, [], 1000)?.z).toBeCloseTo(statisticOf(SMALL) / Math.sqrt(variance), 12);
  });
});

describe("the drift test", () => {
  const random = seededRandom("drift: residuals of 12 groups of 8");
  const residuals = Array.from({ length: 96 }, (_, i): OrderedResidual => {
    const group = i % 12;
    return { group, weight: 5 + group, residual: 40 * random.normal() + 25 * (group - 5.5) };
  });

  it("gives false alarms at 5 % and 1 % as often as its level says, in 4,000 random orders", () => {
    const orders = 4_000;
    const alarms = { "0.05": 0, "0.01": 0 };
    for (let k = 0; k < orders; k++) {
      const probability = arrivalDrift(random.shuffle([...residuals]), [], 1)?.probability ?? 1;
      if (probability < 0.05) alarms["0.05"] += 1;
      if (probability < 0.01) alarms["0.01"] += 1;
    }
    // Four standard errors of a share of 4,000: 1.4 points at 5 %, 0.63 points at 1 %.
    expect(Math.abs(alarms["0.05"] / orders - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / orders));
    expect(Math.abs(alarms["0.01"] / orders - 0.01)).toBeLessThan(4 * Math.sqrt((0.01 * 0.99) / orders));
  });

  it("sees nothing in groups that arrive one after the other, however much the groups differ", () => {
    let alarms = 0;
    for (let k = 0; k < 400; k++) {
      const order = random.shuffle([...residuals]).sort((a, b) => a.group - b.group);
      if ((arrivalDrift(order, [], 1)?.probability ?? 1) < 0.01) alarms += 1;
    }
    expect(alarms).toBeLessThan(12);
  });

  it("sees an order that goes with the vote: at 1 %, nearly always where half of the spread is the order's", () => {
    let alarms = 0;
    for (let k = 0; k < 200; k++) {
      const order = residuals
        .map((report) => ({
          report,
          late: report.residual - 25 * (report.group - 5.5) + 40 * random.normal(),
        }))
        .sort((a, b) => a.late - b.late);
      const drift = arrivalDrift(
        order.map(({ report }) => report),
        [],
        1,
      );
      if ((drift?.probability ?? 1) < 0.01 && (drift?.z ?? 0) > 0) alarms += 1;
    }
    expect(alarms).toBeGreaterThan(190);
  });
});

describe("the projected move of the lead", () => {
  /** A straight line: each later report of the one group has 2 votes more of lead; 20 of 30 stations have reported. */
  const rising = Array.from(
    { length: 20 },
    (_, i): OrderedResidual => ({ group: 0, weight: 3, residual: 2 * i - 19 }),
  );
  const missing = [{ group: 0, stations: 10, weight: 3 }];

  it("is the trend carried on to the missing stations, where the trend is a line", () => {
    // The missing stand on average 15 places behind the mean of those that reported: 10 × 3 × 2 × 15 votes.
    expect(arrivalDrift(rising, missing, 9_000)?.projected).toBeCloseTo((10 * 3 * 2 * 15) / 9_000, 12);
    const falling = rising.map((report) => ({ ...report, residual: -report.residual }));
    expect(arrivalDrift(falling, missing, 9_000)?.projected).toBeCloseTo(-0.1, 12);
  });

  it("is nothing when nothing is missing", () => {
    expect(arrivalDrift(rising, [], 9_000)?.projected).toBe(0);
  });

  it("counts the missing of a group without reports as if they stood at the mean place so far", () => {
    const drift = arrivalDrift(rising, [{ group: 7, stations: 10, weight: 3 }], 9_000);
    expect(drift?.projected).toBeCloseTo((10 * 3 * 2 * 15.5) / 9_000, 12);
  });
});

describe("a drift that cannot be computed", () => {
  it.each([
    ["no report", []],
    ["one report", [{ group: 0, weight: 1, residual: 3 }]],
    ["one report in each group", [0, 1, 2].map((group) => ({ group, weight: 1, residual: group }))],
    ["residuals that are all alike", [0, 1, 2].map(() => ({ group: 0, weight: 1, residual: 4 }))],
  ])("is null with %s", (_, reports) => {
    expect(arrivalDrift(reports, [], 100)).toBeNull();
  });

  it("is null where there is no denominator", () => {
    expect(arrivalDrift(SMALL, [], 0)).toBeNull();
  });
});
