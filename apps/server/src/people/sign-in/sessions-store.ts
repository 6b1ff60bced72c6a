import type { Role } from "@veedor/domain";
import type { Insertable, Kysely, Transaction } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../../database/schema.ts";

type Query = Kysely<Schema> | Transaction<Schema>;

export async function insertSession(query: Query, row: Insertable<Schema["session"]>): Promise<void> {
  await query.insertInto("session").values(row).execute();
}

export type SessionRow = {
  readonly id: string;
  readonly person_id: string;
  readonly signed_in_at: Date;
  readonly last_seen_at: Date;
  readonly is_administrator: boolean;
  /** Of each mission. */
  readonly memberships: readonly { readonly mission: string; readonly role: Role }[];
};

/** The session with this token while it lasts and the account is in use, and what its person is. One query. */
export async function sessionWithToken(query: Query, sha256: Buffer, now: Date): Promise<SessionRow | null> {
  const row = await query
    .selectFrom("session")
    .innerJoin("person", "person.id", "session.person_id")
    .select(["session.id", "session.person_id", "signed_in_at", "last_seen_at", "person.is_administrator"])
    .select((one) =>
      one
        .selectFrom("membership")
        .select(
          sql<SessionRow["memberships"]>`coalesce(json_agg(json_build_object(
            'mission', membership.mission_id, 'role', membership.role)), '[]')`.as("memberships"),
        )
        .whereRef("membership.person_id", "=", "session.person_id")
        .as("memberships"),
    )
    .where("token_sha256", "=", sha256)
    .where("ended_at", "is", null)
    .where("expires_at", ">", now)
    .where("person.disabled_at", "is", null)
    .where("person.erased_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, memberships: row.memberships ?? [] };
}

export async function noteSessionSeen(query: Query, session: string, at: Date): Promise<void> {
  await query.updateTable("session").set({ last_seen_at: at }).where("id", "=", session).execute();
}

export async function noteSignedIn(query: Query, session: string, at: Date): Promise<void> {
  await query
    .updateTable("session")
    .set({ signed_in_at: at, last_seen_at: at })
    .where("id", "=", session)
    .execute();
}

/** Whether the account is there and neither disabled nor erased. */
export async function isInUse(query: Query, person: string): Promise<boolean> {
  const row = await query
    .selectFrom("person")
    .select("id")
    .where("id", "=", person)
    .where("disabled_at", "is", null)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** A person's sessions that still last, newest first. */
export function sessionsOf(query: Query, person: string, now: Date) {
  return query
    .selectFrom("session")
    .select(["id", "created_at", "signed_in_at", "last_seen_at", "expires_at", "description"])
    .where("person_id", "=", person)
    .where("ended_at", "is", null)
    .where("expires_at", ">", now)
    .orderBy("id", "desc")
    .limit(500)
    .execute();
}

/** Ends sessions: one, or all of a person but one. How many still lasted. */
export async function endSessions(
  query: Query,
  which: { readonly session?: string; readonly person?: string; readonly but?: string },
  now: Date,
): Promise<number> {
  const { session, person, but } = which;
  if (session === undefined && person === undefined) throw new Error("whose sessions");
  const { numUpdatedRows } = await query
    .updateTable("session")
    .set({ ended_at: now })
    .where("ended_at", "is", null)
    .where("expires_at", ">", now)
    .$if(session !== undefined, (update) => update.where("id", "=", session ?? ""))
    .$if(person !== undefined, (update) => update.where("person_id", "=", person ?? ""))
    .$if(but !== undefined, (update) => update.where("id", "<>", but ?? ""))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
