import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { missionLanguage } from "./missions.ts";
import { email, passkeyAttestation, personName } from "./sign-in.ts";
import { identifier, instant, lineOfText } from "./words.ts";

const password = z.string().min(1).max(200);
const done = z.object({});

export const readOwnAccount = endpoint({
  method: "GET",
  path: "/api/me",
  summary: "Who you are, and your roles in each mission",
  answer: z.object({
    person: identifier,
    email,
    name: z.string(),
    language: missionLanguage,
    isAdministrator: z.boolean(),
    missions: z.array(z.object({ mission: identifier, roles: z.array(z.string()) })),
    signedInAt: instant,
  }),
});

export const changeOwnAccount = endpoint({
  method: "PATCH",
  path: "/api/me",
  summary: "Change your name, language or address (a new address needs a fresh sign-in)",
  body: z.strictObject({
    email: email.optional(),
    name: personName.optional(),
    language: missionLanguage.optional(),
  }),
  answer: done,
});

export const changeOwnPassword = endpoint({
  method: "POST",
  path: "/api/me/password",
  summary: "Change your password; all your other sessions end",
  body: z.strictObject({ current: password, new: password }),
  answer: done,
});

export const sessionOfPerson = z.object({
  session: identifier,
  createdAt: instant,
  signedInAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  description: z.string(),
});

export const listOwnSessions = endpoint({
  method: "GET",
  path: "/api/me/sessions",
  summary: "Where you are signed in",
  answer: z.object({ items: z.array(sessionOfPerson.extend({ isThisOne: z.boolean() })) }),
});

export const endOwnSession = endpoint({
  method: "DELETE",
  path: "/api/me/sessions/{session}",
  summary: "End one of your sessions",
  parameters: z.object({ session: identifier }),
  answer: done,
});

export const endOtherSessions = endpoint({
  method: "DELETE",
  path: "/api/me/sessions",
  summary: "End all your sessions but this one",
  answer: z.object({ ended: z.int() }),
});

export const readSecondFactors = endpoint({
  method: "GET",
  path: "/api/me/second-factors",
  summary: "Your second factors",
  answer: z.object({
    authenticator: z.boolean(),
    recoveryCodesLeft: z.int(),
    passkeys: z.array(
      z.object({
        passkey: identifier,
        label: z.string(),
        createdAt: instant,
        lastUsedAt: instant.nullable(),
      }),
    ),
  }),
});

export const beginAuthenticator = endpoint({
  method: "POST",
  path: "/api/me/second-factors/authenticator",
  summary: "Begin to enrol an authenticator app: its secret, as a key and as an otpauth address",
  status: 201,
  answer: z.object({ secret: z.string(), address: z.string() }),
});

export const confirmAuthenticator = endpoint({
  method: "POST",
  path: "/api/me/second-factors/authenticator/confirm",
  summary: "Show the app's first code; from then on it is asked for. The recovery codes are shown once",
  body: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
  answer: z.object({ recoveryCodes: z.array(z.string()) }),
});

export const removeAuthenticator = endpoint({
  method: "DELETE",
  path: "/api/me/second-factors/authenticator",
  summary: "Remove your authenticator app and recovery codes",
  answer: done,
});

export const renewRecoveryCodes = endpoint({
  method: "POST",
  path: "/api/me/second-factors/recovery-codes",
  summary: "Make new recovery codes; the old ones are no longer good",
  status: 201,
  answer: z.object({ recoveryCodes: z.array(z.string()) }),
});

export const beginPasskey = endpoint({
  method: "POST",
  path: "/api/me/second-factors/passkeys/challenge",
  summary: "Ask for a challenge to add a passkey",
  status: 201,
  answer: z.object({ challenge: identifier, options: z.looseObject({ challenge: z.string() }) }),
});

export const addPasskey = endpoint({
  method: "POST",
  path: "/api/me/second-factors/passkeys",
  summary: "Add a passkey",
  body: z.strictObject({
    challenge: identifier,
    label: lineOfText(100).default(""),
    response: passkeyAttestation,
  }),
  status: 201,
  answer: z.object({ passkey: identifier }),
});

export const removePasskey = endpoint({
  method: "DELETE",
  path: "/api/me/second-factors/passkeys/{passkey}",
  summary: "Remove one of your passkeys",
  parameters: z.object({ passkey: identifier }),
  answer: done,
});
