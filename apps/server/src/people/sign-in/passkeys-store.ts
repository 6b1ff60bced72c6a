import type { Insertable, Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";

type Query = Kysely<Schema>;
type Purpose = Schema["passkey_challenge"]["purpose"];

/** Notes a challenge and drops those whose time has passed. */
export async function insertChallenge(
  query: Query,
  row: Insertable<Schema["passkey_challenge"]>,
  now: Date,
): Promise<void> {
  await query.deleteFrom("passkey_challenge").where("expires_at", "<", now).execute();
  await query.insertInto("passkey_challenge").values(row).execute();
}

/** Takes a challenge, which is then gone. */
export async function takeChallenge(
  query: Query,
  id: string,
  purpose: Purpose,
  now: Date,
): Promise<{ readonly challenge: string; readonly person_id: string | null } | null> {
  const row = await query
    .deleteFrom("passkey_challenge")
    .where("id", "=", id)
    .where("purpose", "=", purpose)
    .where("expires_at", ">", now)
    .returning(["challenge", "person_id"])
    .executeTakeFirst();
  return row ?? null;
}

export async function insertPasskey(query: Query, row: Insertable<Schema["passkey"]>): Promise<boolean> {
  const inserted = await query
    .insertInto("passkey")
    .values(row)
    .onConflict((one) => one.column("credential_id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

export function passkeysOf(query: Query, person: string) {
  return query
    .selectFrom("passkey")
    .select(["id", "credential_id", "transports", "label", "created_at", "last_used_at"])
    .where("person_id", "=", person)
    .orderBy("id")
    .execute();
}

/** A passkey of an account in use, locked until the transaction ends: its counter is about to be compared. */
export async function passkeyWithCredential(query: Query, credential: string) {
  const row = await query
    .selectFrom("passkey")
    .innerJoin("person", "person.id", "passkey.person_id")
    .select(["passkey.id", "passkey.person_id", "credential_id", "public_key", "counter", "transports"])
    .where("credential_id", "=", credential)
    .where("person.disabled_at", "is", null)
    .where("person.erased_at", "is", null)
    .forUpdate("passkey")
    .executeTakeFirst();
  return row ?? null;
}

export async function notePasskeyUsed(query: Query, id: string, counter: number, now: Date): Promise<void> {
  await query.updateTable("passkey").set({ counter, last_used_at: now }).where("id", "=", id).execute();
}

export async function deletePasskey(query: Query, person: string, id: string): Promise<boolean> {
  const row = await query
    .deleteFrom("passkey")
    .where("id", "=", id)
    .where("person_id", "=", person)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function deletePasskeys(query: Query, person: string): Promise<void> {
  await query.deleteFrom("passkey").where("person_id", "=", person).execute();
  await query.deleteFrom("passkey_challenge").where("person_id", "=", person).execute();
}
