import type { Figure } from "@veedor/domain";
import type { RunningServer } from "../../src/index.ts";
import { newIdentifier } from "../../src/outside/identifiers.ts";
import { type ArrivingReport, acceptReports } from "../../src/tallies/index.ts";
import { PRESIDENT } from "./mission.ts";
import { bareMission } from "./people.ts";

/** A mission whose stations can report, put straight into the database. */
export type TallyMission = {
  readonly mission: string;
  readonly election: string;
  readonly contest: string;
  readonly frame: string;
  readonly stations: readonly string[];
};

/** A mission with a contest and a frame of stations `001`, `002` … of 300 voters in two departments. */
export async function tallyMission(server: RunningServer, count = 20): Promise<TallyMission> {
  const { clock, database } = server.context;
  const now = clock.now();
  const mission = await bareMission(server);
  const [election, contest, frame] = [newIdentifier(now), newIdentifier(now), newIdentifier(now)];
  const { pool } = database;
  await pool.query("insert into election (id, mission_id, day, name) values ($1, $2, '2026-10-04', $3)", [
    election,
    mission,
    JSON.stringify({ es: "Primera vuelta" }),
  ]);
  await pool.query(
    `insert into contest (id, mission_id, election_id, code, name, lines, deciding_rule)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      contest,
      mission,
      election,
      PRESIDENT.code,
      JSON.stringify(PRESIDENT.name),
      JSON.stringify(PRESIDENT.lines),
      JSON.stringify(PRESIDENT.decidingRule),
    ],
  );
  await pool.query(
    `insert into frame (id, mission_id, version, hash, area_levels, attribute_names, stations, imported_at)
     values ($1, $2, 1, repeat('0', 64), '{department}', '{zone}', $3, $4)`,
    [frame, mission, count, new Date(now)],
  );
  const stations = Array.from({ length: count }, (_, i) => String(i + 1).padStart(3, "0"));
  await pool.query(
    `insert into station (frame_id, code, areas, registered, search, attributes)
     select $1, code, array[case when n % 2 = 0 then 'Norte' else 'Sur' end], 300, code,
       jsonb_build_object('zone', case when n % 3 = 0 then 'rural' else 'urban' end)
     from unnest($2::text[]) with ordinality as s (code, n)`,
    [frame, stations],
  );
  return { mission, election, contest, frame, stations };
}

/** A report on its way; `figures` are those of a sound sheet unless given. */
export function arriving(
  at: TallyMission,
  station: string,
  given: Partial<ArrivingReport> & { readonly now?: number } = {},
): ArrivingReport {
  const { now = 0, ...rest } = given;
  return {
    id: newIdentifier(now),
    mission: at.mission,
    contest: at.contest,
    station,
    figures: SOUND,
    submission: null,
    device: null,
    observer: null,
    comment: null,
    ...rest,
  };
}

/** Votes for three choices, blank, null, total. */
export const SOUND: readonly Figure[] = [101, 67, 23, 7, 5, 203];

/** Takes reports in, in a transaction of their own. */
export function accept(
  server: RunningServer,
  ...reports: readonly ArrivingReport[]
): ReturnType<typeof acceptReports> {
  const { clock, database } = server.context;
  return database.query
    .transaction()
    .execute((query) => acceptReports(query, new Date(clock.now()), reports));
}

/** Everything stored of a station's reports, in order of arrival. */
export async function storedReports(server: RunningServer, at: TallyMission, station: string) {
  const { rows } = await server.context.database.pool.query<{
    id: string;
    state: string;
    isVerified: boolean;
    revision: number;
    figures: (number | null)[];
    flags: string[];
  }>(
    `select r.id, r.state, r.verified_at is not null as "isVerified", r.revision, v.figures,
       array(select code from tally_flag f where f.report_id = r.id order by code) as flags
     from tally_report r join tally_version v on v.report_id = r.id and v.version = r.current_version
     where r.contest_id = $1 and r.station_code = $2 order by r.sequence`,
    [at.contest, station],
  );
  return rows;
}
