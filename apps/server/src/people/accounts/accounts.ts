import { ProblemError } from "@veedor/domain";
import type { Transaction } from "kysely";
import type { Context } from "../../context.ts";
import type { Schema } from "../../database/schema.ts";
import { change } from "../../evidence/change.ts";
import { newIdentifier } from "../../outside/identifiers.ts";
import { insertPerson, storePassword } from "./accounts-store.ts";
import { type Actor, requireOnServer } from "../actor.ts";
import { hashPassword, requireStrongPassword } from "../sign-in/passwords.ts";
import { type PersonalData, personWithEmail, storeNewPersonalData } from "../personal/personal-data.ts";

/**
 * Who is to have an account.
 *
 * @property password without one the person gets in through a one-time link only
 */
export type NewPerson = PersonalData & { readonly password?: string; readonly isAdministrator?: boolean };

/**
 * Makes an account.
 *
 * @returns the person's identifier
 * @throws {ProblemError} `forbidden`, `email-taken`, `weak-password`
 */
export async function createPerson(context: Context, actor: Actor, person: NewPerson): Promise<string> {
  requireOnServer(actor, "accounts-manage");
  const { password } = person;
  if (password !== undefined) requireStrongPassword(password, person.email);
  const hash = password === undefined ? null : await hashPassword(password);
  return change(context, actor, async ({ query, now, audit }) => {
    const id = await insertAccount(context, query, now, person);
    if (hash !== null) await storePassword(query, id, hash, now);
    await audit(
      "account-created",
      { mission: null, subject: id },
      { administrator: person.isAdministrator ?? false },
    );
    return id;
  });
}

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
