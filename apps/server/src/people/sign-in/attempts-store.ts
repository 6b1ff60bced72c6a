import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../../database/schema.ts";

const DAY = 24 * 3_600_000;

/** Notes an attempt and drops those of more than a day ago. */
export async function insertAttempt(query: Kysely<Schema>, subject: Buffer, at: Date): Promise<number> {
  await query
    .deleteFrom("sign_in_attempt")
    .where("at", "<", new Date(at.getTime() - DAY))
    .execute();
  const { id } = await query
    .insertInto("sign_in_attempt")
    .values({ subject, at })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** A statement of its own after the insertion: whoever came at the same moment is seen. */
export async function countAttempts(query: Kysely<Schema>, subject: Buffer, since: Date): Promise<number> {
  const { number } = await query
    .selectFrom("sign_in_attempt")
    .select((one) => one.fn.countAll<number>().as("number"))
    .where("subject", "=", subject)
    .where("at", ">", since)
    .executeTakeFirstOrThrow();
  return number;
}

export async function forgetAttempts(query: Kysely<Schema>, attempts: readonly number[]): Promise<void> {
  await query
    .deleteFrom("sign_in_attempt")
    .where("id", "=", sql<number>`any(${attempts}::bigint[])`)
    .execute();
}
