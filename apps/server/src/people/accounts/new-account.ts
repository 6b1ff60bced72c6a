import { ProblemError } from "@veedor/domain";
import type { Transaction } from "kysely";
import type { Context } from "../../context.ts";
import type { Schema } from "../../database/schema.ts";
import { newIdentifier } from "../../outside/identifiers.ts";
import { type PersonalData, personWithEmail, storeNewPersonalData } from "../personal/personal-data.ts";
import { insertPerson } from "./accounts-store.ts";

/**
 * Who is to have an account.
 *
 * @property password without one the person gets in through a one-time link only
 */
export type NewPerson = PersonalData & { readonly password?: string; readonly isAdministrator?: boolean };

/** Makes the rows of an account, within a change. Throws `email-taken`. */
export async function insertAccount(
  context: Context,
  query: Transaction<Schema>,
  now: Date,
  { email, name, language, isAdministrator }: NewPerson,
): Promise<string> {
  if ((await personWithEmail(context, query, email)) !== null) throw new ProblemError("email-taken");
  const id = newIdentifier(now.getTime());
  await insertPerson(query, { id, is_administrator: isAdministrator ?? false, created_at: now });
  await storeNewPersonalData(context, query, id, { email, name, language });
  return id;
}
