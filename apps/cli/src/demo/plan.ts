import type { AnalysisPlan } from "@veedor/quick-count";
import { readPlan } from "@veedor/quick-count";

/** The demo's sample: about one station in ten, by department, never fewer than three. */
export const DEMO_SAMPLE = {
  stations: 1_200,
  strata: ["department"],
  allocation: "proportional",
  minimum: 3,
} as const;

/**
 * The demo's analysis plan. Strata are departments only; that urban places report first is left to the post-strata,
 * so that the evening shows what they are for. They cross the strata with the zone: adjusting by zone alone would
 * overshoot, since departments whose rural places report early would stand for all rural places.
 */
export function demoPlan(date: string, utcOffset: string): AnalysisPlan {
  const nextDay = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return readPlan(
    "demo",
    JSON.stringify({
      format: "veedor-analysis-plan/1",
      denominator: "validVotes",
      headline: "post-stratified",
      postStrata: { columns: ["department", "zone"], minimum: 5 },
      watch: ["department", "zone", "access", "majority"],
      takes: {
        first: `${date}T18:00:00${utcOffset}`,
        last: `${nextDay}T00:30:00${utcOffset}`,
        everyMinutes: 10,
      },
    }),
  );
}
