import type { CheckCode, CheckResult, Figure } from "@veedor/domain";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { ReportState } from "./tables.ts";

type Query = Kysely<Schema>;

/** A report as lists show it. */
export type ListedReport = {
  readonly id: string;
  readonly contest: string;
  readonly station: string;
  readonly areas: readonly string[];
  readonly centre: string | null;
  readonly arrivedAt: Date;
  readonly sequence: number;
  readonly state: ReportState;
  readonly isTelephone: boolean;
  readonly hasComment: boolean;
  readonly isVerified: boolean;
  readonly version: number;
  readonly revision: number;
  readonly flags: readonly CheckResult[];
  readonly others: number;
  readonly lockedBy: string | null;
  readonly lockedUntil: Date | null;
};

/** What a list of reports is narrowed down to; `search` is folded, `area` a number of the frame's areas. */
export type Narrowing = {
  readonly mission: string;
  readonly contest: string | null;
  readonly state: ReportState;
  readonly reason: CheckCode | null;
  readonly area: number | null;
  readonly search: string;
};

/** A page of reports in order of arrival. */
export async function reportPage(
  query: Query,
  narrowing: Narrowing,
  page: { readonly after: number; readonly limit: number; readonly frame: string | null },
): Promise<ListedReport[]> {
  const { mission, contest, state, reason, area, search } = narrowing;
  const { rows } = await sql<ListedReport>`
    select r.id, r.contest_id as contest, r.station_code as station, coalesce(s.areas, '{}') as areas, s.centre,
      r.arrived_at as "arrivedAt", r.sequence, r.state, r.entered_by is not null as "isTelephone",
      r.comment is not null as "hasComment", r.verified_at is not null as "isVerified",
      r.current_version as version, r.revision, ${flagsOf(sql`r`)} as flags, t.reports - 1 as others,
      r.locked_by as "lockedBy", r.locked_until as "lockedUntil"
    from tally_report r
    join tally_station t on t.contest_id = r.contest_id and t.station_code = r.station_code
    left join station s on s.frame_id = ${page.frame} and s.code = r.station_code
    where r.mission_id = ${mission} and r.state = ${sql.lit(state)} and r.sequence > ${page.after}
      ${contest === null ? sql`` : sql`and r.contest_id = ${contest}`}
      ${
        reason === null
          ? sql``
          : sql`and exists (select from tally_flag f
              where f.report_id = r.id and f.version = r.current_version and f.code = ${reason})`
      }
      ${
        area === null
          ? sql``
          : sql`and s.area between ${area}
              and (select last from frame_area where frame_id = ${page.frame} and number = ${area})`
      }
      ${search === "" ? sql`` : sql`and position(${search} in coalesce(s.search, lower(r.station_code))) > 0`}
    order by r.sequence limit ${page.limit}`.execute(query);
  return rows;
}

/** The checks that spoke on the current version of a report in scope. */
const flagsOf = (report: ReturnType<typeof sql>) => sql<CheckResult[]>`coalesce((
  select jsonb_agg(jsonb_build_object('code', f.code, 'parameters', f.parameters) order by f.code)
  from tally_flag f where f.report_id = ${report}.id and f.version = ${report}.current_version), '[]')`;

/** How many reports there are by state, and of those that wait how many for which reason. */
export async function reportCounts(
  query: Query,
  mission: string,
  contest: string | null,
): Promise<{
  readonly states: readonly { readonly state: ReportState; readonly reports: number }[];
  readonly reasons: readonly { readonly reason: CheckCode; readonly reports: number }[];
}> {
  const ofContest = contest === null ? sql`` : sql`and r.contest_id = ${contest}`;
  const { rows: states } = await sql<{ state: ReportState; reports: number }>`
    select r.state, count(*) as reports from tally_report r
    where r.mission_id = ${mission} ${ofContest} group by r.state`.execute(query);
  const { rows: reasons } = await sql<{ reason: CheckCode; reports: number }>`
    select f.code as reason, count(*) as reports from tally_report r
    join tally_flag f on f.report_id = r.id and f.version = r.current_version
    where r.mission_id = ${mission} and r.state = 'waiting' ${ofContest}
    group by f.code order by count(*) desc, f.code`.execute(query);
  return { states, reasons };
}

/** One report with what is known of its station. */
export type WholeReport = Omit<ListedReport, "hasComment" | "others" | "sequence"> & {
  readonly mission: string;
  readonly registered: Figure;
  readonly comment: string | null;
  readonly observer: string | null;
  readonly device: string | null;
  readonly enteredBy: string | null;
  readonly submission: string | null;
  readonly verifiedAt: Date | null;
  readonly verifiedBy: string | null;
};

export async function wholeReport(
  query: Query,
  id: string,
  frame: string | null,
): Promise<WholeReport | null> {
  const { rows } = await sql<WholeReport>`
    select r.id, r.mission_id as mission, r.contest_id as contest, r.station_code as station,
      coalesce(s.areas, '{}') as areas, s.centre, s.registered, r.arrived_at as "arrivedAt", r.state,
      r.entered_by is not null as "isTelephone", r.comment, r.verified_at is not null as "isVerified",
      r.current_version as version, r.revision, ${flagsOf(sql`r`)} as flags, r.locked_by as "lockedBy",
      r.locked_until as "lockedUntil", r.observer_id as observer, r.device_id as device,
      r.entered_by as "enteredBy", r.submission_id as submission, r.verified_at as "verifiedAt",
      r.verified_by as "verifiedBy"
    from tally_report r
    left join station s on s.frame_id = ${frame} and s.code = r.station_code
    where r.id = ${id}`.execute(query);
  return rows[0] ?? null;
}

export type ReportVersion = {
  readonly version: number;
  readonly figures: readonly Figure[];
  readonly madeAt: Date;
  readonly madeBy: string | null;
  readonly reason: string | null;
  readonly flags: readonly CheckResult[];
};

/** Every version of a report with the checks that spoke on it, the first first. */
export async function versionsOf(query: Query, report: string): Promise<ReportVersion[]> {
  const { rows } = await sql<ReportVersion>`
    select v.version, v.figures, v.made_at as "madeAt", v.made_by as "madeBy", v.reason, coalesce((
      select jsonb_agg(jsonb_build_object('code', f.code, 'parameters', f.parameters) order by f.code)
      from tally_flag f where f.report_id = v.report_id and f.version = v.version), '[]') as flags
    from tally_version v where v.report_id = ${report} order by v.version`.execute(query);
  return rows;
}

/** What became of a report, in order. */
export async function decisionsOf(query: Query, report: string) {
  const rows = await query
    .selectFrom("tally_decision")
    .select(["at", "decided_by", "kind", "version", "reason"])
    .where("report_id", "=", report)
    .orderBy("id")
    .execute();
  return rows.map(({ decided_by, ...row }) => ({ ...row, by: decided_by }));
}

export type OtherReport = {
  readonly id: string;
  readonly arrivedAt: Date;
  readonly state: ReportState;
  readonly isVerified: boolean;
  readonly version: number;
  readonly revision: number;
  readonly figures: readonly Figure[];
  readonly observer: string | null;
  readonly submission: string | null;
};

/** Most other reports of a station that are shown with one; a desk that has more has another problem. */
const MOST_OTHERS = 50;

export async function otherReports(
  query: Query,
  { id, contest, station }: { readonly id: string; readonly contest: string; readonly station: string },
): Promise<OtherReport[]> {
  const { rows } = await sql<OtherReport>`
    select r.id, r.arrived_at as "arrivedAt", r.state, r.verified_at is not null as "isVerified",
      r.current_version as version, r.revision, v.figures, r.observer_id as observer,
      r.submission_id as submission
    from tally_report r
    join tally_version v on v.report_id = r.id and v.version = r.current_version
    where r.contest_id = ${contest} and r.station_code = ${station} and r.id <> ${id}
    order by r.sequence limit ${MOST_OTHERS}`.execute(query);
  return rows;
}
