import type { Contest, Frame, StationCode, Tally } from "@veedor/domain";
import { requireInteger, StatisticsError } from "@veedor/statistics";
import { DEPARTMENTS, POWER_CUT } from "./content/departments.ts";
import { REPUBLIC } from "./content/republic.ts";
import { foundedMunicipalities, makeFrame, stationCodes } from "./geography/frames.ts";
import type { DemoMunicipality } from "./geography/municipalities.ts";
import { makeMunicipalities } from "./geography/municipalities.ts";
import { makeStationPlaces } from "./geography/station-places.ts";
import type { AnomalyKind } from "./voting/anomalies.ts";
import { placeAnomalies } from "./voting/anomalies.ts";
import { makeContest } from "./voting/contests.ts";
import { makeTallies } from "./voting/sheets.ts";

/** One election of the fiction: its frame, contest and the signed sheet of every station, in frame order. */
export type DemoElection = {
  readonly date: string;
  readonly frame: Frame;
  readonly contest: Contest;
  readonly tallies: readonly Tally[];
};

/**
 * The fictional country: the election of the day and the one five years earlier.
 *
 * @property timeZone an IANA zone that is a bare offset; `utcOffset` the same as written in an ISO instant
 * @property strata frame columns that suit a stratified sample
 * @property anomalies stations whose true sheet is odd, so that training can ask who found them
 * @property powerCut the department from which nothing arrives between two local times
 */
export type DemoCountry = DemoElection & {
  readonly name: string;
  readonly capital: string;
  readonly seed: string;
  readonly timeZone: string;
  readonly utcOffset: string;
  readonly strata: readonly string[];
  readonly municipalities: readonly DemoMunicipality[];
  readonly anomalies: readonly { readonly station: StationCode; readonly kind: AnomalyKind }[];
  readonly powerCut: { readonly department: string; readonly from: string; readonly to: string };
  readonly previous: DemoElection;
};

/** Fewest and most stations: below, municipalities would be empty; above, station numbers would not fit. */
export const STATION_LIMITS = { least: 1_000, most: 200_000 } as const;

/**
 * Makes the fictional country from a seed; the same seed and number of stations give the same country.
 *
 * @param options.seed any text, `arayuma` by default
 * @param options.stations polling stations of the election of the day, 12,000 by default
 * @throws {StatisticsError} `out-of-range`, `not-an-integer`, `not-a-number` for `stations`; `empty` for `seed`
 */
export function makeDemoCountry(
  options: { readonly seed?: string; readonly stations?: number } = {},
): DemoCountry {
  const seed = options.seed ?? "arayuma";
  if (seed === "")
    throw new StatisticsError("empty", "seed", seed, "must be a text of at least one character");
  const stations = requireInteger(
    "stations",
    options.stations ?? 12_000,
    STATION_LIMITS.least,
    STATION_LIMITS.most,
  );
  const municipalities = makeMunicipalities(seed, stations);
  const places = makeStationPlaces(seed, municipalities);
  const founded = foundedMunicipalities(seed, municipalities);
  const codes = stationCodes(places, founded);
  const kinds = placeAnomalies(seed, places);
  const contest = makeContest("current");
  const before = makeContest("previous");
  const darkened = DEPARTMENTS.find((department) => department.code === POWER_CUT.department);
  return {
    name: REPUBLIC.name,
    capital: REPUBLIC.capital,
    seed,
    date: REPUBLIC.electionDate,
    timeZone: REPUBLIC.timeZone,
    utcOffset: REPUBLIC.utcOffset,
    strata: ["department", "zone"],
    municipalities,
    contest,
    frame: makeFrame("current", places, codes, founded),
    tallies: makeTallies(seed, "current", contest, places, codes.current, kinds),
    anomalies: [...kinds].flatMap(([i, kind]) => {
      const station = codes.current[i];
      return station === undefined ? [] : [{ station, kind }];
    }),
    powerCut: { department: darkened?.name ?? "", from: POWER_CUT.from, to: POWER_CUT.to },
    previous: {
      date: REPUBLIC.previousElectionDate,
      contest: before,
      frame: makeFrame("previous", places, codes, founded),
      tallies: makeTallies(seed, "previous", before, places, codes.previous, new Map()),
    },
  };
}
