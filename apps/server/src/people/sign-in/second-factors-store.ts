import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";

type Query = Kysely<Schema>;

export async function storeTotp(
  query: Query,
  person: string,
  secretSealed: Buffer,
  now: Date,
): Promise<void> {
  const fresh = { secret_sealed: secretSealed, created_at: now, confirmed_at: null, last_step: 0 };
  await query
    .insertInto("totp")
    .values({ person_id: person, ...fresh })
    .onConflict((one) => one.column("person_id").doUpdateSet(fresh))
    .execute();
}

export async function totpOf(
  query: Query,
  person: string,
): Promise<{ readonly secret_sealed: Buffer; readonly confirmed_at: Date | null } | null> {
  const row = await query
    .selectFrom("totp")
    .select(["secret_sealed", "confirmed_at"])
    .where("person_id", "=", person)
    .executeTakeFirst();
  return row ?? null;
}

/** Takes a time step, and with it every earlier one; whether it was still to be had. */
export async function takeStep(query: Query, person: string, step: number): Promise<boolean> {
  const row = await query
    .updateTable("totp")
    .set({ last_step: step })
    .where("person_id", "=", person)
    .where("last_step", "<", step)
    .returning("person_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function confirmTotp(query: Query, person: string, now: Date): Promise<void> {
  await query.updateTable("totp").set({ confirmed_at: now }).where("person_id", "=", person).execute();
}

export async function deleteTotp(query: Query, person: string): Promise<void> {
  await query.deleteFrom("totp").where("person_id", "=", person).execute();
}

export async function replaceRecoveryCodes(
  query: Query,
  person: string,
  hmacs: readonly Buffer[],
  now: Date,
): Promise<void> {
  await query.deleteFrom("recovery_code").where("person_id", "=", person).execute();
  if (hmacs.length === 0) return;
  await query
    .insertInto("recovery_code")
    .values(hmacs.map((hmac) => ({ person_id: person, code_hmac: hmac, created_at: now })))
    .execute();
}

/** Uses a recovery code; whether it was still good. */
export async function takeRecoveryCode(
  query: Query,
  person: string,
  hmac: Buffer,
  now: Date,
): Promise<boolean> {
  const row = await query
    .updateTable("recovery_code")
    .set({ used_at: now })
    .where("person_id", "=", person)
    .where("code_hmac", "=", hmac)
    .where("used_at", "is", null)
    .returning("person_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function recoveryCodesLeft(query: Query, person: string): Promise<number> {
  const { number } = await query
    .selectFrom("recovery_code")
    .select((one) => one.fn.countAll<number>().as("number"))
    .where("person_id", "=", person)
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return number;
}
