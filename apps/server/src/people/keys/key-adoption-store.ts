import { type Kysely, sql } from "kysely";
import type { Schema } from "../../database/schema.ts";

type Query = Kysely<Schema>;

/** Names the lock under which key files are made and changed; any fixed number would do. */
const LOCK = 8_642_010;

/** Keeps other processes on this database from changing key files until the transaction ends. */
export async function lockKeyFiles(query: Query): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(query);
}

/** The identifier of the key file that this database's data is sealed with. */
export async function keyFileOf(query: Query): Promise<string | null> {
  const row = await query.selectFrom("personal.key_file").select("id").executeTakeFirst();
  return row?.id ?? null;
}

export async function hasSealedData(query: Query): Promise<boolean> {
  const row = await query.selectFrom("personal.person_key").select("person_id").limit(1).executeTakeFirst();
  return row !== undefined;
}

export async function dropKeyFile(query: Query): Promise<void> {
  await query.deleteFrom("personal.key_file").execute();
}

export async function adoptKeyFile(query: Query, id: string, lookup: number, now: Date): Promise<void> {
  await query
    .insertInto("personal.key_file")
    .values({ id, lookup_number: lookup, adopted_at: now })
    .execute();
}
