import { type Kysely, sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { CallOutcome } from "./tables.ts";

type Query = Kysely<Schema>;

/** A call about a station. */
export type Call = {
  readonly id: string;
  readonly contest: string;
  readonly station: string;
  readonly called: string | null;
  readonly calledBy: string;
  readonly at: Date;
  readonly outcome: CallOutcome;
};

export async function insertCall(query: Query, mission: string, call: Call): Promise<void> {
  const { id, contest, station, called, calledBy, at, outcome } = call;
  await query
    .insertInto("desk_call")
    .values({
      id,
      at,
      called,
      outcome,
      mission_id: mission,
      contest_id: contest,
      station_code: station,
      called_by: calledBy,
    })
    .execute();
}

/** Calls of a mission, the latest first; identifiers are in order of time. */
export async function callPage(
  query: Query,
  mission: string,
  page: { readonly after: string | null; readonly limit: number; readonly station: string | null },
): Promise<Call[]> {
  let rows = query
    .selectFrom("desk_call")
    .select(["id", "contest_id as contest", "station_code as station", "called", "called_by as calledBy"])
    .select(["at", "outcome"])
    .where("mission_id", "=", mission)
    .orderBy("id", "desc")
    .limit(page.limit);
  if (page.after !== null) rows = rows.where("id", "<", page.after);
  if (page.station !== null) rows = rows.where("station_code", "=", page.station);
  return rows.execute();
}

/** A station of which no report has come. */
export type AwaitedStation = {
  readonly station: string;
  readonly areas: readonly string[];
  readonly centre: string | null;
  readonly stratum: string | null;
  readonly observers: readonly string[];
  readonly lastCall: {
    readonly at: string;
    readonly called: string | null;
    readonly outcome: CallOutcome;
  } | null;
};

/** Stations of the election's sample, and assigned ones, of which the contest has no report; by code. */
export async function awaitedPage(
  query: Query,
  at: { readonly mission: string; readonly contest: string; readonly election: string },
  page: { readonly after: string; readonly limit: number; readonly stratum: string | null },
): Promise<AwaitedStation[]> {
  const { rows } = await sql<AwaitedStation>`
    with drawn as (
      select s.station_code as code, s.stratum from sample_station s
      where s.sample_id = (
        select id from sample where election_id = ${at.election} and drawn_at is not null
        order by number desc limit 1
      ) and (not s.is_spare or s.replaces is not null)
        and not exists (
          select from sample_station r where r.sample_id = s.sample_id and r.replaces = s.station_code
        )
    ), expected as (
      select code, stratum from drawn
      union all
      select distinct a.station_code, null from assignment a
      where a.mission_id = ${at.mission} and a.station_code not in (select code from drawn)
    )
    select e.code as station, coalesce(s.areas, '{}') as areas, s.centre, e.stratum,
      array(
        select a.person_id from assignment a
        where a.mission_id = ${at.mission} and a.station_code = e.code order by a.assigned_at
      ) as observers,
      (
        select jsonb_build_object(
          'at', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'called', c.called, 'outcome', c.outcome)
        from desk_call c where c.contest_id = ${at.contest} and c.station_code = e.code
        order by c.id desc limit 1
      ) as "lastCall"
    from expected e
    left join station s on s.code = e.code and s.frame_id = (
      select id from frame where mission_id = ${at.mission} order by version desc limit 1
    )
    where e.code > ${page.after}
      and not exists (
        select from tally_station t where t.contest_id = ${at.contest} and t.station_code = e.code
      )
      ${page.stratum === null ? sql`` : sql`and e.stratum = ${page.stratum}`}
    order by e.code limit ${page.limit}`.execute(query);
  return rows;
}
