import type { ReleaseRecord } from "@veedor/api-contract";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { ReleaseTables } from "./tables.ts";

type Query = Kysely<Schema>;

/** A record on its way to the public, or there. */
export type Release = {
  readonly id: string;
  readonly mission: string;
  readonly contest: string;
  readonly take: string;
  readonly hash: string;
  readonly state: "proposed" | "released" | "withdrawn";
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly confirmedBy: string | null;
  readonly releasedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawalReason: string | null;
  readonly record: ReleaseRecord;
};

function releaseOf(row: Selectable<ReleaseTables["release"]>): Release {
  const state =
    row.withdrawn_at === null ? (row.released_at === null ? "proposed" : "released") : "withdrawn";
  return {
    id: row.id,
    mission: row.mission_id,
    contest: row.contest_id,
    take: row.take_id,
    hash: row.hash,
    state,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    confirmedBy: row.confirmed_by,
    releasedAt: row.released_at,
    withdrawnAt: row.withdrawn_at,
    withdrawalReason: row.withdrawal_reason,
    record: JSON.parse(row.record) as ReleaseRecord,
  };
}

export async function insertRelease(
  query: Query,
  release: Pick<Release, "id" | "mission" | "contest" | "take" | "hash" | "proposedBy" | "proposedAt"> & {
    readonly recordText: string;
    readonly overrideReason: string | null;
  },
): Promise<void> {
  await query
    .insertInto("release")
    .values({
      id: release.id,
      mission_id: release.mission,
      contest_id: release.contest,
      take_id: release.take,
      record: release.recordText,
      hash: release.hash,
      proposed_by: release.proposedBy,
      proposed_at: release.proposedAt,
      override_reason: release.overrideReason,
    })
    .execute();
}

/** One release of a mission, held until the transaction ends. */
export async function heldRelease(query: Query, mission: string, id: string): Promise<Release | null> {
  const row = await query
    .selectFrom("release")
    .selectAll()
    .where("id", "=", id)
    .where("mission_id", "=", mission)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : releaseOf(row);
}

export async function releasesOf(query: Query, contest: string): Promise<Release[]> {
  const rows = await query
    .selectFrom("release")
    .selectAll()
    .where("contest_id", "=", contest)
    .orderBy("proposed_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map(releaseOf);
}

export async function markReleased(
  query: Query,
  id: string,
  by: { readonly person: string; readonly at: Date },
): Promise<void> {
  await query
    .updateTable("release")
    .set({ confirmed_by: by.person, released_at: by.at })
    .where("id", "=", id)
    .execute();
}

export async function markWithdrawn(
  query: Query,
  id: string,
  by: { readonly person: string; readonly at: Date; readonly reason: string },
): Promise<void> {
  await query
    .updateTable("release")
    .set({ withdrawn_at: by.at, withdrawn_by: by.person, withdrawal_reason: by.reason })
    .where("id", "=", id)
    .execute();
}

/** What is public of a mission, the latest first; one query whatever there is, so that its time tells nothing. */
export async function publicReleases(
  query: Query,
  missionCode: string,
  id: string | null = null,
): Promise<Release[]> {
  let rows = query
    .selectFrom("release")
    .innerJoin("mission", "mission.id", "release.mission_id")
    .selectAll("release")
    .where("mission.code", "=", missionCode)
    .where("release.released_at", "is not", null);
  if (id !== null) rows = rows.where("release.id", "=", id);
  return (await rows.orderBy("release.released_at", "desc").execute()).map(releaseOf);
}
