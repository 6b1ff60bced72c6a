import type { Insertable, Kysely, Transaction } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../../database/schema.ts";

type Query = Kysely<Schema> | Transaction<Schema>;

/** The next number that no key of this database has had. */
export async function nextKeyNumber(query: Query): Promise<number> {
  const { rows } = await sql<{ number: number }>`select nextval('personal.key_number') as number`.execute(
    query,
  );
  return rows[0]?.number ?? 0;
}

/** Sets the number that comes next. */
export async function restartKeyNumbers(query: Query, next: number): Promise<void> {
  await sql`select setval('personal.key_number', ${next}, false)`.execute(query);
}

export async function insertPersonKey(
  query: Query,
  row: Insertable<Schema["personal.person_key"]>,
): Promise<void> {
  await query.insertInto("personal.person_key").values(row).execute();
}

export async function personKeyOf(
  query: Query,
  person: string,
): Promise<{ readonly number: number; readonly wrapped: Buffer } | null> {
  const row = await query
    .selectFrom("personal.person_key")
    .select(["number", "wrapped"])
    .where("person_id", "=", person)
    .executeTakeFirst();
  return row ?? null;
}

export async function storeSealedData(query: Query, person: string, sealed: Buffer): Promise<void> {
  await query
    .insertInto("personal.person_data")
    .values({ person_id: person, sealed })
    .onConflict((one) => one.column("person_id").doUpdateSet({ sealed }))
    .execute();
}

export async function sealedDataOf(
  query: Query,
  persons: readonly string[],
): Promise<{ person_id: string; number: number; wrapped: Buffer; sealed: Buffer }[]> {
  if (persons.length === 0) return [];
  return query
    .selectFrom("personal.person_data as data")
    .innerJoin("personal.person_key as key", "key.person_id", "data.person_id")
    .select(["data.person_id", "key.number", "key.wrapped", "data.sealed"])
    .where("data.person_id", "=", sql<string>`any(${persons}::uuid[])`)
    .execute();
}

export async function storeLookup(query: Query, person: string, hmac: Buffer): Promise<void> {
  await query
    .insertInto("personal.email_lookup")
    .values({ person_id: person, hmac })
    .onConflict((one) => one.column("person_id").doUpdateSet({ hmac }))
    .execute();
}

export async function personByLookup(query: Query, hmac: Buffer): Promise<string | null> {
  const row = await query
    .selectFrom("personal.email_lookup")
    .select("person_id")
    .where("hmac", "=", hmac)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** Which look-up key is in use; a lock keeps it in use, or for this transaction to change, until that ends. */
export async function lookupNumber(query: Query, lock?: "share" | "update"): Promise<number> {
  const row = await query
    .selectFrom("personal.key_file")
    .select("lookup_number")
    .$if(lock === "share", (select) => select.forShare())
    .$if(lock === "update", (select) => select.forUpdate())
    .executeTakeFirstOrThrow();
  return row.lookup_number;
}

/** Puts another look-up key in use, with everyone's address under it. */
export async function replaceLookups(
  query: Query,
  number: number,
  lookups: readonly { readonly person: string; readonly hmac: Buffer }[],
): Promise<void> {
  await query.updateTable("personal.key_file").set({ lookup_number: number }).execute();
  await query.deleteFrom("personal.email_lookup").execute();
  const people = lookups.map(({ person }) => person);
  const hmacs = lookups.map(({ hmac }) => hmac);
  await sql`insert into personal.email_lookup (person_id, hmac)
    select * from unnest(${people}::uuid[], ${hmacs}::bytea[])`.execute(query);
}

/** Everyone who has a key. */
export function everyPersonWithKey(query: Query): Promise<{ person_id: string; number: number }[]> {
  return query.selectFrom("personal.person_key").select(["person_id", "number"]).execute();
}

/** Notes that every key file must forget the key of this number. */
export async function noteForgotten(query: Query, number: number, now: Date): Promise<void> {
  await query
    .insertInto("personal.forgotten_key")
    .values({ number, forgotten_at: now })
    .onConflict((one) => one.doNothing())
    .execute();
}

export async function forgottenNumbers(query: Query): Promise<number[]> {
  const rows = await query.selectFrom("personal.forgotten_key").select("number").orderBy("number").execute();
  return rows.map(({ number }) => number);
}

/** Deletes everything of a person but the identifier and what was done under it. */
export async function deleteAllOf(query: Query, person: string, now: Date): Promise<void> {
  for (const table of TABLES_OF_A_PERSON)
    await query.deleteFrom(table).where("person_id", "=", person).execute();
  await query
    .updateTable("device")
    .set((one) => ({ label: "", revoked_at: one.fn.coalesce("revoked_at", one.val(now)) }))
    .where("person_id", "=", person)
    .execute();
}

const TABLES_OF_A_PERSON = [
  "personal.email_lookup",
  "personal.person_data",
  "personal.person_key",
  "account_password",
  "session",
  "totp",
  "recovery_code",
  "passkey",
  "passkey_challenge",
  "one_time_link",
  "membership",
] as const;
