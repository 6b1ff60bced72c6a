import type { StationCode } from "@veedor/domain";
import type { StationWithColumns } from "@veedor/quick-count";
import { seededRandom } from "@veedor/statistics";
import { Problem } from "../terminal/problem.ts";
import type { ReplayManifest } from "./manifest.ts";

type Arrival = ReplayManifest["arrival"];
type Recorded = Extract<Arrival, { kind: "recorded" }>;
type Steps = Extract<Arrival, { kind: "steps" }>;
type Simulated = Extract<Arrival, { kind: "simulated" }>;

/** When each sampled station's report arrives, in milliseconds since 1970; stations that never report are absent. */
export type ArrivalTimes = ReadonlyMap<StationCode, number>;

/** Times from a column of the stations' file. */
export function recordedTimes(arrival: Recorded, stations: readonly StationWithColumns[]): ArrivalTimes {
  const times = new Map<StationCode, number>();
  for (const station of stations) {
    const cell = station.column(arrival.column);
    if (cell === null) throw new Problem("data", "plan.design-unknown-column", { subject: arrival.column });
    if (cell.trim() === "") continue;
    const at = instantOf(cell.trim(), arrival.offset);
    if (at === null)
      throw new Problem("data", "problems.not-an-instant", {
        station: station.code,
        cell,
        column: arrival.column,
      });
    times.set(station.code, at);
  }
  return times;
}

/** `YYYY-MM-DD HH:MM[:SS]` (blank or T) with the stated offset, or an instant with an offset of its own. */
function instantOf(cell: string, offset: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(cell);
  if (!parts) return null;
  const at = Date.parse(`${parts[1]}T${parts[2]}${parts[3] ?? ":00"}${parts[4] ?? offset}`);
  return Number.isNaN(at) ? null : at;
}

/**
 * Times from the percentage of the count at which each station first appeared, laid evenly over the stated
 * period: the order is real, the clock is not.
 *
 * @param percentages by station code, 0 to 100
 */
export function stepTimes(
  arrival: Steps,
  stations: readonly StationWithColumns[],
  percentages: ReadonlyMap<string, number>,
): ArrivalTimes {
  const from = Date.parse(arrival.from);
  const to = Date.parse(arrival.to);
  const random = seededRandom(`arrival without a step ${arrival.from}`);
  const times = new Map<StationCode, number>();
  for (const { code } of stations) {
    const percentage = percentages.get(code);
    if (percentage !== undefined) times.set(code, from + (percentage / 100) * (to - from));
    else if (arrival.without === "last") times.set(code, to);
    else if (arrival.without === "spread") times.set(code, from + random.next() * (to - from));
  }
  return times;
}

/**
 * Simulated times: log-normal around a median, longer for stations with more votes and for those that the
 * manifest names, some never.
 *
 * @param votes votes of each station, for the exponent of size
 */
export function simulatedTimes(
  arrival: Simulated,
  stations: readonly StationWithColumns[],
  votes: (code: StationCode) => number | null,
): ArrivalTimes {
  const from = Date.parse(arrival.from);
  const known = stations.map(({ code }) => votes(code)).filter((count) => count !== null);
  const mean = known.reduce((sum, count) => sum + count, 0) / Math.max(1, known.length);
  const applies = (station: StationWithColumns, rule: { column: string; value: string }): boolean => {
    const value = station.column(rule.column);
    if (value === null) throw new Problem("data", "plan.design-unknown-column", { subject: rule.column });
    return value === rule.value;
  };
  const times = new Map<StationCode, number>();
  for (const station of stations) {
    // A generator for each station: its time does not depend on which other stations were drawn.
    const random = seededRandom(`${arrival.seed}|${station.code}`);
    const never = arrival.neverWhere.find((rule) => applies(station, rule))?.share ?? arrival.never;
    if (random.next() < never) continue;
    const count = votes(station.code);
    const size = count === null || count === 0 || mean === 0 ? 1 : (count / mean) ** arrival.size;
    const factor = arrival.slower.reduce(
      (product, rule) => (applies(station, rule) ? product * rule.factor : product),
      1,
    );
    const minutes = arrival.medianMinutes * Math.exp(arrival.spread * random.normal()) * size * factor;
    times.set(station.code, from + minutes * 60_000);
  }
  return times;
}
