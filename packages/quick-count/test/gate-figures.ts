import type { GroupCoverage } from "../src/index.ts";

/** A watched group of 1,000 stations of the frame. */
export function group(
  column: string,
  name: string,
  designed: number,
  arrived: number,
  difference: number | null,
): GroupCoverage {
  return { column, group: name, frame: 1000, designed, arrived, difference };
}
