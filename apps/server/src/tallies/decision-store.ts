import type { CheckResult, Figure } from "@veedor/domain";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { JudgedStation, KnownReport } from "./judgement.ts";
import type { DecisionKind, ReportState } from "./tables.ts";

type Query = Kysely<Schema>;

/** A report as whoever decides on it needs it. */
export type DecidedReport = KnownReport & {
  readonly mission: string;
  readonly contest: string;
  readonly station: string;
  readonly revision: number;
  readonly lockedBy: string | null;
  readonly lockedUntil: Date | null;
  /** The checks that spoke on the current version. */
  readonly flags: readonly CheckResult["code"][];
};

/** Where a report belongs, without holding anything; it never moves. */
export async function placeOfReport(
  query: Query,
  id: string,
): Promise<{ readonly mission: string; readonly contest: string; readonly station: string } | null> {
  const row = await query
    .selectFrom("tally_report")
    .select(["mission_id as mission", "contest_id as contest", "station_code as station"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** Holds a station until the transaction ends, as whoever takes in a report of it does. */
export async function holdStation(query: Query, contest: string, station: string): Promise<void> {
  await query
    .selectFrom("tally_station")
    .select("reports")
    .where("contest_id", "=", contest)
    .where("station_code", "=", station)
    .forUpdate()
    .execute();
}

/** Every report of a held station, in order of arrival. */
export async function reportsOfStation(
  query: Query,
  contest: string,
  station: string,
): Promise<DecidedReport[]> {
  const { rows } = await sql<DecidedReport>`
    select r.id, r.mission_id as mission, r.contest_id as contest, r.station_code as station, r.state,
      r.current_version as version, r.revision, v.figures, r.device_id as device, r.observer_id as observer,
      r.verified_at is not null as "isVerified", r.locked_by as "lockedBy", r.locked_until as "lockedUntil",
      array(
        select code from tally_flag f where f.report_id = r.id and f.version = r.current_version order by code
      ) as flags
    from tally_report r
    join tally_version v on v.report_id = r.id and v.version = r.current_version
    where r.contest_id = ${contest} and r.station_code = ${station}
    order by r.sequence`.execute(query);
  return rows;
}

/**
 * Registered voters of a station in the mission's current frame, and whether the frame has it. Whose station it is does
 * not matter to the desk, which decides.
 */
export async function stationInFrame(query: Query, mission: string, station: string): Promise<JudgedStation> {
  const { rows } = await sql<{ registered: Figure }>`
    select s.registered from station s
    where s.code = ${station} and s.frame_id = (
      select id from frame where mission_id = ${mission} order by version desc limit 1
    )`.execute(query);
  const [row] = rows;
  return { known: row !== undefined, registered: row?.registered ?? null, assigned: [] };
}

/** What a decision makes of a report. */
export type NewStanding = {
  readonly state: ReportState;
  readonly version: number;
  readonly verifiedAt: Date | null;
  readonly verifiedBy: string | null;
};

/** Writes where a report stands now, lets its lock go, and notes who decided. */
export async function writeStanding(
  query: Query,
  report: { readonly id: string },
  standing: NewStanding,
  decision: {
    readonly at: Date;
    readonly by: string | null;
    readonly kind: DecisionKind;
    readonly reason: string | null;
  },
): Promise<void> {
  await query
    .updateTable("tally_report")
    .set({
      state: standing.state,
      current_version: standing.version,
      verified_at: standing.verifiedAt,
      verified_by: standing.verifiedBy,
      locked_by: null,
      locked_until: null,
      revision: sql`revision + 1`,
    })
    .where("id", "=", report.id)
    .execute();
  const { at, by, kind, reason } = decision;
  await query
    .insertInto("tally_decision")
    .values({ report_id: report.id, at, decided_by: by, kind, version: standing.version, reason })
    .execute();
}

/** Adds a version; versions that are there stay as they are. */
export async function insertVersion(
  query: Query,
  row: {
    readonly report: string;
    readonly version: number;
    readonly figures: readonly Figure[];
    readonly at: Date;
    readonly by: string;
    readonly reason: string;
  },
): Promise<void> {
  const { report, version, figures, at, by, reason } = row;
  await query
    .insertInto("tally_version")
    .values({ report_id: report, version, figures: [...figures], made_at: at, made_by: by, reason })
    .execute();
}

/** Puts the checks that speak on a version in the place of those that spoke before. */
export async function replaceFlags(
  query: Query,
  report: string,
  version: number,
  flags: readonly CheckResult[],
): Promise<void> {
  await query
    .deleteFrom("tally_flag")
    .where("report_id", "=", report)
    .where("version", "=", version)
    .execute();
  if (flags.length === 0) return;
  await query
    .insertInto("tally_flag")
    .values(
      flags.map(({ code, parameters }) => ({
        report_id: report,
        version,
        code,
        parameters: JSON.stringify(parameters),
      })),
    )
    .execute();
}

/** Holds a report for a person until an instant, unless another holds it; gives who holds it now, and until when. */
export async function takeLock(
  query: Query,
  report: string,
  { person, now, until }: { readonly person: string; readonly now: Date; readonly until: Date },
): Promise<{ readonly person: string; readonly until: Date } | null> {
  const row = await query
    .updateTable("tally_report")
    .set({ locked_by: person, locked_until: until })
    .where("id", "=", report)
    .where((where) =>
      where.or([
        where("locked_by", "is", null),
        where("locked_by", "=", person),
        where("locked_until", "<=", now),
      ]),
    )
    .returning("id")
    .executeTakeFirst();
  if (row !== undefined) return { person, until };
  const held = await query
    .selectFrom("tally_report")
    .select(["locked_by", "locked_until"])
    .where("id", "=", report)
    .executeTakeFirst();
  if (!held?.locked_by || !held.locked_until) return null;
  return { person: held.locked_by, until: held.locked_until };
}

/** Lets a report go that the person holds. */
export async function dropLock(query: Query, report: string, person: string): Promise<boolean> {
  const row = await query
    .updateTable("tally_report")
    .set({ locked_by: null, locked_until: null })
    .where("id", "=", report)
    .where("locked_by", "=", person)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
