import { DEPARTMENTS } from "../content/departments.ts";
import type { Movement } from "../content/movements.ts";
import { MOVEMENTS } from "../content/movements.ts";
import type { StationPlace } from "../geography/station-places.ts";
import type { ElectionName, Spread } from "./place-effects.ts";
import { placeEffects } from "./place-effects.ts";

const SPREAD: Spread = { municipality: 0.18, centre: 0.155, station: 0.14 };

/** The movements that stand in an election, in the order of its ballot. */
export function standing(election: ElectionName): Movement[] {
  return MOVEMENTS.filter((movement) => shareOf(movement, election) !== null);
}

export function shareOf(movement: Movement, election: ElectionName): number | null {
  return election === "current" ? movement.votes : movement.previousVotes;
}

const LEANS = new Map(DEPARTMENTS.map((department) => [department.code, department.leans]));

function leaning(movement: Movement, { municipality, centre }: StationPlace): number {
  if (municipality.abroad) return movement.abroad;
  const lean = LEANS.get(municipality.departmentCode)?.[MOVEMENTS.indexOf(movement)] ?? 0;
  const zone = centre.zone === "rural" ? movement.rural : 0;
  if (municipality.majority === "none") return lean + zone;
  return (
    lean + zone + (municipality.majority === "indigenous" ? movement.indigenous : movement.afroDescendant)
  );
}

/**
 * Log-odds of each standing movement at each place, up to a constant for each movement that the calibration
 * finds: strongholds of departments, zone, population, and the character of each place.
 *
 * @returns places × movements, row by row
 */
export function preferences(
  seed: string,
  election: ElectionName,
  places: readonly StationPlace[],
): Float64Array {
  const movements = standing(election);
  const logOdds = new Float64Array(places.length * movements.length);
  movements.forEach((movement, m) => {
    const effects = placeEffects(`${seed}/votes/${movement.code}`, election, places, SPREAD);
    places.forEach((place, i) => {
      logOdds[i * movements.length + m] = leaning(movement, place) + effects[i]!;
    });
  });
  return logOdds;
}
