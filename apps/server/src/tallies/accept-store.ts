import type { CheckCode, CheckParameters, CheckResult, Figure } from "@veedor/domain";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import { NEWS_CHANNEL } from "../evidence/change.ts";
import type { KnownReport } from "./judgement.ts";
import { stationKey } from "./station-key.ts";
import type { ReportState } from "./tables.ts";

type Query = Kysely<Schema>;

/**
 * A station that is held until the transaction ends.
 *
 * @property known whether the mission's frame has it
 * @property hasReports whether it had reports before this transaction
 */
export type HeldStation = {
  readonly contest: string;
  readonly station: string;
  readonly known: boolean;
  readonly registered: Figure;
  readonly assigned: readonly string[];
  readonly hasReports: boolean;
};

/** Holds the stations of the reports, counting each report; in one order, so that nobody waits in a circle. */
export async function lockStations(
  query: Query,
  reports: readonly { readonly contest: string; readonly station: string }[],
): Promise<Map<string, HeldStation>> {
  const arriving = new Map<string, { contest: string; station: string; reports: number }>();
  for (const { contest, station } of reports) {
    const key = stationKey(contest, station);
    const entry = arriving.get(key) ?? { contest, station, reports: 0 };
    entry.reports += 1;
    arriving.set(key, entry);
  }
  const rows = [...arriving.values()];
  const { rows: held } = await sql<HeldStation & { readonly reports: number }>`
    with arriving as (
      select * from unnest(
        ${rows.map(({ contest }) => contest)}::uuid[], ${rows.map(({ station }) => station)}::text[],
        ${rows.map((row) => row.reports)}::integer[]
      ) as a (contest_id, station_code, reports)
    ), held as (
      insert into tally_station (contest_id, station_code, reports)
      select * from arriving order by contest_id, station_code collate "C"
      on conflict (contest_id, station_code) do update set reports = tally_station.reports + excluded.reports
      returning contest_id, station_code, reports
    )
    select h.contest_id as contest, h.station_code as station, h.reports > a.reports as "hasReports",
      s.code is not null as known, s.registered, array(
        select person_id from assignment g where g.mission_id = c.mission_id and g.station_code = h.station_code
      ) as assigned
    from held h
    join arriving a using (contest_id, station_code)
    join contest c on c.id = h.contest_id
    left join lateral (
      select id from frame f where f.mission_id = c.mission_id order by version desc limit 1
    ) f on true
    left join station s on s.frame_id = f.id and s.code = h.station_code`.execute(query);
  return new Map(held.map((station) => [stationKey(station.contest, station.station), station]));
}

/** Most reports of one station that a new one is compared with: whoever sends more is not verifying. */
const MOST_COMPARED = 12;

/** What is there of the stations already, in order of arrival; the one that counts is always among them. */
export async function reportsOfStations(
  query: Query,
  stations: readonly { readonly contest: string; readonly station: string }[],
): Promise<Map<string, KnownReport[]>> {
  const { rows } = await sql<KnownReport & { readonly contest: string; readonly station: string }>`
    select r.id, r.contest_id as contest, r.station_code as station, r.state, r.current_version as version,
      v.figures, r.device_id as device, r.observer_id as observer, r.verified_at is not null as "isVerified"
    from unnest(
      ${stations.map(({ contest }) => contest)}::uuid[], ${stations.map(({ station }) => station)}::text[]
    ) as a (contest_id, station_code)
    cross join lateral (
      select * from tally_report t where t.contest_id = a.contest_id and t.station_code = a.station_code
      order by t.state = 'counted' desc, t.sequence limit ${MOST_COMPARED}
    ) r
    join tally_version v on v.report_id = r.id and v.version = r.current_version
    order by r.sequence`.execute(query);
  const found = new Map<string, KnownReport[]>();
  for (const row of rows) {
    const key = stationKey(row.contest, row.station);
    const here = found.get(key) ?? [];
    here.push(row);
    found.set(key, here);
  }
  return found;
}

/** A report as it is stored for the first time. */
export type AcceptedRow = {
  readonly id: string;
  readonly mission: string;
  readonly contest: string;
  readonly station: string;
  readonly figures: readonly Figure[];
  readonly submission: string | null;
  readonly device: string | null;
  readonly observer: string | null;
  readonly enteredBy?: string | null;
  readonly comment: string | null;
  readonly state: ReportState;
  readonly flags: readonly CheckResult[];
  readonly leaf: { readonly body: Buffer; readonly salt_key: Buffer; readonly leaf: Buffer };
};

/** Stores reports with version, flags, commitment and news, in one statement; their order is that of arrival. */
export async function insertAccepted(query: Query, now: Date, rows: readonly AcceptedRow[]): Promise<void> {
  const of = <T>(value: (row: AcceptedRow) => T): T[] => rows.map(value);
  const flags = flagColumns(rows.map(({ id, flags }) => ({ id, version: 1, flags })));
  const ids = of(({ id }) => id);
  const missions = of(({ mission }) => mission);
  await sql`
    with arriving as (
      select * from unnest(
        ${ids}::uuid[], ${missions}::uuid[], ${of(({ contest }) => contest)}::uuid[],
        ${of(({ station }) => station)}::text[], ${of(({ figures }) => arrayText(figures))}::text[],
        ${of(({ submission }) => submission)}::uuid[], ${of(({ device }) => device)}::uuid[],
        ${of(({ observer }) => observer)}::uuid[], ${of(({ enteredBy }) => enteredBy ?? null)}::uuid[],
        ${of(({ comment }) => comment)}::text[], ${of(({ state }) => state)}::text[],
        ${of(({ leaf }) => leaf.body)}::bytea[], ${of(({ leaf }) => leaf.salt_key)}::bytea[],
        ${of(({ leaf }) => leaf.leaf)}::bytea[], ${of(newsOf)}::text[]
      ) with ordinality as a (id, mission_id, contest_id, station_code, figures, submission_id, device_id,
        observer_id, entered_by, comment, state, body, salt_key, leaf, news, place)
    ), reports as (
      insert into tally_report (id, mission_id, contest_id, station_code, submission_id, device_id, observer_id,
        entered_by, arrived_at, comment, state)
      select id, mission_id, contest_id, station_code, submission_id, device_id, observer_id, entered_by, ${now},
        comment, state
      from arriving order by place
    ), versions as (
      insert into tally_version (report_id, version, figures, made_at, made_by)
      select id, 1, figures::integer[], ${now}, entered_by from arriving
    ), flags as (
      insert into tally_flag (report_id, version, code, parameters)
      select * from unnest(${flags.ids}::uuid[], ${flags.versions}::integer[], ${flags.codes}::text[],
        ${flags.parameters}::jsonb[])
    ), leaves as (
      insert into pending_leaf (mission_id, kind, subject, body, salt_key, leaf)
      select mission_id, 'tally-version', id, body, salt_key, leaf from arriving order by place
    ), news as (
      insert into mission_event (mission_id, kind, audience, data, at)
      select mission_id, 'tally-arrived', 'tallies-read', news::jsonb, ${now} from arriving order by place
    )
    select pg_notify(${NEWS_CHANNEL}, mission) from unnest(${[...new Set(missions)]}::text[]) as mission`.execute(
    query,
  );
}

const newsOf = ({ id, contest, station, state, flags }: AcceptedRow): string =>
  JSON.stringify({ report: id, contest, station, state, reasons: flags.map(({ code }) => code) });

/** A report that was there before and of which another report says something. */
export type ChangedRow = {
  readonly id: string;
  readonly mission: string;
  readonly contest: string;
  readonly station: string;
  readonly version: number;
  readonly isVerified: boolean;
  readonly flags: readonly CheckResult[];
};

/** Notes on reports that another observer's verifies them or says something else. */
export async function updateKnown(query: Query, now: Date, rows: readonly ChangedRow[]): Promise<void> {
  const flags = flagColumns(rows);
  const verified = rows.filter(({ isVerified }) => isVerified);
  await sql`
    with changed as (
      update tally_report r set revision = r.revision + 1,
        verified_at = case when r.id = any(${verified.map(({ id }) => id)}::uuid[]) then ${now} else r.verified_at end
      where r.id = any(${rows.map(({ id }) => id)}::uuid[])
    ), decisions as (
      insert into tally_decision (report_id, at, kind, version)
      select id, ${now}, 'verified', version from unnest(
        ${verified.map(({ id }) => id)}::uuid[], ${verified.map(({ version }) => version)}::integer[]
      ) as v (id, version)
    ), flags as (
      insert into tally_flag (report_id, version, code, parameters)
      select * from unnest(${flags.ids}::uuid[], ${flags.versions}::integer[], ${flags.codes}::text[],
        ${flags.parameters}::jsonb[])
      on conflict (report_id, version, code) do update set parameters = excluded.parameters
    )
    insert into mission_event (mission_id, kind, audience, data, at)
    select mission_id, 'tally-changed', 'tallies-read', data, ${now} from unnest(
      ${rows.map(({ mission }) => mission)}::uuid[],
      ${rows.map(({ id, contest, station }) => JSON.stringify({ report: id, contest, station }))}::jsonb[]
    ) as n (mission_id, data)`.execute(query);
}

type Flagged = { readonly id: string; readonly version: number; readonly flags: readonly CheckResult[] };

function flagColumns(rows: readonly Flagged[]): {
  readonly ids: string[];
  readonly versions: number[];
  readonly codes: CheckCode[];
  readonly parameters: string[];
} {
  const flat = rows.flatMap(({ id, version, flags }) => flags.map((flag) => ({ id, version, ...flag })));
  return {
    ids: flat.map(({ id }) => id),
    versions: flat.map(({ version }) => version),
    codes: flat.map(({ code }) => code),
    parameters: flat.map(({ parameters }) => parametersText(parameters)),
  };
}

const parametersText = (parameters: CheckParameters): string => JSON.stringify(parameters);

/** Figures as PostgreSQL writes an array, so that rows of them can stand in an array of texts. */
const arrayText = (figures: readonly Figure[]): string =>
  `{${figures.map((figure) => (figure === null ? "NULL" : String(figure))).join(",")}}`;
