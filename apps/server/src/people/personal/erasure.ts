import { ProblemError } from "@veedor/domain";
import type { Context } from "../../context.ts";
import { type Change, change } from "../../evidence/change.ts";
import { accountState, lockAdministrators, markErased } from "../accounts/accounts-store.ts";
import { type Actor, requireOnServer, THE_SERVER } from "../actor.ts";
import { lockKeyFiles } from "../keys/key-adoption-store.ts";
import { FRESH, requireFreshSignIn } from "../sign-in/sessions.ts";
import { lookupOfEmail, personalDataOf } from "./personal-data.ts";
import {
  deleteAllOf,
  everyPersonWithKey,
  forgottenNumbers,
  lookupNumber,
  noteForgotten,
  personKeyOf,
  replaceLookups,
} from "./personal-store.ts";

/**
 * Erases a person for good. What is known of them, their password, second factors, sessions, links and roles are
 * deleted; their devices are revoked; the key that wraps their key is forgotten, and so is the key under which all
 * addresses were looked up until now, so that a backup of the database neither names them nor tells whether a given
 * address was theirs. The identifier stays, with what was done under it.
 *
 * @throws {ProblemError} `forbidden`, `sign-in-again`, `not-found`, `last-administrator`
 */
export async function erasePerson(context: Context, actor: Actor, person: string): Promise<void> {
  requireOnServer(actor, "accounts-manage");
  requireFreshSignIn(context, actor, FRESH);
  await change(context, actor, async (tx) => {
    await lockKeyFiles(tx.query);
    const administrators = await lockAdministrators(tx.query);
    if (administrators.length === 1 && administrators[0] === person)
      throw new ProblemError("last-administrator");
    const account = await accountState(tx.query, person);
    if (account === null || account.erased_at !== null) throw new ProblemError("not-found");
    await eraseWithin(tx, person);
    await renewLookups(context, tx);
    await tx.audit("account-erased", { mission: null, subject: person }, { again: false });
  });
  await forgetKeys(context);
}

/**
 * Makes this process's key file forget what the database says is to be forgotten. Every process does so at start and
 * every minute, since each may have a key file of its own; until then the erasure is not complete.
 */
export async function forgetKeys({ database, keys }: Context): Promise<void> {
  await database.query.transaction().execute(async (query) => {
    await lockKeyFiles(query);
    const inUse = await lookupNumber(query);
    const people = (await forgottenNumbers(query)).filter((number) => keys.people.knows(number));
    const lookups: number[] = [];
    let number = keys.lookups.firstKnownFrom(0);
    while (number !== null && number < inUse) {
      lookups.push(number);
      number = keys.lookups.firstKnownFrom(number + 1);
    }
    if (people.length > 0 || lookups.length > 0) keys.forget({ people, lookups });
  });
}

/**
 * After a backup of the database was restored: erases again whom the key file has forgotten since, and looks up
 * addresses under a key that is still known.
 *
 * @returns how many people were erased again
 */
export function eraseAgain(context: Context): Promise<number> {
  const { keys } = context;
  return change(context, THE_SERVER, async (tx) => {
    await lockKeyFiles(tx.query);
    const people = await everyPersonWithKey(tx.query);
    const forgotten = people.filter(({ number }) => !keys.people.knows(number));
    for (const { person_id: person } of forgotten) {
      await eraseWithin(tx, person);
      await tx.audit("account-erased", { mission: null, subject: person }, { again: true });
    }
    if (forgotten.length > 0 || !keys.lookups.knows(await lookupNumber(tx.query)))
      await renewLookups(context, tx);
    return forgotten.length;
  });
}

async function eraseWithin({ query, now }: Change, person: string): Promise<void> {
  const key = await personKeyOf(query, person);
  if (key !== null) await noteForgotten(query, key.number, now);
  await deleteAllOf(query, person, now);
  await markErased(query, person, now);
}

/** Addresses of everyone who is left, under the next look-up key; the one until now is then to be forgotten. */
async function renewLookups(context: Context, { query }: Change): Promise<void> {
  const { lookups } = context.keys;
  const next = lookups.firstKnownFrom((await lookupNumber(query, "update")) + 1);
  const key = next === null ? null : lookups.keyOf(next);
  if (next === null || key === null) throw new Error("no look-up key is left");
  const everyone = (await everyPersonWithKey(query)).map(({ person_id }) => person_id);
  const moved: { person: string; hmac: Buffer }[] = [];
  for (let i = 0; i < everyone.length; i += BATCH) {
    const people = await personalDataOf(context, query, everyone.slice(i, i + BATCH));
    for (const [person, { email }] of people) moved.push({ person, hmac: lookupOfEmail(key, email) });
  }
  await replaceLookups(query, next, moved);
}

/** So many are opened at once, about 15 ms of work, between which the process serves others. */
const BATCH = 200;
