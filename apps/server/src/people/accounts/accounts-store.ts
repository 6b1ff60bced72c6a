import type { Role } from "@veedor/domain";
import type { Insertable, Kysely, Transaction } from "kysely";
import type { Schema } from "../../database/schema.ts";

type Query = Kysely<Schema> | Transaction<Schema>;

export async function insertPerson(query: Query, row: Insertable<Schema["person"]>): Promise<void> {
  await query.insertInto("person").values(row).execute();
}

/** What an account is, beside who. */
export type AccountState = {
  readonly id: string;
  readonly is_administrator: boolean;
  readonly created_at: Date;
  readonly disabled_at: Date | null;
  readonly erased_at: Date | null;
};

export async function accountState(query: Query, person: string): Promise<AccountState | null> {
  const row = await query.selectFrom("person").selectAll().where("id", "=", person).executeTakeFirst();
  return row ?? null;
}

export async function storePassword(query: Query, person: string, hash: string, now: Date): Promise<void> {
  await query
    .insertInto("account_password")
    .values({ person_id: person, hash, changed_at: now })
    .onConflict((one) => one.column("person_id").doUpdateSet({ hash, changed_at: now }))
    .execute();
}

export async function passwordHashOf(query: Query, person: string): Promise<string | null> {
  const row = await query
    .selectFrom("account_password")
    .select("hash")
    .where("person_id", "=", person)
    .executeTakeFirst();
  return row?.hash ?? null;
}

/** Adds a role; whether it was new. */
export async function insertMembership(
  query: Query,
  mission: string,
  person: string,
  role: Role,
  since: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto("membership")
    .values({ mission_id: mission, person_id: person, role, since })
    .onConflict((one) => one.columns(["mission_id", "person_id", "role"]).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
