import { ProblemError } from "@veedor/domain";
import type { Context } from "../../context.ts";
import { type Change, change } from "../../evidence/change.ts";
import { newIdentifier } from "../../outside/identifiers.ts";
import { type Actor, asPerson, NOBODY, THE_SERVER } from "../actor.ts";
import { lockKeyFiles } from "../keys/key-adoption-store.ts";
import { type PersonalData, personalDataOf, replacePersonalData } from "../personal/personal-data.ts";
import { hashPassword, requireStrongPassword } from "../sign-in/passwords.ts";
import { endSessions } from "../sign-in/sessions-store.ts";
import { newToken, tokenSha256 } from "../tokens.ts";
import { storePassword } from "./accounts-store.ts";
import {
  goodLink,
  hasAdministrator,
  insertLink,
  type LinkPurpose,
  type LinkRow,
  missionNameOf,
  takeLink,
  withdrawLinks,
} from "./links-store.ts";
import { insertAccount } from "./new-account.ts";

const DAY = 24 * 3_600_000;
const LASTS: Readonly<Record<LinkPurpose, number>> = { "set-up": DAY, invitation: 14 * DAY, password: DAY };
/** Pages of the web app. The token stands after the #, which no browser sends and so no log on the way holds. */
const PAGES: Readonly<Record<LinkPurpose, string>> = {
  "set-up": "set-up",
  invitation: "join",
  password: "new-password",
};

/** A link as it is shown, once. */
export type NewLink = { readonly link: string; readonly expiresAt: Date };

/**
 * Makes the link with which the first administrator is created, in place of every earlier one; `null` once there is
 * an administrator.
 */
export function makeSetupLink(context: Context): Promise<string | null> {
  return change(context, THE_SERVER, async (tx) => {
    // Of several processes that start at once, one after the other.
    await lockKeyFiles(tx.query);
    if (await hasAdministrator(tx.query)) return null;
    await withdrawLinks(tx.query, null, tx.now);
    const { link } = await makeLink(context, tx, THE_SERVER, {
      purpose: "set-up",
      person: null,
      mission: null,
    });
    return link;
  });
}

/**
 * Creates the first administrator.
 *
 * @returns the person
 * @throws {ProblemError} `link-not-valid`, `weak-password`
 */
export async function setUp(
  context: Context,
  given: PersonalData & { readonly token: string; readonly password: string },
): Promise<string> {
  const { token, password, ...data } = given;
  const link = await requireLink(context, token);
  if (link.purpose !== "set-up") throw new ProblemError("link-not-valid");
  requireStrongPassword(password, data.email);
  const hash = await hashPassword(password);
  return change(context, NOBODY, async (tx) => {
    if (!(await takeLink(tx.query, link.id, tx.now)) || (await hasAdministrator(tx.query)))
      throw new ProblemError("link-not-valid");
    const person = await insertAccount(context, tx.query, tx.now, { ...data, isAdministrator: true });
    await storePassword(tx.query, person, hash, tx.now);
    await tx.audit("administrator-set-up", { mission: null, subject: person }, {});
    return person;
  });
}

/** Makes a link for somebody, in place of every earlier one of theirs. */
export async function makeLink(
  context: Context,
  { query, now }: Change,
  actor: Actor,
  about: { readonly purpose: LinkPurpose; readonly person: string | null; readonly mission: string | null },
): Promise<NewLink> {
  const { token, sha256 } = newToken();
  const expiresAt = new Date(now.getTime() + LASTS[about.purpose]);
  if (about.person !== null) await withdrawLinks(query, about.person, now);
  await insertLink(query, {
    id: newIdentifier(now.getTime()),
    purpose: about.purpose,
    token_sha256: sha256,
    person_id: about.person,
    mission_id: about.mission,
    made_by: actor.kind === "person" ? actor.person : null,
    created_at: now,
    expires_at: expiresAt,
  });
  return { link: `${context.publicUrl()}/${PAGES[about.purpose]}#${token}`, expiresAt };
}

/** What a link is for, as its page shows it. Throws `link-not-valid`. */
export async function readLink(
  context: Context,
  token: string,
): Promise<{
  readonly purpose: LinkPurpose;
  readonly person: PersonalData | null;
  readonly mission: Readonly<Record<string, string>> | null;
  readonly expiresAt: Date;
}> {
  const { query } = context.database;
  const link = await requireLink(context, token);
  const person =
    link.person_id === null
      ? null
      : ((await personalDataOf(context, query, [link.person_id])).get(link.person_id) ?? null);
  const mission = link.mission_id === null ? null : await missionNameOf(query, link.mission_id);
  return { purpose: link.purpose, person, mission, expiresAt: link.expires_at };
}

/**
 * Accepts an invitation or sets a new password. A new password ends every session there was.
 *
 * @returns the person
 * @throws {ProblemError} `link-not-valid`, `weak-password`
 */
export async function acceptLink(
  context: Context,
  given: {
    readonly token: string;
    readonly password: string;
    readonly name?: string | undefined;
    readonly language?: PersonalData["language"] | undefined;
  },
): Promise<string> {
  const link = await requireLink(context, given.token);
  const person = link.person_id;
  if (person === null) throw new ProblemError("link-not-valid");
  const data = (await personalDataOf(context, context.database.query, [person])).get(person);
  if (data === undefined) throw new ProblemError("link-not-valid");
  requireStrongPassword(given.password, data.email);
  const hash = await hashPassword(given.password);
  return change(context, asPerson(person), async (tx) => {
    if (!(await takeLink(tx.query, link.id, tx.now))) throw new ProblemError("link-not-valid");
    await storePassword(tx.query, person, hash, tx.now);
    const { name = data.name, language = data.language } = given;
    await replacePersonalData(context, tx.query, person, { ...data, name, language });
    await endSessions(tx.query, { person }, tx.now);
    const about = { mission: link.mission_id, subject: person };
    if (link.purpose === "invitation") await tx.audit("invitation-accepted", about, {});
    await tx.audit("password-set", about, { how: "link" });
    return person;
  });
}

async function requireLink(context: Context, token: string): Promise<LinkRow> {
  const now = new Date(context.clock.now());
  const link = await goodLink(context.database.query, tokenSha256(token), now);
  if (link === null) throw new ProblemError("link-not-valid");
  return link;
}
