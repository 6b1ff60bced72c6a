import type { PasskeyAssertion } from "@veedor/api-contract";
import { ProblemError } from "@veedor/domain";
import type { Context } from "../../context.ts";
import { type Change, change } from "../../evidence/change.ts";
import { passwordHashOf } from "../accounts/accounts-store.ts";
import { type Actor, asPerson, NOBODY, type PersonActor } from "../actor.ts";
import { normalEmail, personWithEmail } from "../personal/personal-data.ts";
import { countAttempt, forgive, networkOf } from "./attempts.ts";
import { personOfPasskey, takeAsked } from "./passkeys.ts";
import { isPassword } from "./passwords.ts";
import { isSecondFactor, secondFactorsOf } from "./second-factors.ts";
import { beginSession, type NewSession } from "./sessions.ts";
import { endSessions, isInUse, noteSignedIn } from "./sessions-store.ts";

/** From where somebody signs in. */
export type Visitor = { readonly address: string; readonly description: string };

export type SignedIn = NewSession & { readonly person: string };

/** What a person proves who they are with. */
export type Proof = { readonly password: string; readonly code?: string | undefined };

/**
 * Signs in with a password and, once one is enrolled, a second factor. An address without an account costs as much
 * time and is answered in the same way as a wrong password.
 *
 * @throws {ProblemError} `sign-in-failed`, `second-factor-needed`, `too-many-attempts`
 */
export async function signIn(
  context: Context,
  visitor: Visitor,
  { email, ...proof }: Proof & { readonly email: string },
): Promise<SignedIn> {
  const { query } = context.database;
  const network = networkOf(visitor.address);
  const account = normalEmail(email);
  const attempts = await countAttempt(context, [
    { kind: "network", about: network },
    { kind: "pair", about: `${account} ${network}` },
    { kind: "account", about: account },
  ]);
  const person = await personWithEmail(context, query, email);
  const hash = await passwordHashOf(query, person ?? NO_PERSON);
  const isRight = await isPassword(proof.password, hash);
  if (!isRight || person === null || !(await isInUse(query, person)))
    throw new ProblemError("sign-in-failed");
  const factor = await requireSecondFactor(context, person, proof.code, () => forgive(context, attempts));
  const session = await change(context, asPerson(person), async (tx) => {
    await factor?.check(tx);
    return begin(tx, person, visitor, factor === null ? "password" : "code");
  });
  await forgive(context, [...attempts, ...(factor?.attempt ?? [])]);
  return { ...session, person };
}

/**
 * Signs in with a passkey, which is two factors in one: the device, and what opens it.
 *
 * @throws {ProblemError} `sign-in-failed`, `too-many-attempts`
 */
export async function signInWithPasskey(
  context: Context,
  visitor: Visitor,
  given: { readonly challenge: string; readonly response: PasskeyAssertion },
): Promise<SignedIn> {
  const attempts = await countAttempt(context, [{ kind: "network", about: networkOf(visitor.address) }]);
  const asked = await takeAsked(context, "sign-in", given.challenge);
  if (asked === null) throw new ProblemError("sign-in-failed");
  const person = await change(context, NOBODY, (tx) =>
    personOfPasskey(context, tx, asked.challenge, given.response),
  );
  if (person === null) throw new ProblemError("sign-in-failed");
  const session = await change(context, asPerson(person), (tx) => begin(tx, person, visitor, "passkey"));
  await forgive(context, attempts);
  return { ...session, person };
}

/**
 * Proves again, in an open session, who sits there.
 *
 * @returns when, as the session now says
 * @throws {ProblemError} `not-signed-in`, `sign-in-failed`, `second-factor-needed`, `too-many-attempts`
 */
export async function signInAgain(context: Context, actor: Actor, proof: Proof): Promise<Date> {
  if (actor.kind !== "person") throw new ProblemError("not-signed-in");
  const attempts = await countAttempt(context, [{ kind: "again", about: actor.person }]);
  const hash = await passwordHashOf(context.database.query, actor.person);
  if (!(await isPassword(proof.password, hash))) throw new ProblemError("sign-in-failed");
  const forgiven = () => forgive(context, attempts);
  const factor = await requireSecondFactor(context, actor.person, proof.code, forgiven);
  const at = await change(context, actor, async (tx) => {
    await factor?.check(tx);
    return noteAgain(tx, actor, factor === null ? "password" : "code");
  });
  await forgive(context, [...attempts, ...(factor?.attempt ?? [])]);
  return at;
}

/** The same with a passkey. */
export async function signInAgainWithPasskey(
  context: Context,
  actor: Actor,
  given: { readonly challenge: string; readonly response: PasskeyAssertion },
): Promise<Date> {
  if (actor.kind !== "person") throw new ProblemError("not-signed-in");
  const asked = await takeAsked(context, "sign-in-again", given.challenge);
  if (asked?.person_id !== actor.person) throw new ProblemError("sign-in-failed");
  return change(context, actor, async (tx) => {
    const person = await personOfPasskey(context, tx, asked.challenge, given.response);
    if (person !== actor.person) throw new ProblemError("sign-in-failed");
    return noteAgain(tx, actor, "passkey");
  });
}

/** Ends the session in which this was asked. */
export async function signOut(context: Context, actor: Actor): Promise<void> {
  if (actor.kind !== "person") throw new ProblemError("not-signed-in");
  await change(context, actor, async ({ query, now, audit }) => {
    await endSessions(query, { session: actor.session }, now);
    await audit("session-ended", { mission: null, subject: actor.person }, { sessions: 1 });
  });
}

/**
 * What will check the second factor within the change, or `null` where none is enrolled.
 *
 * @param forgiven is called where the password was right and only the code is missing
 */
async function requireSecondFactor(
  context: Context,
  person: string,
  code: string | undefined,
  forgiven: () => Promise<void>,
): Promise<{ readonly attempt: readonly number[]; readonly check: (tx: Change) => Promise<void> } | null> {
  const { authenticator, passkeys } = await secondFactorsOf(context.database.query, person);
  if (!authenticator && passkeys.length === 0) return null;
  if (code === undefined) {
    await forgiven();
    throw new ProblemError("second-factor-needed");
  }
  const attempt = await countAttempt(context, [{ kind: "code", about: person }]);
  return {
    attempt,
    check: async (tx) => {
      if (!(await isSecondFactor(context, tx, person, code))) throw new ProblemError("sign-in-failed");
    },
  };
}

async function begin(tx: Change, person: string, visitor: Visitor, factor: string): Promise<NewSession> {
  const session = await beginSession(tx.query, person, tx.now, visitor.description);
  await tx.audit("session-begun", { mission: null, subject: person }, { factor });
  return session;
}

async function noteAgain(tx: Change, { person, session }: PersonActor, factor: string): Promise<Date> {
  await noteSignedIn(tx.query, session, tx.now);
  await tx.audit("signed-in-again", { mission: null, subject: person }, { factor });
  return tx.now;
}

/** No person has this identifier: asking for its password takes as long as asking for any other's. */
const NO_PERSON = "00000000-0000-7000-8000-000000000000";
