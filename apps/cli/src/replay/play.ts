import type { Contest, Figure, StationCode } from "@veedor/domain";
import type { AnalysisPlan, SampleDesign, Take } from "@veedor/quick-count";
import { QuickCount, takeInstants } from "@veedor/quick-count";

/** One report on its way: from which station, when, with what figures (lines of the contest). */
export type ArrivingTally = {
  readonly station: StationCode;
  readonly at: number;
  readonly figures: readonly Figure[];
  /** A check found an error in the figures, so they wait for a person. */
  readonly setAside?: boolean;
};

/** What came of an evening. `sent` counts distinct reports; `late` ones came after the last take and are not sent. */
export type Evening = {
  readonly takes: readonly Take[];
  readonly late: number;
  readonly sent: number;
  readonly accepted: number;
  readonly refused: number;
  readonly stored: number;
};

/**
 * Plays an evening: reports arrive in order of time, and at each of the plan's instants a take is made.
 *
 * @param onTake told of each take as it is made; the play waits for it, so that a person can watch
 */
export async function playEvening(
  input: {
    readonly plan: AnalysisPlan;
    readonly contest: Contest;
    readonly design: SampleDesign;
    readonly arrivals: readonly ArrivingTally[];
  },
  onTake: (take: Take) => Promise<void> | void,
): Promise<Evening> {
  const quickCount = new QuickCount(input.plan, input.contest, input.design);
  const arrivals = inOrderOfArrival(input.arrivals);
  const takes: Take[] = [];
  let next = 0;
  let accepted = 0;
  let refused = 0;
  for (const at of takeInstants(input.plan)) {
    for (; next < arrivals.length && (arrivals[next]?.at ?? 0) <= at; next++) {
      const arrival = arrivals[next];
      if (arrival === undefined) break;
      const receipt = quickCount.receive(arrival.station, arrival.figures, arrival.setAside);
      if (receipt.startsWith("refused")) refused += 1;
      else accepted += 1;
    }
    const take = quickCount.take(at);
    takes.push(take);
    await onTake(take);
  }
  return { takes, late: arrivals.length - next, sent: next, accepted, refused, stored: quickCount.stored };
}

/** Equal instants are ordered by station code, so that every machine plays the same evening. */
export function inOrderOfArrival(arrivals: readonly ArrivingTally[]): ArrivingTally[] {
  return [...arrivals].sort((a, b) => a.at - b.at || (a.station < b.station ? -1 : 1));
}
