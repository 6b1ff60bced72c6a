import { seededRandom } from "@veedor/statistics";
import { IMPLAUSIBLE_TURNOUT } from "../content/departments.ts";
import type { StationPlace } from "../geography/station-places.ts";

/**
 * What is odd at a station and true, in that its signed sheet says so.
 *
 * - `implausible-turnout`: nearly everyone voted, nearly all for one movement
 * - `more-votes-than-registered`: the same, with more ballots than voters on the roll
 * - `no-voting`: the poll was not held; the sheet is signed with zeros
 */
export type AnomalyKind = "implausible-turnout" | "more-votes-than-registered" | "no-voting";

/** Kinds by the position of the place; only stations of the current election have one. */
export function placeAnomalies(
  seed: string,
  places: readonly StationPlace[],
): ReadonlyMap<number, AnomalyKind> {
  const random = seededRandom(`${seed}/anomalies`);
  const kinds = new Map<number, AnomalyKind>();
  const rural = new Map<string, number[]>();
  const remote: number[] = [];
  places.forEach(({ municipality, centre, history }, i) => {
    if (history === "closed" || centre.zone !== "rural") return;
    if (municipality.departmentCode === IMPLAUSIBLE_TURNOUT.department) {
      rural.set(municipality.code, [...(rural.get(municipality.code) ?? []), i]);
    } else if (centre.access === "river") remote.push(i);
  });
  // The municipalities with most rural stations: the cluster is dense there, yet a small part of the country.
  const largest = [...rural.values()].sort((one, other) => other.length - one.length);
  const each = IMPLAUSIBLE_TURNOUT.stations / IMPLAUSIBLE_TURNOUT.municipalities;
  for (const stations of largest.slice(0, IMPLAUSIBLE_TURNOUT.municipalities)) {
    const start = random.integer(Math.max(1, stations.length - each));
    for (const i of stations.slice(start, start + each)) {
      kinds.set(i, random.next() < 0.2 ? "more-votes-than-registered" : "implausible-turnout");
    }
  }
  for (let k = 0; k < 3 && remote.length > 0; k++) {
    const i = remote[random.integer(remote.length)];
    if (i !== undefined) kinds.set(i, "no-voting");
  }
  return kinds;
}
