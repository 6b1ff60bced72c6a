import type { MissionAction, Role, ServerAction } from "@veedor/domain";
import { mayDo, ProblemError } from "@veedor/domain";

/**
 * Who asks. Made by the dialects (a session, a device's token), judged by the services.
 *
 * @property signedInAt when the person last proved who they are, milliseconds since 1970
 */
export type Actor =
  | {
      readonly kind: "person";
      readonly person: string;
      readonly session: string;
      readonly isAdministrator: boolean;
      readonly roles: ReadonlyMap<string, readonly Role[]>;
      readonly signedInAt: number;
    }
  | {
      readonly kind: "device";
      readonly device: string;
      readonly mission: string;
      readonly person: string | null;
    }
  | { readonly kind: "server" }
  | { readonly kind: "nobody" };

/** A person who is signed in. */
export type PersonActor = Extract<Actor, { readonly kind: "person" }>;

export const NOBODY: Actor = { kind: "nobody" };

/** The server itself: takes at their instants, recovery. It never acts for someone who asked. */
export const THE_SERVER: Actor = { kind: "server" };

/** A person who has just shown who they are and is not in a session yet. */
export function asPerson(person: string): PersonActor {
  return { kind: "person", person, session: "", isAdministrator: false, roles: new Map(), signedInAt: 0 };
}

/**
 * Stops whoever may not do this in the mission. A mission that the actor has no part in is "not found", so that
 * nobody learns which missions exist.
 *
 * @throws {ProblemError} `not-signed-in`, `not-found`, `forbidden`
 */
export function requireInMission(actor: Actor, mission: string, action: MissionAction): void {
  if (actor.kind === "server") return;
  if (actor.kind === "nobody") throw new ProblemError("not-signed-in");
  // Devices send submissions; nothing of the mission's API is theirs.
  if (actor.kind === "device") throw new ProblemError("forbidden", { action });
  const roles = actor.roles.get(mission) ?? [];
  if (roles.length === 0) throw new ProblemError("not-found");
  if (!mayDo(roles, action)) throw new ProblemError("forbidden", { action });
}

/**
 * Stops whoever may not do this on the server.
 *
 * @throws {ProblemError} `not-signed-in`, `forbidden`
 */
export function requireOnServer(actor: Actor, action: ServerAction): void {
  if (actor.kind === "server") return;
  if (actor.kind === "nobody") throw new ProblemError("not-signed-in");
  if (actor.kind !== "person" || !actor.isAdministrator) throw new ProblemError("forbidden", { action });
}
