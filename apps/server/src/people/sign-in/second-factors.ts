import { createHmac, randomBytes } from "node:crypto";
import { ProblemError } from "@veedor/domain";
import type { Kysely } from "kysely";
import { Secret, TOTP } from "otpauth";
import type { Context } from "../../context.ts";
import type { Schema } from "../../database/schema.ts";
import { type Change, change } from "../../evidence/change.ts";
import type { Actor } from "../actor.ts";
import { personalDataOf, sealForPerson, unsealForPerson } from "../personal/personal-data.ts";
import { countAttempt, forgive } from "./attempts.ts";
import { passkeysOf } from "./passkeys-store.ts";
import {
  confirmTotp,
  deleteTotp,
  recoveryCodesLeft,
  replaceRecoveryCodes,
  storeTotp,
  takeRecoveryCode,
  takeStep,
  totpOf,
} from "./second-factors-store.ts";
import { FRESH, requireFreshSignIn } from "./sessions.ts";

const PERIOD = 30;
const RECOVERY_CODES = 10;
/** Letters and digits that are not taken for one another. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** The second factors of an account. */
export type SecondFactors = {
  readonly authenticator: boolean;
  readonly recoveryCodesLeft: number;
  readonly passkeys: Awaited<ReturnType<typeof passkeysOf>>;
};

/** Which second factors a person has. */
export async function secondFactorsOf(query: Kysely<Schema>, person: string): Promise<SecondFactors> {
  const totp = await totpOf(query, person);
  return {
    authenticator: totp !== null && totp.confirmed_at !== null,
    recoveryCodesLeft: await recoveryCodesLeft(query, person),
    passkeys: await passkeysOf(query, person),
  };
}

/** The signed-in person's own. Throws `not-signed-in`. */
export function ownSecondFactors(context: Context, actor: Actor): Promise<SecondFactors> {
  if (actor.kind !== "person") throw new ProblemError("not-signed-in");
  return secondFactorsOf(context.database.query, actor.person);
}

/**
 * Makes the secret of an authenticator app (RFC 6238). It is not asked for before its first code has been shown.
 *
 * @throws {ProblemError} `sign-in-again`, `conflict` when one is enrolled
 */
export async function beginAuthenticator(
  context: Context,
  actor: Actor,
): Promise<{ readonly secret: string; readonly address: string }> {
  requireFreshSignIn(context, actor, FRESH);
  const { person } = actor;
  const secret = new Secret({ size: 20 });
  const data = await personalDataOf(context, context.database.query, [person]);
  await change(context, actor, async ({ query, now }) => {
    const present = await totpOf(query, person);
    if (present !== null && present.confirmed_at !== null) throw new ProblemError("conflict");
    const sealed = await sealForPerson(context, query, person, "totp", Buffer.from(secret.buffer));
    await storeTotp(query, person, sealed, now);
  });
  const label = data.get(person)?.email ?? "";
  return { secret: secret.base32, address: new TOTP({ issuer: "Veedor", label, secret }).toString() };
}

/**
 * Takes the app's first code: from now on it is asked for.
 *
 * @returns the recovery codes, shown once
 * @throws {ProblemError} `wrong-code`, `too-many-attempts`, `sign-in-again`
 */
export async function confirmAuthenticator(context: Context, actor: Actor, code: string): Promise<string[]> {
  requireFreshSignIn(context, actor, FRESH);
  const { person } = actor;
  const attempt = await countAttempt(context, [{ kind: "code", about: person }]);
  const codes = await change(context, actor, async (tx) => {
    const present = await totpOf(tx.query, person);
    if (present === null || present.confirmed_at !== null) throw new ProblemError("conflict");
    if (!(await isAuthenticatorCode(context, tx.query, person, code))) throw new ProblemError("wrong-code");
    await confirmTotp(tx.query, person, tx.now);
    await tx.audit("second-factor-added", { mission: null, subject: person }, { kind: "authenticator" });
    return makeRecoveryCodes(context, tx, person);
  });
  await forgive(context, attempt);
  return codes;
}

/** Takes the app and the recovery codes away. Throws `sign-in-again`. */
export async function removeAuthenticator(context: Context, actor: Actor): Promise<void> {
  requireFreshSignIn(context, actor, FRESH);
  const { person } = actor;
  await change(context, actor, async ({ query, now, audit }) => {
    await deleteTotp(query, person);
    await replaceRecoveryCodes(query, person, [], now);
    await audit("second-factor-removed", { mission: null, subject: person }, { kind: "authenticator" });
  });
}

/** New recovery codes in place of the old. Throws `sign-in-again`, `conflict` where there is no second factor. */
export function renewRecoveryCodes(context: Context, actor: Actor): Promise<string[]> {
  requireFreshSignIn(context, actor, FRESH);
  const { person } = actor;
  return change(context, actor, async (tx) => {
    const { authenticator, passkeys } = await secondFactorsOf(tx.query, person);
    if (!authenticator && passkeys.length === 0) throw new ProblemError("conflict");
    return makeRecoveryCodes(context, tx, person);
  });
}

/** Whether a code is the authenticator's of this moment, or an unused recovery code; either is then used up. */
export async function isSecondFactor(
  context: Context,
  tx: Change,
  person: string,
  code: string,
): Promise<boolean> {
  const compact = code.replace(/[\s-]/g, "").toLowerCase();
  if (/^\d{6}$/.test(compact)) {
    const totp = await totpOf(tx.query, person);
    if (totp === null || totp.confirmed_at === null) return false;
    return isAuthenticatorCode(context, tx.query, person, compact);
  }
  const isGood = await takeRecoveryCode(tx.query, person, codeHmac(context, person, compact), tx.now);
  if (isGood) {
    const left = await recoveryCodesLeft(tx.query, person);
    await tx.audit("recovery-code-used", { mission: null, subject: person }, { left });
  }
  return isGood;
}

/** A clock may be wrong by one step either way; a step is taken once. */
async function isAuthenticatorCode(
  context: Context,
  query: Kysely<Schema>,
  person: string,
  code: string,
): Promise<boolean> {
  const totp = await totpOf(query, person);
  if (totp === null) return false;
  const bytes = await unsealForPerson(context, query, person, "totp", totp.secret_sealed);
  const timestamp = context.clock.now();
  const secret = new Secret({ buffer: Uint8Array.from(bytes).buffer });
  const delta = TOTP.validate({ token: code, secret, period: PERIOD, timestamp, window: 1 });
  if (delta === null) return false;
  return takeStep(query, person, TOTP.counter({ period: PERIOD, timestamp }) + delta);
}

async function makeRecoveryCodes(context: Context, tx: Change, person: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const hmacs = codes.map((code) => codeHmac(context, person, code.replaceAll("-", "")));
  await replaceRecoveryCodes(tx.query, person, hmacs, tx.now);
  await tx.audit("recovery-codes-made", { mission: null, subject: person }, { codes: codes.length });
  return codes;
}

/** Fifteen characters, about 74 bits, in groups of five. */
function newRecoveryCode(): string {
  let code = "";
  while (code.length < 15) {
    for (const byte of randomBytes(32)) {
      // Bytes beyond a whole multiple of the alphabet would favour its first letters.
      if (byte < 256 - (256 % ALPHABET.length) && code.length < 15) code += ALPHABET[byte % ALPHABET.length];
    }
  }
  return code.replace(/(.{5})(?=.)/g, "$1-");
}

function codeHmac({ keys }: Context, person: string, compact: string): Buffer {
  return createHmac("sha256", keys.serverKey("recovery codes")).update(`${person} ${compact}`).digest();
}
