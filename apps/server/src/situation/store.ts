import { type Kysely, sql } from "kysely";
import type { Schema } from "../database/schema.ts";

type Query = Kysely<Schema>;

/** Expected stations of a contest in one area, and those of which a sheet has come. */
export type AreaCounts = {
  readonly contest: string;
  readonly area: string;
  readonly expected: number;
  readonly reported: number;
};

/** Stations of the latest drawn sample that are in use (a spare once it replaces one), by contest and highest area. */
export async function countsByArea(query: Query, mission: string): Promise<readonly AreaCounts[]> {
  const { rows } = await sql<AreaCounts>`
    with latest as (
      select distinct on (election_id) id, election_id, frame_id from sample
      where mission_id = ${mission} and drawn_at is not null
      order by election_id, number desc
    ), in_use as (
      select l.election_id, s.station_code, coalesce(st.areas[1], '') as area
      from latest l
      join sample_station s on s.sample_id = l.id
      left join station st on st.frame_id = l.frame_id and st.code = s.station_code
      where case when s.is_spare then s.replaces is not null
        else not exists (
          select from sample_station r where r.sample_id = s.sample_id and r.replaces = s.station_code) end
    )
    select c.id as contest, u.area, count(*)::int as expected, count(t.station_code)::int as reported
    from contest c
    join in_use u on u.election_id = c.election_id
    left join tally_station t on t.contest_id = c.id and t.station_code = u.station_code
    where c.mission_id = ${mission}
    group by c.id, u.area
    order by c.id, u.area`.execute(query);
  return rows;
}

/** What is known of each contest besides. */
export type ContestState = {
  readonly contest: string;
  readonly counted: number;
  readonly waiting: number;
  readonly setAside: number;
  readonly lastArrivedAt: Date | null;
  readonly isPlanFrozen: boolean;
  readonly isSampleDrawn: boolean;
  readonly releaseWaits: boolean;
};

export async function statesOfContests(query: Query, mission: string): Promise<readonly ContestState[]> {
  const { rows } = await sql<ContestState>`
    select c.id as contest,
      count(distinct r.station_code) filter (where r.state = 'counted')::int as counted,
      count(r.id) filter (where r.state = 'waiting')::int as waiting,
      count(r.id) filter (where r.state = 'set-aside')::int as "setAside",
      max(r.arrived_at) as "lastArrivedAt",
      exists (select from analysis_plan p where p.contest_id = c.id and p.frozen_at is not null) as "isPlanFrozen",
      exists (select from sample s where s.election_id = c.election_id and s.drawn_at is not null)
        as "isSampleDrawn",
      exists (select from release x where x.contest_id = c.id and x.released_at is null and x.withdrawn_at is null)
        as "releaseWaits"
    from contest c
    left join tally_report r on r.contest_id = c.id
    where c.mission_id = ${mission}
    group by c.id
    order by c.id`.execute(query);
  return rows;
}
