import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { PasskeyAssertion, PasskeyAttestation } from "@veedor/api-contract";
import { ProblemError } from "@veedor/domain";
import type { Context } from "../../context.ts";
import { type Change, change } from "../../evidence/change.ts";
import { newIdentifier } from "../../outside/identifiers.ts";
import type { Actor } from "../actor.ts";
import { personalDataOf } from "../personal/personal-data.ts";
import {
  deletePasskey,
  insertChallenge,
  insertPasskey,
  notePasskeyUsed,
  passkeysOf,
  passkeyWithCredential,
  takeChallenge,
} from "./passkeys-store.ts";
import { FRESH, requireFreshSignIn } from "./sessions.ts";

/** Signatures that are accepted: Ed25519, ECDSA with P-256, RSA (COSE, RFC 9053). Every authenticator has one. */
const ALGORITHMS = [-8, -7, -257];

/** How long somebody may look for their authenticator. */
const CHALLENGE_LASTS = 5 * 60_000;

/** What a browser hands to its authenticator, and the name under which the challenge is kept. */
type Asked = {
  readonly challenge: string;
  readonly options: { readonly challenge: string; readonly [member: string]: unknown };
};
export type SignInPurpose = "sign-in" | "sign-in-again";

/**
 * Asks an authenticator for a new passkey. It must recognise its owner itself (user verification), so that a passkey
 * stands for two factors, and must be found without a name being typed.
 *
 * @throws {ProblemError} `sign-in-again`
 */
export async function beginPasskey(context: Context, actor: Actor): Promise<Asked> {
  requireFreshSignIn(context, actor, FRESH);
  const { person } = actor;
  const { query } = context.database;
  const data = (await personalDataOf(context, query, [person])).get(person);
  const present = await passkeysOf(query, person);
  const options = await generateRegistrationOptions({
    rpName: "Veedor",
    rpID: siteOf(context).id,
    userID: Uint8Array.from(Buffer.from(person, "utf8")),
    userName: data?.email ?? "",
    userDisplayName: data?.name ?? "",
    attestationType: "none",
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: present.map(({ credential_id: id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return { challenge: await keep(context, "register", person, options.challenge), options: { ...options } };
}

/** Adds a passkey that an authenticator made. Throws `passkey-refused`, `sign-in-again`. */
export async function addPasskey(
  context: Context,
  actor: Actor,
  given: { readonly challenge: string; readonly label: string; readonly response: PasskeyAttestation },
): Promise<string> {
  requireFreshSignIn(context, actor, FRESH);
  const { person } = actor;
  const now = new Date(context.clock.now());
  const asked = await takeChallenge(context.database.query, given.challenge, "register", now);
  if (asked === null || asked.person_id !== person) throw new ProblemError("passkey-refused");
  const { id: expectedRPID, origin: expectedOrigin } = siteOf(context);
  const { clientDataJSON, attestationObject, transports } = given.response.response;
  const verified = await verifyRegistrationResponse({
    response: { ...common(given.response), response: { clientDataJSON, attestationObject } },
    expectedChallenge: asked.challenge,
    expectedOrigin,
    expectedRPID,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  if (verified === null || !verified.verified) throw new ProblemError("passkey-refused");
  const { credential } = verified.registrationInfo;
  return change(context, actor, async (tx) => {
    const id = newIdentifier(now.getTime());
    const isNew = await insertPasskey(tx.query, {
      id,
      person_id: person,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: transports ?? [],
      label: given.label,
      created_at: now,
    });
    if (!isNew) throw new ProblemError("passkey-refused");
    await tx.audit("second-factor-added", { mission: null, subject: person }, { kind: "passkey" });
    return id;
  });
}

/** Takes one of the person's own passkeys away. Throws `not-found`, `sign-in-again`. */
export async function removePasskey(context: Context, actor: Actor, passkey: string): Promise<void> {
  requireFreshSignIn(context, actor, FRESH);
  const { person } = actor;
  await change(context, actor, async ({ query, audit }) => {
    if (!(await deletePasskey(query, person, passkey))) throw new ProblemError("not-found");
    await audit("second-factor-removed", { mission: null, subject: person }, { kind: "passkey" });
  });
}

/** Asks for a signature by a passkey: of whoever comes, or of this person. */
export async function askForPasskey(
  context: Context,
  purpose: SignInPurpose,
  person: string | null,
): Promise<Asked> {
  const present = person === null ? [] : await passkeysOf(context.database.query, person);
  const options = await generateAuthenticationOptions({
    rpID: siteOf(context).id,
    userVerification: "required",
    allowCredentials: present.map(({ credential_id: id }) => ({ id })),
  });
  return { challenge: await keep(context, purpose, person, options.challenge), options: { ...options } };
}

/** Takes a challenge for good, whatever comes of the signature. */
export async function takeAsked(
  context: Context,
  purpose: SignInPurpose,
  challenge: string,
): Promise<{ readonly challenge: string; readonly person_id: string | null } | null> {
  return takeChallenge(context.database.query, challenge, purpose, new Date(context.clock.now()));
}

/** The person whose passkey signed the challenge, within a change; `null` when it did not. */
export async function personOfPasskey(
  context: Context,
  { query, now }: Change,
  challenge: string,
  response: PasskeyAssertion,
): Promise<string | null> {
  const passkey = await passkeyWithCredential(query, response.id);
  if (passkey === null) return null;
  const { id: expectedRPID, origin: expectedOrigin } = siteOf(context);
  const { clientDataJSON, authenticatorData, signature, userHandle: handle } = response.response;
  const verified = await verifyAuthenticationResponse({
    response: { ...common(response), response: { clientDataJSON, authenticatorData, signature } },
    expectedChallenge: challenge,
    expectedOrigin,
    expectedRPID,
    credential: {
      id: passkey.credential_id,
      publicKey: Uint8Array.from(passkey.public_key),
      counter: passkey.counter,
    },
    requireUserVerification: true,
  }).catch(() => null);
  if (verified === null || !verified.verified) return null;
  if (typeof handle === "string" && Buffer.from(handle, "base64url").toString("utf8") !== passkey.person_id)
    return null;
  await notePasskeyUsed(query, passkey.id, verified.authenticationInfo.newCounter, now);
  return passkey.person_id;
}

async function keep(
  context: Context,
  purpose: "register" | SignInPurpose,
  person: string | null,
  challenge: string,
): Promise<string> {
  const now = context.clock.now();
  const id = newIdentifier(now);
  await insertChallenge(
    context.database.query,
    { id, purpose, person_id: person, challenge, expires_at: new Date(now + CHALLENGE_LASTS) },
    new Date(now),
  );
  return id;
}

/** The site that passkeys belong to: the server's public address. */
function siteOf(context: Context): { readonly id: string; readonly origin: string } {
  const { hostname, origin } = new URL(context.publicUrl());
  return { id: hostname, origin };
}

/** Extensions are asked for nowhere, so what an authenticator says of them is not looked at. */
function common({ id, rawId, type }: PasskeyAssertion | PasskeyAttestation) {
  return { id, rawId, type, clientExtensionResults: {} };
}
