import { ABROAD, DEPARTMENTS } from "../content/departments.ts";
import type { StationPlace } from "../geography/station-places.ts";
import type { ElectionName, Spread } from "./place-effects.ts";
import { placeEffects } from "./place-effects.ts";

const TURNOUT_SPREAD: Spread = { municipality: 0.16, centre: 0.12, station: 0.1 };
const INVALID_SPREAD: Spread = { municipality: 0.2, centre: 0.15, station: 0.2 };

const USUAL = new Map(DEPARTMENTS.map((department) => [department.code, department.turnout]));

function inverseLogit(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Probability that a registered voter votes, for each place: lower where the way is long, and abroad. */
export function turnoutOf(
  seed: string,
  election: ElectionName,
  places: readonly StationPlace[],
): Float64Array {
  const effects = placeEffects(`${seed}/turnout`, election, places, TURNOUT_SPREAD);
  const before = election === "previous" ? 0.08 : 0;
  return effects.map((effect, i) => {
    const { municipality, centre } = places[i]!;
    const usual = municipality.abroad ? ABROAD.turnout : (USUAL.get(municipality.departmentCode) ?? 0.65);
    const remote = centre.access === "road" ? 0 : -0.3;
    return inverseLogit(Math.log(usual / (1 - usual)) + remote + before + effect);
  });
}

/**
 * Probability that a ballot is blank, or null, for each place. Null votes are more common in the country and
 * where the ballot's language is not the voters' own.
 */
export function invalidOf(
  seed: string,
  kind: "blank" | "null",
  election: ElectionName,
  places: readonly StationPlace[],
): Float64Array {
  const effects = placeEffects(`${seed}/${kind}`, election, places, INVALID_SPREAD);
  return effects.map((effect, i) => {
    const { municipality, centre } = places[i]!;
    const rural = centre.zone === "rural" ? 0.3 : 0;
    const indigenous = municipality.majority === "indigenous" ? 0.3 : 0;
    return inverseLogit((kind === "blank" ? -4.0 : -3.5) + rural + indigenous + effect);
  });
}
