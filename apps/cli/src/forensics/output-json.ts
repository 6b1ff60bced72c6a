import type { ExaminationRequest, WholeExamination } from "./examination.ts";
import type { StationsFile } from "./stations-file.ts";

/** The examination as one JSON line: unrounded, stations by their codes. */
export function examinationAsJson(
  { ids, impossible, empty }: StationsFile,
  request: ExaminationRequest,
  found: WholeExamination,
): string {
  const named = (positions: readonly number[]): string[] => positions.map((i) => ids[i] ?? "");
  const { shpilkin, swings, lateShift } = found;
  return JSON.stringify({
    stations: found.stations,
    choice: request.choices[request.choice],
    replicates: request.replicates,
    seed: request.seed,
    leftOut: { impossible, empty },
    findings: found.findings.map((finding) => ({ ...finding, drivers: named(finding.drivers) })),
    notMade: found.notMade,
    klimek: found.klimek,
    shpilkin:
      shpilkin === null
        ? null
        : {
            range: shpilkin.range,
            allBinsRange: shpilkin.allBinsRange,
            atPeak: shpilkin.atPeak,
            inWindow: shpilkin.inWindow,
          },
    swings:
      swings === null
        ? null
        : {
            stations: swings.stations,
            baseline: swings.baseline,
            far: swings.far.map(({ station, ...swing }) => ({ station: ids[station], ...swing })),
          },
    lateShift: lateShift === null ? null : { ...lateShift, drivers: named(lateShift.drivers.slice(0, 1000)) },
  });
}
