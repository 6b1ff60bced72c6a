import { seededRandom } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import type { Take } from "../src/index.ts";
import { QuickCount } from "../src/index.ts";
import type { LateRuralCountry } from "./late-rural-country.ts";
import { makeLateRuralCountry } from "./late-rural-country.ts";
import { CONTEST, code, designOf, planWith, sheet } from "./small-election.ts";

const SAMPLES = 60;
/** Stratified by department only, so that zone is left to the post-strata. */
const PLAN = planWith({ postStrata: { columns: ["zone"], minimum: 5 }, watch: ["zone"] });

/** Quick counts of 300 stations each, looked at when 60 to 70 % of the sample has arrived. */
function takesOf(country: LateRuralCountry, seed: string, plan = PLAN): Take[] {
  const random = seededRandom(seed);
  const byDepartment = Map.groupBy(country.frame.stations, (station) => station.areas[0] ?? "");
  return Array.from({ length: SAMPLES }, () => {
    const codes = [...byDepartment.values()].flatMap((stations) =>
      random
        .shuffle([...stations])
        .slice(0, 50)
        .map((station) => String(station.code)),
    );
    const quickCount = new QuickCount(plan, CONTEST, designOf(country.frame, plan, codes));
    const order = [...codes].sort(
      (one, other) => (country.minute.get(one) ?? 0) - (country.minute.get(other) ?? 0),
    );
    for (const station of order.slice(0, Math.round((0.6 + 0.1 * random.next()) * codes.length))) {
      const [a, b] = country.votes.get(station) ?? [0, 0];
      quickCount.receive(code(station), sheet(a, b));
    }
    return quickCount.take(0);
  });
}

type Estimate = "weighted" | "postStratified";

/** Mean of the estimated less the true lead of a, in points; NaN when a take has no such estimate. */
function bias(takes: readonly Take[], which: Estimate, truth: number): number {
  const errors = takes.map((take) => {
    const shares = take[which]?.shares;
    return (shares?.[0]?.estimate ?? Number.NaN) - (shares?.[1]?.estimate ?? Number.NaN) - truth;
  });
  return (100 * errors.reduce((sum, error) => sum + error, 0)) / takes.length;
}

/** Share of takes that raise a sign. */
function raised(takes: readonly Take[], sign: Take["bias"]["raised"][number]): number {
  return takes.filter((take) => take.bias.raised.includes(sign)).length / takes.length;
}

describe("a country whose rural stations are late, over 60 samples at 60 to 70 % arrived", () => {
  const country = makeLateRuralCountry("late", { ruralDelay: 90 });
  const takes = takesOf(country, "late: samples");

  it("biases the weighted lead by more than 3 points (4.3 seen), the post-stratified by less than 1 (0.3 seen)", () => {
    expect(bias(takes, "weighted", country.lead)).toBeLessThan(-3);
    expect(Math.abs(bias(takes, "postStratified", country.lead))).toBeLessThan(1);
  });

  it("raises the alarm in more than 95 % of the samples (100 % seen), and lets no figure be trusted", () => {
    expect(raised(takes, "arrival-differs")).toBeGreaterThan(0.95);
    expect(raised(takes, "station-sizes-differ")).toBeGreaterThan(0.95);
    expect(takes.map((take) => take.verdict.code)).not.toContain("can-be-trusted");
  });

  it("hides from the drift test, which looks inside zones only: the post-strata have taken it in", () => {
    expect(raised(takes, "estimate-drifts")).toBeLessThan(0.1);
  });
});

describe("a country whose stations report in random order, over 60 samples at 60 to 70 % arrived", () => {
  const country = makeLateRuralCountry("even", { ruralDelay: 0 });
  const takes = takesOf(country, "even: samples");

  it("biases neither lead by 0.7 points (0.1 seen), and raises each sign in less than 10 % of the samples", () => {
    expect(Math.abs(bias(takes, "weighted", country.lead))).toBeLessThan(0.7);
    expect(Math.abs(bias(takes, "postStratified", country.lead))).toBeLessThan(0.7);
    for (const sign of ["arrival-differs", "estimate-drifts", "station-sizes-differ"] as const) {
      expect(raised(takes, sign)).toBeLessThan(0.1);
    }
  });
});

describe("a country whose rural departments are strongholds as well, its rural stations late", () => {
  const country = makeLateRuralCountry("strongholds", { ruralDelay: 90, ruralStrongholds: true });
  const byZone = takesOf(country, "strongholds: samples");
  const cells = planWith({ postStrata: { columns: ["department", "zone"], minimum: 1 } });
  const byBoth = takesOf(country, "strongholds: samples", cells);

  it("is corrected by cells of department and zone", () => {
    expect(bias(byZone, "weighted", country.lead)).toBeLessThan(-2.5);
    expect(Math.abs(bias(byBoth, "postStratified", country.lead))).toBeLessThan(0.7);
  });

  // Weights of a stratum are shared by the stations that reported, so the few rural reports of an urban department
  // stand for too little before zones are adjusted, and the adjustment is taken from rural departments instead.
  it("is corrected too far by zone alone: a limit to know when post-strata are chosen (1.7 points seen)", () => {
    expect(bias(byZone, "postStratified", country.lead)).toBeGreaterThan(1);
  });
});
