import { ProblemError } from "@veedor/domain";
import type { Context } from "../../context.ts";
import { change } from "../../evidence/change.ts";
import type { Actor, PersonActor } from "../actor.ts";
import {
  normalEmail,
  type PersonalData,
  personalDataOf,
  personWithEmail,
  replacePersonalData,
} from "../personal/personal-data.ts";
import { countAttempt, forgive } from "../sign-in/attempts.ts";
import { hashPassword, isPassword, requireStrongPassword } from "../sign-in/passwords.ts";
import { FRESH, requireFreshSignIn } from "../sign-in/sessions.ts";
import { endSessions, sessionsOf } from "../sign-in/sessions-store.ts";
import { passwordHashOf, storePassword } from "./accounts-store.ts";

/** What is known of the person who asks. Throws `not-signed-in`. */
export async function readOwnAccount(
  context: Context,
  actor: Actor,
): Promise<{ readonly actor: PersonActor; readonly data: PersonalData }> {
  requirePerson(actor);
  const data = (await personalDataOf(context, context.database.query, [actor.person])).get(actor.person);
  if (data === undefined) throw new ProblemError("not-found");
  return { actor, data };
}

/**
 * Changes the person's own name, language or address.
 *
 * @throws {ProblemError} `not-signed-in`, `sign-in-again`, `email-taken`, `too-many-attempts`
 */
export async function changeOwnAccount(
  context: Context,
  actor: Actor,
  given: { readonly [Member in keyof PersonalData]?: PersonalData[Member] | undefined },
): Promise<void> {
  const { data } = await readOwnAccount(context, actor);
  requirePerson(actor);
  const { email = data.email, name = data.name, language = data.language } = given;
  const isNewEmail = normalEmail(email) !== normalEmail(data.email);
  if (isNewEmail) {
    requireFreshSignIn(context, actor, FRESH);
    await countAttempt(context, [{ kind: "email", about: actor.person }]);
  }
  await change(context, actor, async ({ query, audit }) => {
    if (isNewEmail && (await personWithEmail(context, query, email)) !== null)
      throw new ProblemError("email-taken");
    await replacePersonalData(context, query, actor.person, { email, name, language });
    const changed = Object.keys(given).sort().join(" ");
    await audit("account-changed", { mission: null, subject: actor.person }, { changed });
  });
}

/**
 * Changes the person's own password and ends all other sessions.
 *
 * @throws {ProblemError} `not-signed-in`, `sign-in-failed`, `weak-password`, `too-many-attempts`
 */
export async function changeOwnPassword(
  context: Context,
  actor: Actor,
  given: { readonly current: string; readonly new: string },
): Promise<void> {
  const { data } = await readOwnAccount(context, actor);
  requirePerson(actor);
  const attempt = await countAttempt(context, [{ kind: "again", about: actor.person }]);
  const hash = await passwordHashOf(context.database.query, actor.person);
  if (!(await isPassword(given.current, hash))) throw new ProblemError("sign-in-failed");
  await forgive(context, attempt);
  requireStrongPassword(given.new, data.email);
  const next = await hashPassword(given.new);
  await change(context, actor, async ({ query, now, audit }) => {
    await storePassword(query, actor.person, next, now);
    await endSessions(query, { person: actor.person, but: actor.session }, now);
    await audit("password-set", { mission: null, subject: actor.person }, { how: "own" });
  });
}

/** Where the person is signed in. Throws `not-signed-in`. */
export async function listOwnSessions(context: Context, actor: Actor) {
  requirePerson(actor);
  const rows = await sessionsOf(context.database.query, actor.person, new Date(context.clock.now()));
  return rows.map((row) => ({ ...row, isThisOne: row.id === actor.session }));
}

/** Ends one of the person's own sessions. Throws `not-signed-in`, `not-found`. */
export async function endOwnSession(context: Context, actor: Actor, session: string): Promise<void> {
  requirePerson(actor);
  const { person } = actor;
  await change(context, actor, async ({ query, now, audit }) => {
    const sessions = await endSessions(query, { session, person }, now);
    if (sessions === 0) throw new ProblemError("not-found");
    await audit("session-ended", { mission: null, subject: person }, { sessions });
  });
}

/** Ends all of the person's sessions but the one that asks. Throws `not-signed-in`. */
export async function endOtherSessions(context: Context, actor: Actor): Promise<number> {
  requirePerson(actor);
  const { person, session } = actor;
  return change(context, actor, async ({ query, now, audit }) => {
    const sessions = await endSessions(query, { person, but: session }, now);
    if (sessions > 0) await audit("session-ended", { mission: null, subject: person }, { sessions });
    return sessions;
  });
}

function requirePerson(actor: Actor): asserts actor is PersonActor {
  if (actor.kind !== "person") throw new ProblemError("not-signed-in");
}
