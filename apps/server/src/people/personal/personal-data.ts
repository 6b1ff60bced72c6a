import { createHmac, randomBytes } from "node:crypto";
import { ProblemError } from "@veedor/domain";
import type { Kysely, Transaction } from "kysely";
import { z } from "zod";
import type { Context } from "../../context.ts";
import type { Schema } from "../../database/schema.ts";
import { violatedConstraint } from "../../database/violated-constraint.ts";
import { seal, unseal } from "../keys/sealing.ts";
import {
  insertPersonKey,
  lookupNumber,
  nextKeyNumber,
  personByLookup,
  personKeyOf,
  restartKeyNumbers,
  sealedDataOf,
  storeLookup,
  storeSealedData,
} from "./personal-store.ts";

/** What is known of a person by name. */
const personalData = z.object({
  email: z.string(),
  name: z.string(),
  language: z.enum(["es", "en", "pt", "fr"]),
});
export type PersonalData = z.output<typeof personalData>;

type Query = Kysely<Schema> | Transaction<Schema>;

/** An e-mail address as it is stored and looked up. */
export function normalEmail(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/** Makes a new person's key and seals what is known of them. The person's row is there already. */
export async function storeNewPersonalData(
  context: Context,
  query: Transaction<Schema>,
  person: string,
  data: PersonalData,
): Promise<void> {
  const { keys } = context;
  const number = await unusedNumber(context, query);
  const wrapping = keys.people.keyOf(number);
  if (wrapping === null) throw new Error("a key that was just known is forgotten");
  const key = randomBytes(32);
  await insertPersonKey(query, {
    person_id: person,
    key_file: keys.id,
    number,
    wrapped: seal(wrapping, `key ${person}`, key),
  });
  await storeSealedData(
    query,
    person,
    seal(key, `data ${person}`, Buffer.from(JSON.stringify(data), "utf8")),
  );
  await storeLookupOf(context, query, person, data.email);
}

/** Seals changed data under the person's key. */
export async function replacePersonalData(
  context: Context,
  query: Transaction<Schema>,
  person: string,
  data: PersonalData,
): Promise<void> {
  const sealed = await sealForPerson(
    context,
    query,
    person,
    "data",
    Buffer.from(JSON.stringify(data), "utf8"),
  );
  await storeSealedData(query, person, sealed);
  await storeLookupOf(context, query, person, data.email);
}

/** What is known of each of these persons; whoever has been erased is not in the answer. */
export async function personalDataOf(
  context: Context,
  query: Query,
  persons: readonly string[],
): Promise<ReadonlyMap<string, PersonalData>> {
  const rows = await sealedDataOf(query, persons);
  const opened = rows.flatMap(({ person_id, number, wrapped, sealed }) => {
    const key = unwrapped(context, person_id, number, wrapped);
    if (key === null) return [];
    const text = unseal(key, `data ${person_id}`, sealed).toString("utf8");
    return [[person_id, personalData.parse(JSON.parse(text))] as const];
  });
  return new Map(opened);
}

/** The account with this address, or `null`. */
export async function personWithEmail(context: Context, query: Query, email: string): Promise<string | null> {
  // When somebody is erased, all addresses move to another key; who met that moment looks again.
  for (let time = 0; time < 3; time++) {
    const number = await lookupNumber(query);
    const key = context.keys.lookups.keyOf(number);
    const found = key === null ? null : await personByLookup(query, lookupOfEmail(key, email));
    // Asked in any case, so that an address with an account costs as many queries as one without.
    const isStillInUse = (await lookupNumber(query)) === number;
    if (found !== null || isStillInUse) return found;
  }
  return null;
}

/** What an address is looked up by, under a look-up key. */
export function lookupOfEmail(key: Buffer, email: string): Buffer {
  return createHmac("sha256", key).update(normalEmail(email), "utf8").digest();
}

/** Seals something else of a person, such as the secret of a second factor, so that erasing reaches it too. */
export async function sealForPerson(
  context: Context,
  query: Query,
  person: string,
  what: string,
  plain: Buffer,
): Promise<Buffer> {
  return seal(await keyOf(context, query, person), `${what} ${person}`, plain);
}

/** Opens what {@link sealForPerson} sealed. */
export async function unsealForPerson(
  context: Context,
  query: Query,
  person: string,
  what: string,
  sealed: Buffer,
): Promise<Buffer> {
  return unseal(await keyOf(context, query, person), `${what} ${person}`, sealed);
}

async function keyOf(context: Context, query: Query, person: string): Promise<Buffer> {
  const row = await personKeyOf(query, person);
  const key = row === null ? null : unwrapped(context, person, row.number, row.wrapped);
  if (key === null) throw new Error("the person has no key");
  return key;
}

function unwrapped({ keys }: Context, person: string, number: number, wrapped: Buffer): Buffer | null {
  const wrapping = keys.people.keyOf(number);
  return wrapping === null ? null : unseal(wrapping, `key ${person}`, wrapped);
}

/** A restored database counts from where it was; numbers forgotten since are passed over. */
async function unusedNumber({ keys }: Context, query: Transaction<Schema>): Promise<number> {
  const next = await nextKeyNumber(query);
  const known = keys.people.firstKnownFrom(next);
  if (known === null) throw new Error("no key is left");
  if (known !== next) await restartKeyNumbers(query, known + 1);
  return known;
}

/** Stores what the person's address is looked up by; the key stays in use until the transaction ends. */
async function storeLookupOf(
  context: Context,
  query: Transaction<Schema>,
  person: string,
  email: string,
): Promise<void> {
  const key = context.keys.lookups.keyOf(await lookupNumber(query, "share"));
  if (key === null) throw new Error("the look-up key is forgotten");
  try {
    await storeLookup(query, person, lookupOfEmail(key, email));
  } catch (error) {
    // Somebody else took the address at the same moment.
    if (violatedConstraint(error) === "email_lookup_pkey") throw new ProblemError("email-taken");
    throw error;
  }
}
