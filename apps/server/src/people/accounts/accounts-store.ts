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

export async function setDisabled(query: Query, person: string, at: Date | null): Promise<boolean> {
  const row = await query
    .updateTable("person")
    .set({ disabled_at: at })
    .where("id", "=", person)
    .where("erased_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function markErased(query: Query, person: string, at: Date): Promise<void> {
  await query
    .updateTable("person")
    .set({ erased_at: at, disabled_at: at, is_administrator: false })
    .where("id", "=", person)
    .execute();
}

/** Administrators who can sign in, locked, so that two do not disable each other at one moment. */
export async function lockAdministrators(query: Query): Promise<string[]> {
  const rows = await query
    .selectFrom("person")
    .select("id")
    .where("is_administrator", "=", true)
    .where("disabled_at", "is", null)
    .where("erased_at", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** Accounts, a page of them by identifier. */
export function accountRows(
  query: Query,
  {
    after,
    limit,
    only,
  }: { readonly after: string | null; readonly limit: number; readonly only: string | null },
) {
  return query
    .selectFrom("person")
    .select(["id", "is_administrator", "created_at", "disabled_at", "erased_at"])
    .select((one) => [
      one
        .exists(one.selectFrom("account_password").select("hash").whereRef("person_id", "=", "person.id"))
        .as("has_password"),
      one
        .or([
          one.exists(
            one
              .selectFrom("totp")
              .select("person_id")
              .whereRef("person_id", "=", "person.id")
              .where("confirmed_at", "is not", null),
          ),
          one.exists(one.selectFrom("passkey").select("id").whereRef("person_id", "=", "person.id")),
        ])
        .as("has_second_factor"),
    ])
    .$if(after !== null, (select) => select.where("id", ">", after ?? ""))
    .$if(only !== null, (select) => select.where("id", "=", only ?? ""))
    .orderBy("id")
    .limit(limit)
    .execute();
}
