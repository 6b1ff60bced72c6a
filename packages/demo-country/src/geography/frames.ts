import type { Frame, Station, StationCode } from "@veedor/domain";
import { defineFrame, readCode } from "@veedor/domain";
import { StatisticsError, seededRandom } from "@veedor/statistics";
import { ABROAD, DEPARTMENTS } from "../content/departments.ts";
import type { DemoMunicipality } from "./municipalities.ts";
import type { StationPlace } from "./station-places.ts";

export const AREA_LEVELS = ["department", "municipality"] as const;
export const ATTRIBUTE_NAMES = ["zone", "access", "majority"] as const;

function stationCode(municipality: string, number: number): StationCode {
  const text = `${municipality}-${String(number).padStart(4, "0")}`;
  const code = readCode<StationCode>(text);
  if (code === null) throw new StatisticsError("impossible", "stationCode", text, "must be a station code");
  return code;
}

/**
 * Municipalities founded between the two elections, each with the neighbour that it was a part of: its
 * stations stood in the previous frame under the neighbour's code and name.
 */
export function foundedMunicipalities(
  seed: string,
  municipalities: readonly DemoMunicipality[],
): ReadonlyMap<DemoMunicipality, DemoMunicipality> {
  const random = seededRandom(`${seed}/founded`);
  const founded = new Map<DemoMunicipality, DemoMunicipality>();
  // One in every fourth department, so that no founded municipality is another's mother.
  for (let d = random.integer(4); d < DEPARTMENTS.length; d += 4) {
    const inside = municipalities.filter((one) => one.departmentCode === DEPARTMENTS[d]?.code);
    const i = 2 + random.integer(inside.length - 2);
    const child = inside[i];
    const mother = inside[i - 1];
    if (child !== undefined && mother !== undefined) founded.set(child, mother);
  }
  return founded;
}

/** Codes of every place in the two elections; they differ in founded municipalities only. */
export function stationCodes(
  places: readonly StationPlace[],
  founded: ReadonlyMap<DemoMunicipality, DemoMunicipality>,
): { readonly current: readonly StationCode[]; readonly previous: readonly StationCode[] } {
  const lastNumber = new Map<DemoMunicipality, number>();
  for (const { municipality, number } of places) lastNumber.set(municipality, number);
  const current = places.map(({ municipality, number }) => stationCode(municipality.code, number));
  const previous = places.map(({ municipality, number }, i) => {
    const mother = founded.get(municipality);
    if (mother === undefined) return current[i] ?? stationCode(municipality.code, number);
    return stationCode(mother.code, (lastNumber.get(mother) ?? 0) + number);
  });
  return { current, previous };
}

/** The frame of one election, in the order of the places that it has. */
export function makeFrame(
  election: "current" | "previous",
  places: readonly StationPlace[],
  codes: ReturnType<typeof stationCodes>,
  founded: ReadonlyMap<DemoMunicipality, DemoMunicipality>,
): Frame {
  const stations: Station[] = [];
  const absent = election === "current" ? "closed" : "new";
  places.forEach((place, i) => {
    const code = codes[election][i];
    const before = codes.previous[i];
    if (place.history === absent || code === undefined || before === undefined) return;
    const now = place.municipality;
    const municipality = election === "previous" ? (founded.get(now) ?? now) : now;
    const recoded = election === "current" && place.history === "kept" && before !== code;
    stations.push({
      code,
      formerCode: recoded ? before : null,
      areas: [municipality.department, municipality.name],
      centre: place.centre.name,
      registered: election === "current" ? place.registered : place.previousRegistered,
      attributes: { zone: place.centre.zone, access: place.centre.access, majority: now.majority },
    });
  });
  const version = election === "current" ? 2 : 1;
  return defineFrame({ version, areaLevels: AREA_LEVELS, attributeNames: ATTRIBUTE_NAMES, stations });
}

/** Stations abroad are known by their department. */
export function isAbroad(station: Station): boolean {
  return station.areas[0] === ABROAD.name;
}
