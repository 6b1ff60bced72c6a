import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { missionLanguage } from "./missions.ts";
import { sessionOfPerson } from "./own-account.ts";
import { email, personName } from "./sign-in.ts";
import { identifier, instant, pageOf, pagingByIdentifier } from "./words.ts";

const personPath = z.object({ person: identifier });
const done = z.object({});

/** For administrators of the server. */
export const listAccounts = endpoint({
  method: "GET",
  path: "/api/accounts",
  summary: "The accounts of this server",
  // With an address: the account that has it, or none.
  query: pagingByIdentifier.extend({ email: email.optional() }),
  answer: pageOf(
    z.object({
      person: identifier,
      // null once the person has been erased.
      name: z.string().nullable(),
      email: z.string().nullable(),
      isAdministrator: z.boolean(),
      hasPassword: z.boolean(),
      hasSecondFactor: z.boolean(),
      createdAt: instant,
      disabledAt: instant.nullable(),
      erasedAt: instant.nullable(),
    }),
  ),
});

const passedOn = z.object({ person: identifier, link: z.string(), expiresAt: instant });

export const createAccount = endpoint({
  method: "POST",
  path: "/api/accounts",
  summary: "Create an account; the link with which its person sets a password is shown once, to pass on",
  body: z.strictObject({
    email,
    name: personName,
    language: missionLanguage,
    isAdministrator: z.boolean().default(false),
  }),
  status: 201,
  answer: passedOn,
});

export const disableAccount = endpoint({
  method: "POST",
  path: "/api/accounts/{person}/disable",
  summary: "Disable an account: its sessions end, its devices are refused",
  parameters: personPath,
  answer: done,
});

export const enableAccount = endpoint({
  method: "POST",
  path: "/api/accounts/{person}/enable",
  summary: "Enable an account again",
  parameters: personPath,
  answer: done,
});

export const makePasswordLink = endpoint({
  method: "POST",
  path: "/api/accounts/{person}/password-link",
  summary: "Make a one-time link with which the person sets a new password; shown once, to pass on",
  parameters: personPath,
  status: 201,
  answer: passedOn,
});

export const removeSecondFactors = endpoint({
  method: "DELETE",
  path: "/api/accounts/{person}/second-factors",
  summary: "Remove an account's second factors, for a person who has lost them all",
  parameters: personPath,
  answer: done,
});

export const listAccountSessions = endpoint({
  method: "GET",
  path: "/api/accounts/{person}/sessions",
  summary: "Where a person is signed in",
  parameters: personPath,
  answer: z.object({ items: z.array(sessionOfPerson) }),
});

export const endAccountSessions = endpoint({
  method: "DELETE",
  path: "/api/accounts/{person}/sessions",
  summary: "End all sessions of a person",
  parameters: personPath,
  answer: z.object({ ended: z.int() }),
});

export const eraseAccount = endpoint({
  method: "POST",
  path: "/api/accounts/{person}/erase",
  summary:
    "Erase a person for good: the keys to what is known of them are destroyed, in backups of the database too",
  parameters: personPath,
  body: z.strictObject({ confirm: z.literal("erase") }),
  answer: done,
});
