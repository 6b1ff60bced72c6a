import { describe, expect, it } from "vitest";
import { QuickCount } from "../src/index.ts";
import { CODES, condition, receive, start, votesOf } from "./evening.ts";
import { CONTEST, code, designOf, frameOf, planWith, sheet } from "./small-election.ts";

describe("the gate over the evening", () => {
  it("settles by takes with new reports: unknown twice, then a number; a jump shuts it again", () => {
    const quickCount = start();
    const takes = [26, 27, 28].map((reports, at) => {
      receive(quickCount, CODES.slice(0, reports));
      return quickCount.take(at);
    });
    const values = takes.map((take) => condition(take, "stability")?.value);
    expect(values.slice(0, 2)).toEqual([null, null]);
    expect(values[2]).toBeGreaterThan(0);
    expect(values[2]).toBeLessThan(1 / 3);
    expect(takes.map(({ number }) => number)).toEqual([1, 2, 3]);
    receive(quickCount, CODES.slice(28), -90);
    expect(condition(quickCount.take(3), "stability")?.holds).toBe(false);
  });

  it("does not settle while nothing comes, although the estimate stands still", () => {
    const quickCount = start({ watch: ["department", "zone"] });
    receive(quickCount, CODES.slice(0, 28));
    const takes = [0, 1, 2, 3].map((at) => quickCount.take(at));
    expect(takes.map((take) => condition(take, "stability")?.value)).toEqual([null, null, null, null]);
    expect(takes.at(-1)?.verdict).toMatchObject({ code: "not-settled", value: null });
  });

  it("settles three takes after the last station's report, however much that one moved it", () => {
    const quickCount = start();
    receive(quickCount, CODES.slice(0, 20));
    quickCount.take(0);
    receive(quickCount, CODES.slice(20), -60);
    const takes = [1, 2, 3].map((at) => quickCount.take(at));
    expect(takes.map((take) => condition(take, "stability")?.holds)).toEqual([null, false, true]);
  });

  it("asks the coverage of watched groups too", () => {
    const quickCount = start({ watch: ["department"] });
    receive(quickCount, CODES.filter((station) => !station.startsWith("west-rural")).slice(0, 27));
    const some = quickCount.take(0);
    expect(condition(some, "coverage")).toMatchObject({ holds: false, value: 25 / 30, threshold: 0.9 });
    const others = start({ watch: ["department"], gate: { coverage: 0.8 } });
    receive(
      others,
      CODES.filter((station) => !station.startsWith("west-rural")),
    );
    expect(others.take(0).verdict).toEqual({
      code: "group-too-early",
      group: "west",
      value: 0.5,
      threshold: 0.7,
    });
  });

  it("takes reports set aside as arrived but not as covered: the gate is that of the evening without them", () => {
    const plan = { watch: ["department", "zone"], gate: { coverage: 0.6, groupCoverage: 0.5 } };
    const aside = start(plan);
    CODES.forEach((station, i) => {
      const [a = 0, b = 0] = votesOf(i, 10);
      aside.receive(code(station), sheet(a, b), i % 3 === 0);
    });
    const take = aside.take(0);
    const missing = start(plan);
    receive(
      missing,
      CODES.filter((_, i) => i % 3 !== 0),
    );
    const without = missing.take(0);
    expect(take).toMatchObject({ arrived: 30, usable: 20, coverage: 2 / 3 });
    expect(take).toEqual({ ...without, arrived: 30 });
    expect(condition(take, "coverage")).toMatchObject({ holds: true, value: 2 / 3 });
    expect(condition(take, "sensitivity")?.value).toBeLessThan(take.figures?.lead?.estimate ?? Number.NaN);
  });

  it("stays shut while a stratum that weighs much has one report, whatever the rest of the sample has", () => {
    const quickCount = start({ watch: ["zone"], gate: { coverage: 0.6 } });
    const west = CODES.filter((station) => station.startsWith("west"));
    receive(quickCount, [...CODES.filter((station) => !west.includes(station)), ...west.slice(0, 1)]);
    expect(quickCount.take(0).verdict).toEqual({
      code: "group-too-early",
      group: "west",
      value: 0.1,
      threshold: 0.7,
    });
    receive(quickCount, west.slice(1, 2));
    expect(condition(quickCount.take(1), "coverage")).toMatchObject({ holds: true, subject: null });
  });

  it("stays shut over a stratum that nobody speaks for, and that joins none", () => {
    const frame = frameOf({ north: { urban: 10, rural: 10 }, west: { urban: 1, rural: 0 } });
    const plan = planWith({ collapse: { rule: "map", map: {} } });
    const codes = frame.stations.map((station) => String(station.code));
    const quickCount = new QuickCount(plan, CONTEST, designOf(frame, plan, codes));
    codes.slice(0, 20).forEach((station, i) => {
      quickCount.receive(code(station), sheet(52 + (i % 3), 48));
    });
    expect(condition(quickCount.take(0), "coverage")).toMatchObject({
      holds: false,
      value: 0,
      subject: "west",
    });
  });

  it("has the lead itself as the worst lead when nothing is missing, stations without votes included", () => {
    const quickCount = start();
    receive(quickCount, CODES.slice(1));
    quickCount.receive(code(CODES[0] ?? ""), sheet(0, 0));
    const take = quickCount.take(0);
    expect(condition(take, "sensitivity")?.value).toBeCloseTo(take.figures?.lead?.estimate ?? Number.NaN, 12);
  });

  it("raises the alarm when rural stations are late, and the drift when the vote goes with the order", () => {
    const late = start({ watch: ["zone"] });
    receive(
      late,
      CODES.filter((station) => station.includes("urban")),
    );
    const take = late.take(0);
    expect(take.bias.raised).toContain("arrival-differs");
    expect(take.bias.largest).toMatchObject({ column: "zone", difference: -1 });
    const drifting = start();
    CODES.slice(0, 27).forEach((station, i) => {
      drifting.receive(code(station), sheet(40 + i, 60 - i));
    });
    const { drift, raised } = drifting.take(0).bias;
    expect(raised).toContain("estimate-drifts");
    expect(drift?.projected).toBeGreaterThan(0);
  });

  it("sees that the stations that reported are smaller than those drawn", () => {
    const frame = frameOf({ north: { urban: 20, rural: 20 } }, (name) =>
      name.includes("urban") ? 300 : 100 + Number(name.slice(-1)),
    );
    const plan = planWith();
    const codes = frame.stations.map((station) => String(station.code));
    const quickCount = new QuickCount(plan, CONTEST, designOf(frame, plan, codes));
    receive(
      quickCount,
      codes.filter((station) => station.includes("rural")),
    );
    const { size, raised } = quickCount.take(0).bias;
    expect(size?.relative).toBeLessThan(-0.4);
    expect(raised).toContain("station-sizes-differ");
  });
});
