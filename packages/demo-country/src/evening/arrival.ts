import type { Station } from "@veedor/domain";
import type { SeededRandom } from "@veedor/statistics";
import { REPUBLIC } from "../content/republic.ts";
import { isAbroad } from "../geography/frames.ts";

/** Local times of the evening in seconds since midnight of election day: counting opens, the first report. */
export const COUNTING_OPENS = 17 * 3600;
export const FIRST_REPORT = 17 * 3600 + 40 * 60;

/** How likely a station is never heard of: worst where there is neither road nor signal. About 4 % overall. */
export function neverArrives(station: Station, random: SeededRandom): boolean {
  if (station.attributes["access"] !== "road") return random.next() < 0.12;
  return random.next() < (station.attributes["zone"] === "rural" ? 0.045 : 0.028);
}

/** Seconds since midnight at which a report arrives: the count takes its time by ballots, then the way to signal. */
export function arrivalSecond(station: Station, ballots: number, random: SeededRandom): number {
  const count = (20 + 0.26 * ballots) * Math.exp(0.25 * random.normal());
  const rough = station.attributes["access"] !== "road";
  const typical = rough ? 200 : station.attributes["zone"] === "rural" ? 95 : isAbroad(station) ? 40 : 18;
  const way = typical * Math.exp((rough ? 0.5 : 0.7) * random.normal());
  return Math.max(FIRST_REPORT + random.integer(300), COUNTING_OPENS + Math.round((count + way) * 60));
}

/** Seconds since midnight of a local time `HH:MM`. */
export function secondOf(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 3600 + Number(minutes) * 60;
}

/** The instant as ISO text with the country's offset. The evening ends before the second midnight. */
export function instantOf(second: number): string {
  const day = second < 86_400 ? REPUBLIC.electionDate : REPUBLIC.dayAfterElection;
  const within = Math.min(second < 86_400 ? second : second - 86_400, 86_399);
  const two = (value: number): string => String(value).padStart(2, "0");
  const clock = `${two(Math.floor(within / 3600))}:${two(Math.floor(within / 60) % 60)}:${two(within % 60)}`;
  return `${day}T${clock}${REPUBLIC.utcOffset}`;
}
