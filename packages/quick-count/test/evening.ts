import type { Take } from "../src/index.ts";
import { QuickCount } from "../src/index.ts";
import { CONTEST, code, designOf, frameOf, planWith, sheet } from "./small-election.ts";

/** Sixty stations in three departments, of which thirty are drawn. */
export const FRAME = frameOf({
  north: { urban: 10, rural: 10 },
  south: { urban: 10, rural: 10 },
  west: { urban: 10, rural: 10 },
});
export const CODES = ["north", "south", "west"].flatMap((department) =>
  [1, 2, 3, 4, 5].flatMap((i) => [`${department}-urban-${i}`, `${department}-rural-${i}`]),
);

export function start(changes: Record<string, unknown> = {}): QuickCount {
  const plan = planWith(changes);
  return new QuickCount(plan, CONTEST, designOf(FRAME, plan, CODES));
}

/** Votes that differ a little from station to station about a lead of a. */
export function votesOf(i: number, lead: number): number[] {
  return [50 + lead / 2 + ((i * 7) % 5) - 2, 50 - lead / 2 - ((i * 7) % 5) + 2];
}

export function receive(quickCount: QuickCount, codes: readonly string[], lead = 10): void {
  for (const station of codes) {
    const [a = 0, b = 0] = votesOf(CODES.indexOf(station), lead);
    quickCount.receive(code(station), sheet(a, b));
  }
}

export function condition(take: Take, name: string) {
  return take.gate.find((one) => one.name === name);
}
