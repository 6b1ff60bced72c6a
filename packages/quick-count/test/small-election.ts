import type { Contest, Figure, Frame, Station, StationCode } from "@veedor/domain";
import { defineContest, defineFrame } from "@veedor/domain";
import type { AnalysisPlan, SampleDesign, StationWithColumns } from "../src/index.ts";
import { readPlan, sampleDesign, withColumns } from "../src/index.ts";

/** A contest of two choices whose sheet gives blank, null and the total. */
export const CONTEST: Contest = defineContest({
  code: "presidency",
  lines: [
    { code: "a", role: "choice" },
    { code: "b", role: "choice" },
    { code: "blank", role: "blank" },
    { code: "null", role: "null" },
    { code: "total", role: "total" },
  ],
});

/** A sheet of {@link CONTEST} without blank or null votes. */
export function sheet(a: number, b: number): Figure[] {
  return [a, b, 0, 0, a + b];
}

/** A plan with takes every ten minutes; what is not given takes its default. */
export function planWith(changes: Record<string, unknown> = {}): AnalysisPlan {
  const takes = { first: "2031-03-16T18:00:00-05:00", last: "2031-03-16T20:00:00-05:00" };
  const plan = { format: "veedor-analysis-plan/1", denominator: "validVotes", takes, ...changes };
  return readPlan("plan.json", JSON.stringify(plan));
}

export function code(text: string): StationCode {
  return text as StationCode;
}

/** Stations by department: how many urban and how many rural ones; codes `north-urban-1` … */
export type Departments = Readonly<Record<string, { readonly urban: number; readonly rural: number }>>;

/** A frame of 100 registered voters a station, or of what `registered` says. */
export function frameOf(
  departments: Departments,
  registered: (code: string) => number | null = () => 100,
): Frame {
  const stations = Object.entries(departments).flatMap(([department, counts]) =>
    (["urban", "rural"] as const).flatMap((zone) =>
      Array.from({ length: counts[zone] }, (_, i): Station => {
        const name = `${department}-${zone}-${i + 1}`;
        return {
          code: code(name),
          formerCode: null,
          areas: [department],
          centre: null,
          registered: registered(name),
          attributes: { zone },
        };
      }),
    ),
  );
  return defineFrame({ version: 1, areaLevels: ["department"], attributeNames: ["zone"], stations });
}

/** Stations of the frame by code, as a sample. */
export function sampleOf(frame: Frame, codes: readonly string[]): StationWithColumns[] {
  return codes.map((wanted) => {
    const station = frame.stations.find((one) => one.code === wanted);
    if (station === undefined) throw new Error(`the frame of the test has no ${wanted}`);
    return withColumns(frame, station);
  });
}

/** A design stratified by department. */
export function designOf(frame: Frame, plan: AnalysisPlan, codes: readonly string[]): SampleDesign {
  return sampleDesign({ frame, plan, strataColumns: ["department"], sample: sampleOf(frame, codes) });
}
