import type { AllocationRule } from "@veedor/statistics";
import {
  allocateEqually,
  allocateOptimally,
  allocateProportionally,
  residualDeviation,
} from "@veedor/statistics";
import type { FrameRow } from "../frame/frame-table.ts";
import { Problem } from "../terminal/problem.ts";

/** How many stations of each stratum are drawn. Too few for the floors, or more than the frame has, are problems. */
export function allocate(
  sizes: ReadonlyMap<string, number>,
  rows: readonly FrameRow[],
  request: { readonly stations: number; readonly minimum: number; readonly allocation: AllocationRule },
): Map<string, number> {
  const { stations, minimum, allocation } = request;
  const counts = [...sizes.values()];
  const frame = counts.reduce((sum, size) => sum + size, 0);
  if (stations > frame) throw new Problem("data", "problems.stations-above-frame", { stations, frame });
  const needed = counts.reduce((sum, size) => sum + Math.min(size, minimum), 0);
  if (stations < needed) {
    throw new Problem("data", "problems.stations-below-minimum", {
      stations,
      strata: counts.length,
      minimum,
      needed,
    });
  }
  const drawn = {
    proportional: () => allocateProportionally(counts, stations, minimum),
    equal: () => allocateEqually(counts, stations, minimum),
    optimal: () => allocateOptimally(counts, deviations(sizes, rows), stations, minimum),
  }[allocation]();
  return new Map([...sizes.keys()].map((stratum, h) => [stratum, drawn[h] ?? 0]));
}

/** Residual deviation of each stratum around the ratio of the whole frame; 0 in a stratum of one station. */
export function deviations(sizes: ReadonlyMap<string, number>, rows: readonly FrameRow[]): number[] {
  const overall = residualDeviation(
    rows.map((row) => row.votes),
    rows.map((row) => row.denominator),
  );
  const members = new Map([...sizes.keys()].map((stratum): [string, FrameRow[]] => [stratum, []]));
  for (const row of rows) members.get(row.stratum)?.push(row);
  return [...members.values()].map((list) =>
    list.length < 2
      ? 0
      : residualDeviation(
          list.map((row) => row.votes),
          list.map((row) => row.denominator),
          overall.ratio,
        ).deviation,
  );
}
