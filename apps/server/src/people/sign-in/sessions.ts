import { ProblemError, type Role } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Context } from "../../context.ts";
import type { Schema } from "../../database/schema.ts";
import { newIdentifier } from "../../outside/identifiers.ts";
import { type Actor, NOBODY, type PersonActor } from "../actor.ts";
import { looksLikeToken, newToken, tokenSha256 } from "../tokens.ts";
import { insertSession, noteSessionSeen, sessionWithToken } from "./sessions-store.ts";

/** The cookie that holds a session's token. */
export const SESSION_COOKIE = "veedor_session";

/** How long ago a sign-in may be for changes to one's own or another's account. */
export const FRESH = 10 * 60_000;

/** A session ends after as long, however much it is used … */
const LONGEST_SESSION = 7 * 24 * 3_600_000;
/** … and when it has not been used for as long. */
const LONGEST_IDLE = 24 * 3_600_000;
/** How far behind "last seen" may be, so that a reader's every request is not a write. */
const SEEN_EVERY = 60_000;

/** Who asks: the person of the session whose token is in the cookie or the bearer header, or nobody. */
export async function actorOf(
  context: Context,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  cookies: Readonly<Record<string, string | undefined>>,
): Promise<Actor> {
  const { authorization } = headers;
  const bearer = typeof authorization === "string" ? /^Bearer ([^ ]+)$/i.exec(authorization)?.[1] : undefined;
  const token = bearer ?? cookies[SESSION_COOKIE];
  if (token === undefined || !looksLikeToken(token)) return NOBODY;
  const now = context.clock.now();
  const { query } = context.database;
  const row = await sessionWithToken(query, tokenSha256(token), new Date(now));
  if (row === null || now - row.last_seen_at.getTime() > LONGEST_IDLE) return NOBODY;
  if (now - row.last_seen_at.getTime() > SEEN_EVERY) await noteSessionSeen(query, row.id, new Date(now));
  const roles = new Map<string, Role[]>();
  // Administrators see no figures, whatever else a row may say.
  const memberships = row.is_administrator ? [] : row.memberships;
  for (const { mission, role } of memberships) roles.set(mission, [...(roles.get(mission) ?? []), role]);
  return {
    kind: "person",
    person: row.person_id,
    session: row.id,
    isAdministrator: row.is_administrator,
    roles,
    signedInAt: row.signed_in_at.getTime(),
  };
}

/** A session as whoever signed in is handed it. */
export type NewSession = { readonly session: string; readonly token: string; readonly expiresAt: Date };

/** Begins a session for a person who has proved who they are. */
export async function beginSession(
  query: Kysely<Schema>,
  person: string,
  now: Date,
  description: string,
): Promise<NewSession> {
  const { token, sha256 } = newToken();
  const session = newIdentifier(now.getTime());
  const expiresAt = new Date(now.getTime() + LONGEST_SESSION);
  await insertSession(query, {
    id: session,
    person_id: person,
    token_sha256: sha256,
    created_at: now,
    signed_in_at: now,
    last_seen_at: now,
    expires_at: expiresAt,
    description,
  });
  return { session, token, expiresAt };
}

/**
 * Stops whoever has not proved lately who they are: for steps that must not be taken by someone who found a screen
 * open.
 *
 * @param withinMs how long ago the last sign-in may be
 * @throws {ProblemError} `not-signed-in`, `sign-in-again`
 */
export function requireFreshSignIn(
  context: Context,
  actor: Actor,
  withinMs: number,
): asserts actor is PersonActor {
  if (actor.kind !== "person") throw new ProblemError("not-signed-in");
  if (context.clock.now() - actor.signedInAt > withinMs) throw new ProblemError("sign-in-again");
}

/** The kind of browser and system in a few words, for the person's own list of sessions; "" when unknown. */
export function describedVisitor(userAgent: string | undefined): string {
  const text = (userAgent ?? "").slice(0, 500);
  const browser = BROWSERS.find(([mark]) => text.includes(mark))?.[1];
  const system = SYSTEMS.find(([mark]) => text.includes(mark))?.[1];
  return [browser, system].filter((one) => one !== undefined).join(", ");
}

/** In this order: the later ones stand in the texts of the earlier, too. */
const BROWSERS = [
  ["Edg", "Edge"],
  ["Firefox", "Firefox"],
  ["OPR", "Opera"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS", "macOS"],
  ["Linux", "Linux"],
] as const;
