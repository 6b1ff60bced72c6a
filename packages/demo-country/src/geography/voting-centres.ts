import type { SeededRandom } from "@veedor/statistics";
import {
  CONSULAR_BUILDINGS,
  RURAL_BUILDINGS,
  RURAL_DEDICATIONS,
  URBAN_BUILDINGS,
  URBAN_DEDICATIONS,
} from "../content/centre-names.ts";
import type { DemoMunicipality } from "./municipalities.ts";

export type Zone = "urban" | "rural" | "abroad";

/** A building with polling stations. `access` is `river` or `mountain` where there is no road and no signal. */
export type VotingCentre = {
  readonly name: string;
  readonly zone: Zone;
  readonly access: "road" | "river" | "mountain";
  readonly stations: number;
};

const PIECES: Record<Zone, { buildings: readonly string[]; dedications: readonly string[] }> = {
  urban: { buildings: URBAN_BUILDINGS, dedications: URBAN_DEDICATIONS },
  rural: { buildings: RURAL_BUILDINGS, dedications: RURAL_DEDICATIONS },
  abroad: { buildings: CONSULAR_BUILDINGS, dedications: [] },
};

function centreName(zone: Zone, random: SeededRandom, taken: Set<string>): string {
  const { buildings, dedications } = PIECES[zone];
  const pick = (list: readonly string[]): string => list[random.integer(list.length)] ?? "";
  const name = dedications.length === 0 ? pick(buildings) : `${pick(buildings)} ${pick(dedications)}`;
  let numbered = name;
  for (let number = 2; taken.has(numbered); number++) numbered = `${name} N.º ${number}`;
  taken.add(numbered);
  return numbered;
}

/** Cuts a municipality's stations into centres: schools of many stations in town, one to four in the country. */
export function makeCentres(municipality: DemoMunicipality, random: SeededRandom): VotingCentre[] {
  const taken = new Set<string>();
  const centres: VotingCentre[] = [];
  const cut = (zone: Zone, stations: number, smallest: number, largest: number): void => {
    const access = zone === "rural" ? (municipality.roughAccess ?? "road") : "road";
    for (let left = stations; left > 0; ) {
      const wanted = smallest + random.integer(largest - smallest + 1);
      const size = Math.min(left, wanted);
      centres.push({ name: centreName(zone, random, taken), zone, access, stations: size });
      left -= size;
    }
  };
  if (municipality.abroad) {
    cut("abroad", municipality.stations, 3, 8);
    return centres;
  }
  const urban = Math.round(municipality.stations * municipality.urbanShare);
  cut("urban", urban, 4, 18);
  cut("rural", municipality.stations - urban, 1, municipality.roughAccess === null ? 4 : 2);
  return centres;
}
