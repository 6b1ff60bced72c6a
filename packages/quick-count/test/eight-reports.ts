import { QuickCount } from "../src/index.ts";
import { CONTEST, code, designOf, frameOf, planWith, sheet } from "./small-election.ts";

const FRAME = frameOf({
  north: { urban: 6, rural: 6 },
  south: { urban: 4, rural: 4 },
  west: { urban: 3, rural: 3 },
});
/** Sampled stations with votes for a and for b. */
export const REPORTS: readonly (readonly [station: string, a: number, b: number])[] = [
  ["north-urban-1", 30, 20],
  ["north-rural-2", 10, 40],
  ["north-urban-5", 33, 27],
  ["south-urban-1", 41, 9],
  ["south-rural-3", 30, 10],
  ["south-rural-4", 25, 35],
  ["west-urban-2", 22, 18],
  ["west-rural-1", 36, 24],
];
export const CODES = REPORTS.map(([station]) => station);
export const PLAN = planWith();

export function quickCount(plan = PLAN, frame = FRAME): QuickCount {
  return new QuickCount(plan, CONTEST, designOf(frame, plan, CODES));
}

export function withReports(count: number, plan = PLAN, frame = FRAME): QuickCount {
  const started = quickCount(plan, frame);
  for (const [station, a, b] of REPORTS.slice(0, count)) started.receive(code(station), sheet(a, b));
  return started;
}
