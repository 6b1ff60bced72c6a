import type { Contest, StationCode, Tally } from "@veedor/domain";
import { defineTally } from "@veedor/domain";
import type { SeededRandom } from "@veedor/statistics";
import { seededRandom } from "@veedor/statistics";
import { IMPLAUSIBLE_TURNOUT } from "../content/departments.ts";
import { RURAL_LEADER, URBAN_RIVAL } from "../content/movements.ts";
import type { StationPlace } from "../geography/station-places.ts";
import type { AnomalyKind } from "./anomalies.ts";
import { calibrate } from "./calibration.ts";
import type { ElectionName } from "./place-effects.ts";
import { preferences, shareOf, standing } from "./preferences.ts";
import { invalidOf, turnoutOf } from "./turnout.ts";

/** National shares of the votes for choices: the fiction's, each varied by the seed, and a close first two. */
function targetShares(seed: string, election: ElectionName): number[] {
  const random = seededRandom(`${seed}/targets/${election}`);
  const lead = 0.015 + 0.01 * random.next();
  const movements = standing(election);
  const shares = movements.map((movement) => {
    const close = movement.code === RURAL_LEADER || movement.code === URBAN_RIVAL;
    const share = shareOf(movement, election) ?? 0;
    return election === "current" && close ? share : share * (0.92 + 0.16 * random.next());
  });
  const sum = shares.reduce((so, share) => so + share, 0);
  return shares.map((share, m) => {
    const part = share / sum;
    if (election === "previous") return part;
    if (movements[m]?.code === RURAL_LEADER) return part + lead / 2;
    return movements[m]?.code === URBAN_RIVAL ? part - lead / 2 : part;
  });
}

function ballotsCast(
  roll: number,
  turnout: number,
  kind: AnomalyKind | undefined,
  random: SeededRandom,
): number {
  if (kind === "no-voting") return 0;
  if (kind === "more-votes-than-registered") return roll + 1 + random.integer(6);
  const probability = kind === "implausible-turnout" ? 0.985 : turnout;
  let ballots = 0;
  for (let voter = 0; voter < roll; voter++) if (random.next() < probability) ballots++;
  return ballots;
}

/**
 * Signed sheets of one election, for the places that it has: every registered voter votes or not, every
 * ballot falls on a choice, blank or null, each by chance with the place's own probabilities.
 */
export function makeTallies(
  seed: string,
  election: ElectionName,
  contest: Contest,
  places: readonly StationPlace[],
  codes: readonly StationCode[],
  anomalies: ReadonlyMap<number, AnomalyKind>,
): Tally[] {
  const movements = standing(election);
  const choices = movements.length;
  const absent = election === "current" ? "closed" : "new";
  const rolls = places.map((place) => {
    if (place.history === absent) return 0;
    return election === "current" ? place.registered : place.previousRegistered;
  });
  const turnout = turnoutOf(seed, election, places);
  const blank = invalidOf(seed, "blank", election, places);
  const spoilt = invalidOf(seed, "null", election, places);
  const logOdds = preferences(seed, election, places);
  const favoured = movements.findIndex((movement) => movement.code === IMPLAUSIBLE_TURNOUT.favours);
  for (const [i, kind] of anomalies) {
    if (kind !== "no-voting") logOdds[i * choices + favoured] = (logOdds[i * choices + favoured] ?? 0) + 4;
  }
  const expectedVotes = turnout.map((part, i) => part * rolls[i]! * (1 - blank[i]! - spoilt[i]!));
  const shares = calibrate(logOdds, expectedVotes, targetShares(seed, election));
  const random = seededRandom(`${seed}/ballots/${election}`);
  return places.flatMap((place, i) => {
    const station = codes[i];
    if (place.history === absent || station === undefined) return [];
    const figures = new Array<number>(choices + 3).fill(0);
    const total = ballotsCast(rolls[i]!, turnout[i]!, anomalies.get(i), random);
    for (let ballot = 0; ballot < total; ballot++) {
      let left = random.next();
      let line = choices;
      if ((left -= blank[i]!) >= 0) {
        line = choices + 1;
        if ((left -= spoilt[i]!) >= 0) {
          left /= 1 - blank[i]! - spoilt[i]!;
          line = 0;
          while (line < choices - 1 && (left -= shares[i * choices + line]!) >= 0) line++;
        }
      }
      figures[line] = figures[line]! + 1;
    }
    figures[choices + 2] = total;
    return [defineTally(contest, station, figures)];
  });
}
