import { randomBytes } from "node:crypto";
import { apiClient, type Client, RequestRefused } from "@veedor/api-contract";
import type { Role } from "@veedor/domain";
import type { RunningServer } from "../../src/index.ts";
import { newIdentifier } from "../../src/outside/identifiers.ts";
import { THE_SERVER } from "../../src/people/actor.ts";
import { addMember, beginSession, createPerson } from "../../src/people/index.ts";

/** Somebody who is signed in over HTTP. */
export type SignedIn = { readonly client: Client; readonly token: string; readonly person: string };

/** A new person with this role in the mission, or a new administrator of the server, signed in. */
export async function signedInAs(
  server: RunningServer,
  role: Role | "administrator",
  mission?: string,
): Promise<SignedIn> {
  const person = await newPerson(server, { isAdministrator: role === "administrator" });
  if (role !== "administrator") {
    if (mission === undefined) throw new Error("a role needs a mission");
    await addMember(server.context, THE_SERVER, mission, { person, role });
  }
  return signIn(server, person);
}

/** Signs a person in without asking for a password. */
export async function signIn(server: RunningServer, person: string): Promise<SignedIn> {
  const { context, origin } = server;
  const now = new Date(context.clock.now());
  const { token } = await beginSession(context.database.query, person, now, "test");
  return { client: apiClient({ origin, token, language: "en" }), token, person };
}

/** A new account with an address of its own; without a password, unless given one (hashing takes a while). */
export function newPerson(
  server: RunningServer,
  given: { readonly isAdministrator?: boolean; readonly email?: string; readonly password?: string } = {},
): Promise<string> {
  const email = `${randomBytes(6).toString("hex")}@example.org`;
  return createPerson(server.context, THE_SERVER, { email, name: "Ana Ruiz", language: "es", ...given });
}

/** A mission with nothing in it. */
export async function bareMission(
  server: RunningServer,
  code = `m-${randomBytes(6).toString("hex")}`,
): Promise<string> {
  const { context } = server;
  const now = context.clock.now();
  const id = newIdentifier(now);
  await context.database.query
    .insertInto("mission")
    .values({
      id,
      code,
      name: JSON.stringify({ es: "Misión de prueba", en: "Test mission" }),
      country: "PE",
      languages: ["es", "en"],
      time_zone: "America/Lima",
      kind: "real",
      area_levels: ["department"],
      created_at: new Date(now),
    })
    .execute();
  return id;
}

/** The code of the problem that a call ends with, `null` when it ends well. */
export async function problemOf(call: Promise<unknown>): Promise<string | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof RequestRefused) return error.problem.code;
    throw error;
  }
}

/** A client that is not signed in. */
export function stranger(server: RunningServer): Client {
  return apiClient({ origin: server.origin, language: "en" });
}
