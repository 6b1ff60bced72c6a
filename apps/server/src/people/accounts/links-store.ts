import { type Insertable, type Kysely, sql } from "kysely";
import type { Schema } from "../../database/schema.ts";

type Query = Kysely<Schema>;
export type LinkPurpose = Schema["one_time_link"]["purpose"];

export type LinkRow = {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly person_id: string | null;
  readonly mission_id: string | null;
  readonly expires_at: Date;
};

export async function insertLink(query: Query, row: Insertable<Schema["one_time_link"]>): Promise<void> {
  await query.insertInto("one_time_link").values(row).execute();
}

/** A link that is still good. */
export async function goodLink(query: Query, sha256: Buffer, now: Date): Promise<LinkRow | null> {
  const row = await query
    .selectFrom("one_time_link")
    .leftJoin("person", "person.id", "one_time_link.person_id")
    .select([
      "one_time_link.id",
      "one_time_link.purpose",
      "one_time_link.person_id",
      "one_time_link.mission_id",
      "one_time_link.expires_at",
    ])
    .where("token_sha256", "=", sha256)
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .where("expires_at", ">", now)
    .where("person.disabled_at", "is", null)
    .where("person.erased_at", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Whether an account was made by an invitation to this mission, has no password yet and no part in anything else:
 * whoever lets its person set one then gives away nothing but this mission's.
 */
export async function isOnlyOf(query: Query, person: string, mission: string): Promise<boolean> {
  const { rows } = await sql<{ only: boolean }>`
    select not exists (select from account_password where person_id = ${person})
      and not exists (select from membership where person_id = ${person} and mission_id <> ${mission})
      and not exists (
        select from one_time_link where person_id = ${person} and mission_id is distinct from ${mission})
      and exists (select from one_time_link where person_id = ${person}) as only`.execute(query);
  return rows[0]?.only ?? false;
}

/** Uses a link up; whether it was still good. */
export async function takeLink(query: Query, id: string, now: Date): Promise<boolean> {
  const row = await query
    .updateTable("one_time_link")
    .set({ used_at: now })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .where("expires_at", ">", now)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Withdraws links that have not been used: all for the first administrator, or all of a person. */
export async function withdrawLinks(query: Query, person: string | null, now: Date): Promise<void> {
  await query
    .updateTable("one_time_link")
    .set({ withdrawn_at: now })
    .where("person_id", person === null ? "is" : "=", person)
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .execute();
}

/** Withdraws one invitation of a mission; whether it was still open. */
export async function withdrawInvitationRow(
  query: Query,
  mission: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const row = await query
    .updateTable("one_time_link")
    .set({ withdrawn_at: now })
    .where("id", "=", id)
    .where("mission_id", "=", mission)
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export function openInvitations(
  query: Query,
  mission: string,
  after: string | null,
  limit: number,
  now: Date,
) {
  return query
    .selectFrom("one_time_link")
    .select(["id", "person_id", "created_at", "expires_at"])
    .where("mission_id", "=", mission)
    .where("purpose", "=", "invitation")
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .where("expires_at", ">", now)
    .$if(after !== null, (select) => select.where("id", ">", after ?? ""))
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Name of a mission by language, for whoever holds an invitation to it. */
export async function missionNameOf(
  query: Query,
  mission: string,
): Promise<Readonly<Record<string, string>> | null> {
  const row = await query.selectFrom("mission").select("name").where("id", "=", mission).executeTakeFirst();
  return row?.name ?? null;
}

/** Whether somebody can administer this server. */
export async function hasAdministrator(query: Query): Promise<boolean> {
  const row = await query
    .selectFrom("person")
    .select("id")
    .where("is_administrator", "=", true)
    .where("disabled_at", "is", null)
    .where("erased_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
