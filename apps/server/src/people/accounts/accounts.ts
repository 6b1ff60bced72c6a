import { ProblemError } from "@veedor/domain";
import type { Context } from "../../context.ts";
import { type Change, change } from "../../evidence/change.ts";
import { type Actor, requireOnServer } from "../actor.ts";
import { type PersonalData, personalDataOf, personWithEmail } from "../personal/personal-data.ts";
import { deletePasskeys } from "../sign-in/passkeys-store.ts";
import { hashPassword, requireStrongPassword } from "../sign-in/passwords.ts";
import { deleteTotp, replaceRecoveryCodes } from "../sign-in/second-factors-store.ts";
import { FRESH, requireFreshSignIn } from "../sign-in/sessions.ts";
import { endSessions, sessionsOf } from "../sign-in/sessions-store.ts";
import {
  accountRows,
  accountState,
  lockAdministrators,
  setDisabled,
  storePassword,
} from "./accounts-store.ts";
import { makeLink, type NewLink } from "./links.ts";
import { insertAccount, type NewPerson } from "./new-account.ts";

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
  return change(context, actor, async (tx) => {
    const id = await createWithin(context, tx, person);
    if (hash !== null) await storePassword(tx.query, id, hash, tx.now);
    return id;
  });
}

async function createWithin(context: Context, tx: Change, person: NewPerson): Promise<string> {
  const id = await insertAccount(context, tx.query, tx.now, person);
  const administrator = person.isAdministrator ?? false;
  await tx.audit("account-created", { mission: null, subject: id }, { administrator });
  return id;
}

/** An account and the link with which its person sets a password. Throws `forbidden`, `sign-in-again`. */
export async function createAccount(
  context: Context,
  actor: Actor,
  person: PersonalData & { readonly isAdministrator: boolean },
): Promise<NewLink & { readonly person: string }> {
  requireOnServer(actor, "accounts-manage");
  if (person.isAdministrator) requireFreshSignIn(context, actor, FRESH);
  return change(context, actor, async (tx) => {
    const id = await createWithin(context, tx, person);
    const link = await makeLink(context, tx, actor, { purpose: "invitation", person: id, mission: null });
    return { ...link, person: id };
  });
}

/** The accounts of the server, a page of them, or the one with an address. */
export async function listAccounts(
  context: Context,
  actor: Actor,
  page: { readonly after: string | null; readonly limit: number; readonly email: string | null },
) {
  requireOnServer(actor, "accounts-manage");
  const { query } = context.database;
  const only = page.email === null ? null : ((await personWithEmail(context, query, page.email)) ?? "none");
  const rows = only === "none" ? [] : await accountRows(query, { ...page, only });
  const people = await personalDataOf(
    context,
    query,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    name: people.get(row.id)?.name ?? null,
    email: people.get(row.id)?.email ?? null,
  }));
}

/** Disables an account. Throws `forbidden`, `not-found`, `last-administrator`. */
export async function disableAccount(context: Context, actor: Actor, person: string): Promise<void> {
  requireOnServer(actor, "accounts-manage");
  await change(context, actor, async ({ query, now, audit }) => {
    const administrators = await lockAdministrators(query);
    if (administrators.length === 1 && administrators[0] === person)
      throw new ProblemError("last-administrator");
    if (!(await setDisabled(query, person, now))) throw new ProblemError("not-found");
    await endSessions(query, { person }, now);
    await audit("account-disabled", { mission: null, subject: person }, {});
  });
}

/** Enables an account again. Throws `forbidden`, `not-found`. */
export async function enableAccount(context: Context, actor: Actor, person: string): Promise<void> {
  requireOnServer(actor, "accounts-manage");
  await change(context, actor, async ({ query, audit }) => {
    if (!(await setDisabled(query, person, null))) throw new ProblemError("not-found");
    await audit("account-enabled", { mission: null, subject: person }, {});
  });
}

/**
 * Makes a link for a new password. Only administrators may: a chief who could would be two people where two must
 * agree. Second factors stay as they are.
 *
 * @throws {ProblemError} `forbidden`, `sign-in-again`, `not-found`
 */
export async function makePasswordLink(
  context: Context,
  actor: Actor,
  person: string,
): Promise<NewLink & { readonly person: string }> {
  requireOnServer(actor, "accounts-manage");
  requireFreshSignIn(context, actor, FRESH);
  return change(context, actor, async (tx) => {
    await requireAccount(tx.query, person);
    const link = await makeLink(context, tx, actor, { purpose: "password", person, mission: null });
    await tx.audit("password-link-made", { mission: null, subject: person }, {});
    return { ...link, person };
  });
}

/** Removes the second factors of somebody who has lost them all. Throws `forbidden`, `sign-in-again`, `not-found`. */
export async function removeSecondFactors(context: Context, actor: Actor, person: string): Promise<void> {
  requireOnServer(actor, "accounts-manage");
  requireFreshSignIn(context, actor, FRESH);
  await change(context, actor, async ({ query, now, audit }) => {
    await requireAccount(query, person);
    await deleteTotp(query, person);
    await deletePasskeys(query, person);
    await replaceRecoveryCodes(query, person, [], now);
    await audit("second-factor-removed", { mission: null, subject: person }, { kind: "all" });
  });
}

/** Where somebody is signed in. Throws `forbidden`, `not-found`. */
export async function listAccountSessions(context: Context, actor: Actor, person: string) {
  requireOnServer(actor, "accounts-manage");
  await requireAccount(context.database.query, person);
  return sessionsOf(context.database.query, person, new Date(context.clock.now()));
}

/** Ends all sessions of somebody. Throws `forbidden`, `not-found`. */
export async function endAccountSessions(context: Context, actor: Actor, person: string): Promise<number> {
  requireOnServer(actor, "accounts-manage");
  return change(context, actor, async ({ query, now, audit }) => {
    await requireAccount(query, person);
    const sessions = await endSessions(query, { person }, now);
    await audit("session-ended", { mission: null, subject: person }, { sessions });
    return sessions;
  });
}

async function requireAccount(query: Context["database"]["query"], person: string): Promise<void> {
  const account = await accountState(query, person);
  if (account === null || account.erased_at !== null) throw new ProblemError("not-found");
}
