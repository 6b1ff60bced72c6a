import type { SeededRandom } from "@veedor/statistics";
import { seededRandom } from "@veedor/statistics";
import type { DemoMunicipality } from "./municipalities.ts";
import type { VotingCentre } from "./voting-centres.ts";
import { makeCentres } from "./voting-centres.ts";

/**
 * A station in one or both of the two elections.
 *
 * @property number its number within the municipality
 * @property centreIndex position of its centre among all centres of the country
 * @property history `new` since the previous election, `closed` after it, else `kept`
 */
export type StationPlace = {
  readonly municipalityIndex: number;
  readonly municipality: DemoMunicipality;
  readonly centreIndex: number;
  readonly centre: VotingCentre;
  readonly number: number;
  readonly history: "kept" | "new" | "closed";
  readonly registered: number;
  readonly previousRegistered: number;
};

/** A roll is filled up to the centre's usual size; the last station of a centre takes what is left. */
function rollSize(centre: VotingCentre, last: boolean, usual: number, random: SeededRandom): number {
  const part = last && centre.stations > 1 ? 0.5 + 0.5 * random.next() : 1;
  return Math.min(400, Math.max(80, Math.round(usual * part) + random.integer(5) - 2));
}

function usualRoll(centre: VotingCentre, random: SeededRandom): number {
  if (centre.access !== "road") return 80 + random.integer(90);
  if (centre.zone === "rural") return 105 + random.integer(155);
  return centre.zone === "abroad" ? 200 + random.integer(150) : 290 + random.integer(105);
}

/** All stations of both elections, by municipality and number. Numbers of closed stations leave gaps. */
export function makeStationPlaces(seed: string, municipalities: readonly DemoMunicipality[]): StationPlace[] {
  const places: StationPlace[] = [];
  let centreIndex = 0;
  municipalities.forEach((municipality, municipalityIndex) => {
    const random = seededRandom(`${seed}/centres/${municipality.code}`);
    let number = 0;
    for (const centre of makeCentres(municipality, random)) {
      const usual = usualRoll(centre, random);
      const growth = 0.9 + 0.08 * random.next();
      const place = (history: StationPlace["history"], registered: number): void => {
        number++;
        const previousRegistered = Math.max(60, Math.round(registered * growth));
        const where = { municipalityIndex, municipality, centreIndex, centre };
        places.push({ ...where, number, history, registered, previousRegistered });
      };
      for (let i = 1; i <= centre.stations; i++) {
        const last = i === centre.stations;
        if (random.next() < 0.008) place("closed", rollSize(centre, true, usual, random));
        const isNew = last && random.next() < 0.08;
        place(isNew ? "new" : "kept", rollSize(centre, last, usual, random));
      }
      centreIndex++;
    }
  });
  return places;
}
