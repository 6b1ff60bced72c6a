import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { missionLanguage } from "./missions.ts";
import { identifier, instant, lineOfText } from "./words.ts";

export const email = z.email().max(254);
export const personName = lineOfText(200).min(1);
const password = z.string().min(1).max(200);
/** Six digits of an authenticator app, or a recovery code. */
const code = z.string().trim().min(6).max(40);
const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(8_000);

/** Where the session's token goes: a browser takes a cookie that its scripts cannot read, a program the token. */
const keep = z.enum(["cookie", "token"]).default("cookie");

const signedIn = z.object({
  person: identifier,
  session: identifier,
  expiresAt: instant,
  token: z.string().nullable(),
});

/** Signs in with a password and, once one is enrolled, the code of the second factor. */
export const signIn = endpoint({
  method: "POST",
  path: "/api/sign-in",
  summary: "Sign in with address, password and, where one is enrolled, the second factor's code",
  body: z.strictObject({ email, password, code: code.optional(), keep }),
  status: 201,
  answer: signedIn,
});

/** What the browser hands to its authenticator (WebAuthn, section 5.5). */
const passkeyOptions = z.object({ challenge: identifier, options: z.looseObject({ challenge: z.string() }) });

/** What an authenticator signed (WebAuthn, section 5.2.2), as browsers write it in JSON. */
export const passkeyAssertion = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).nullish(),
  clientExtensionResults: z.looseObject({}).default({}),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
});

/** What an authenticator made (WebAuthn, section 5.2.1). */
export const passkeyAttestation = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).nullish(),
  clientExtensionResults: z.looseObject({}).default({}),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});

export type PasskeyAssertion = z.output<typeof passkeyAssertion>;
export type PasskeyAttestation = z.output<typeof passkeyAttestation>;

export const passkeySignInChallenge = endpoint({
  method: "POST",
  path: "/api/sign-in/passkey-challenge",
  summary: "Ask for a challenge to sign in with a passkey",
  status: 201,
  answer: passkeyOptions,
});

export const passkeySignIn = endpoint({
  method: "POST",
  path: "/api/sign-in/passkey",
  summary: "Sign in with a passkey, which stands for password and second factor",
  body: z.strictObject({ challenge: identifier, response: passkeyAssertion, keep }),
  status: 201,
  answer: signedIn,
});

export const signOut = endpoint({
  method: "POST",
  path: "/api/sign-out",
  summary: "End this session",
  answer: z.object({}),
});

export const signInAgain = endpoint({
  method: "POST",
  path: "/api/sign-in-again",
  summary: "Prove again who you are, for a step that needs it",
  body: z.strictObject({ password, code: code.optional() }),
  answer: z.object({ signedInAt: instant }),
});

export const passkeySignInAgainChallenge = endpoint({
  method: "POST",
  path: "/api/sign-in-again/passkey-challenge",
  summary: "Ask for a challenge to prove with a passkey again who you are",
  status: 201,
  answer: passkeyOptions,
});

export const passkeySignInAgain = endpoint({
  method: "POST",
  path: "/api/sign-in-again/passkey",
  summary: "Prove again who you are, with a passkey",
  body: z.strictObject({ challenge: identifier, response: passkeyAssertion }),
  answer: z.object({ signedInAt: instant }),
});

const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** The first administrator, from the one-time link that the server prints at its first start. */
export const setUp = endpoint({
  method: "POST",
  path: "/api/set-up",
  summary: "Create the first administrator, with the link that the server printed",
  body: z.strictObject({ token: linkToken, email, name: personName, language: missionLanguage, password }),
  status: 201,
  answer: z.object({ person: identifier }),
});

/** For the page behind a one-time link: what it is for. The token goes in the body, so that no log holds it. */
export const readLink = endpoint({
  method: "POST",
  path: "/api/links/read",
  summary: "What a one-time link is for",
  body: z.strictObject({ token: linkToken }),
  answer: z.object({
    purpose: z.enum(["set-up", "invitation", "password"]),
    email: z.string().nullable(),
    name: z.string().nullable(),
    mission: z.partialRecord(missionLanguage, z.string()).nullable(),
    expiresAt: instant,
  }),
});

export const acceptLink = endpoint({
  method: "POST",
  path: "/api/links/accept",
  summary: "Accept an invitation, or set a new password, with a one-time link",
  body: z.strictObject({
    token: linkToken,
    password,
    name: personName.optional(),
    language: missionLanguage.optional(),
  }),
  answer: z.object({ person: identifier }),
});
