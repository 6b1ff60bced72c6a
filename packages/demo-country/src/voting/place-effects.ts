import { seededRandom } from "@veedor/statistics";
import type { StationPlace } from "../geography/station-places.ts";

export type ElectionName = "current" | "previous";

/** Standard deviations of a log-odds between municipalities, centres and stations of one kind of place. */
export type Spread = { readonly municipality: number; readonly centre: number; readonly station: number };

/** How much of a place's character is still there five years later, as a correlation. */
const MEMORY = { municipality: 0.9, centre: 0.85, station: 0.4 } as const;

function normals(seed: string, count: number): Float64Array {
  const { normal } = seededRandom(seed);
  return Float64Array.from({ length: count }, normal);
}

/** Normal numbers, of which those of the previous election correlate with the current ones. */
function remembered(seed: string, election: ElectionName, count: number, memory: number): Float64Array {
  const current = normals(seed, count);
  if (election === "current") return current;
  const change = normals(`${seed}/before`, count);
  const rest = Math.sqrt(1 - memory ** 2);
  return current.map((value, i) => memory * value + rest * change[i]!);
}

/**
 * What makes places differ beyond zone and department, for one log-odds (a movement's, or turnout's): the sum
 * of normal effects of municipality, centre and station. This nested sum is what makes stations of one place
 * resemble each other, hence the design effect of a sample of stations.
 *
 * @returns one number for each place
 */
export function placeEffects(
  seed: string,
  election: ElectionName,
  places: readonly StationPlace[],
  spread: Spread,
): Float64Array {
  let municipalities = 0;
  let centres = 0;
  for (const place of places) {
    municipalities = Math.max(municipalities, place.municipalityIndex + 1);
    centres = Math.max(centres, place.centreIndex + 1);
  }
  const town = remembered(`${seed}/municipality`, election, municipalities, MEMORY.municipality);
  const centre = remembered(`${seed}/centre`, election, centres, MEMORY.centre);
  const own = remembered(`${seed}/station`, election, places.length, MEMORY.station);
  return own.map((value, i) => {
    const { municipalityIndex, centreIndex } = places[i]!;
    return (
      spread.municipality * town[municipalityIndex]! +
      spread.centre * centre[centreIndex]! +
      spread.station * value
    );
  });
}
