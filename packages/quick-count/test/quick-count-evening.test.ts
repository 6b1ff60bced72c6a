import { describe, expect, it } from "vitest";
import type { Take } from "../src/index.ts";
import { QuickCount } from "../src/index.ts";
import { CONTEST, code, designOf, frameOf, planWith, sheet } from "./small-election.ts";

/** Sixty stations in three departments, of which thirty are drawn. */
const FRAME = frameOf({
  north: { urban: 10, rural: 10 },
  south: { urban: 10, rural: 10 },
  west: { urban: 10, rural: 10 },
});
const CODES = ["north", "south", "west"].flatMap((department) =>
  [1, 2, 3, 4, 5].flatMap((i) => [`${department}-urban-${i}`, `${department}-rural-${i}`]),
);

function start(changes: Record<string, unknown> = {}): QuickCount {
  const plan = planWith(changes);
  return new QuickCount(plan, CONTEST, designOf(FRAME, plan, CODES));
}

/** Votes that differ a little from station to station about a lead of a. */
function votesOf(i: number, lead: number): number[] {
  return [50 + lead / 2 + ((i * 7) % 5) - 2, 50 - lead / 2 - ((i * 7) % 5) + 2];
}

function receive(quickCount: QuickCount, codes: readonly string[], lead = 10): void {
  for (const station of codes) {
    const [a = 0, b = 0] = votesOf(CODES.indexOf(station), lead);
    quickCount.receive(code(station), sheet(a, b));
  }
}

function condition(take: Take, name: string) {
  return take.gate.find((one) => one.name === name);
}

describe("strata with one report or none", () => {
  const lonely = ["north-urban-1", "north-rural-1", "south-urban-1", "south-rural-1", "west-urban-1"];

  it("with one: the plan's rule is followed and noted", () => {
    const collapsed = start();
    receive(collapsed, lonely);
    const take = collapsed.take(0);
    expect(take.figures?.notes).toEqual([
      { stratum: "west", reports: 1, treatment: "collapse-variance", to: "south" },
    ]);
    expect(take.figures?.lead?.estimate).toBeGreaterThan(0);
  });

  it("with one, under the rule that stops: nothing is computed, and the take says so", () => {
    const failing = start({ lonely: "fail" });
    receive(failing, lonely);
    expect(failing.take(0)).toMatchObject({
      figures: null,
      notComputable: "lonely-stratum",
      verdict: { code: "not-computable", reason: "lonely-stratum" },
    });
    receive(failing, ["west-rural-1"]);
    expect(failing.take(1)).toMatchObject({ notComputable: null });
  });

  it("with none: it joins its neighbour and is noted; without a declared target it stays unrepresented, and that is noted", () => {
    const joined = start();
    receive(joined, lonely.slice(0, 4));
    expect(joined.take(0).figures?.notes).toEqual([
      { stratum: "west", reports: 0, treatment: "reweight", to: "south" },
    ]);
    const alone = start({ collapse: { rule: "map", map: {} } });
    receive(alone, lonely.slice(0, 4));
    expect(alone.take(0).figures?.notes).toEqual([
      { stratum: "west", reports: 0, treatment: "unrepresented", to: null },
    ]);
  });
});

describe("the headline", () => {
  const postStrata = { columns: ["zone"], minimum: 5 };
  const urban = CODES.filter((station) => station.includes("urban"));
  const rural = CODES.filter((station) => station.includes("rural"));

  it("is the weighted estimate until every cell has its minimum, with the thin cells named", () => {
    const quickCount = start({ postStrata });
    receive(quickCount, [...urban, ...rural.slice(0, 4)]);
    const before = quickCount.take(0);
    expect(before).toMatchObject({ headline: "weighted", postStratified: null });
    expect(before.figures).toBe(before.weighted);
    expect(before.thinPostStrata.map(({ name, reports }) => [name, reports])).toEqual([["rural", 4]]);
    receive(quickCount, rural.slice(4, 5));
    const after = quickCount.take(1);
    expect(after).toMatchObject({ headline: "post-stratified", thinPostStrata: [] });
    expect(after.figures).toBe(after.postStratified);
  });

  it("stays weighted where the plan says so, and both are shown", () => {
    const quickCount = start({ postStrata, headline: "weighted" });
    receive(quickCount, CODES);
    const take = quickCount.take(0);
    expect(take).toMatchObject({ headline: "weighted" });
    expect(take.figures).toBe(take.weighted);
    expect(take.postStratified).not.toBeNull();
  });

  it("without post-strata has no post-stratified estimate, and no thin cells", () => {
    const quickCount = start();
    receive(quickCount, CODES);
    expect(quickCount.take(0)).toMatchObject({
      headline: "weighted",
      postStratified: null,
      thinPostStrata: [],
    });
  });
});

describe("the call", () => {
  it("is too close below the plan's probability, and names the first above it", () => {
    const close = start({ watch: ["department", "zone"] });
    receive(close, CODES.slice(0, 24), 0);
    receive(close, CODES.slice(24), 2);
    close.take(0);
    close.take(1);
    const take = close.take(2);
    const probability = Math.max(...(take.probabilityFirst ?? []));
    expect(probability).toBeGreaterThan(0.5);
    expect(probability).toBeLessThan(0.99);
    expect(take.call).toBeNull();
    expect(take.verdict).toMatchObject({ code: "too-close-to-call", probability, threshold: 0.99 });
    const bold = start({ decision: { probabilityFirst: 0.5 } });
    receive(bold, CODES.slice(0, 24), 0);
    receive(bold, CODES.slice(24), 2);
    expect(bold.take(0).call).toBe(0);
  });

  it("is open once everything holds: the verdict names the choice, with all five conditions met", () => {
    const quickCount = start({ watch: ["department", "zone"] });
    receive(quickCount, CODES);
    quickCount.take(0);
    quickCount.take(1);
    const take = quickCount.take(2);
    expect(take.gate.map(({ holds }) => holds)).toEqual([true, true, true, true, true]);
    expect(take).toMatchObject({ call: 0, verdict: { code: "can-be-trusted", first: "a" } });
  });
});

describe("the gate over the evening", () => {
  it("settles by takes: unknown twice, then a number; a jump of the estimate shuts it again", () => {
    const quickCount = start();
    receive(quickCount, CODES.slice(0, 26));
    const takes = [0, 1, 2].map((at) => quickCount.take(at));
    expect(takes.map((take) => condition(take, "stability")?.value)).toEqual([null, null, 0]);
    expect(takes.map(({ number }) => number)).toEqual([1, 2, 3]);
    receive(quickCount, CODES.slice(26), -60);
    expect(condition(quickCount.take(3), "stability")?.holds).toBe(false);
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

  it("takes reports set aside as arrived, and as unknown votes when it asks what is missing could change", () => {
    const all = start();
    receive(all, CODES);
    const aside = start();
    CODES.forEach((station, i) => {
      const [a = 0, b = 0] = votesOf(i, 10);
      aside.receive(code(station), sheet(a, b), i % 3 === 0);
    });
    const take = aside.take(0);
    const missing = start();
    receive(
      missing,
      CODES.filter((_, i) => i % 3 !== 0),
    );
    expect(take).toMatchObject({ arrived: 30, usable: 20, coverage: 1 });
    expect(condition(take, "sensitivity")?.value).toBe(condition(missing.take(0), "sensitivity")?.value);
    expect(condition(take, "sensitivity")?.value).toBeLessThan(take.figures?.lead?.estimate ?? Number.NaN);
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

  it("sees that the stations that reported are smaller than the frame's", () => {
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
