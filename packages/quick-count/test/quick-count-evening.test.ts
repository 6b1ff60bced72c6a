import { probabilityAhead } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import { CODES, condition, receive, start } from "./evening.ts";

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
    const lead = take.figures?.lead;
    const { estimate = 0, standardError = 0, degreesOfFreedom = 0 } = lead ?? {};
    // Student's t is less sure than the normal of all differences, and the gate takes the less sure.
    const probability = probabilityAhead(estimate, standardError, degreesOfFreedom);
    expect(probability).toBeLessThan(Math.max(...(take.probabilityFirst ?? [])));
    expect(probability).toBeGreaterThan(0.5);
    expect(probability).toBeLessThan(0.99);
    expect(take.call).toBeNull();
    expect(take.verdict).toEqual({ code: "too-close-to-call", probability, threshold: 0.99 });
    expect(condition(take, "decision")).toMatchObject({ holds: false, value: probability });
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
