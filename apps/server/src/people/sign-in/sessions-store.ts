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
