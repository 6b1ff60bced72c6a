import { ProblemError } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import { violatedConstraint } from "../database/violated-constraint.ts";
import { change } from "../evidence/change.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission, requireOnServer } from "../people/actor.ts";
import { giveRoleWithin } from "../people/index.ts";
import type { Mission } from "./mission.ts";
import { insertMission, kindsHeld, missionRow, missionRows, personExists, updateMission } from "./store.ts";
import type { NameByLanguage } from "./tables.ts";

export type MissionEntry = Omit<Mission, "id" | "createdAt">;

/**
 * Creates a mission and names its first chief, who then names everyone else.
 *
 * @throws {ProblemError} `code-taken`, `kinds-apart`, `unknown-person`, `unknown-time-zone`, `language-not-in-mission`
 */
export async function createMission(
  context: Context,
  actor: Actor,
  entry: MissionEntry & { readonly chief: string },
): Promise<Mission> {
  requireOnServer(actor, "missions-create");
  requireTimeZone(entry.timeZone);
  requireLanguages(entry.languages, [entry.name]);
  const { chief, ...mission } = entry;
  const id = newIdentifier(context.clock.now());
  try {
    return await change(context, actor, async (tx) => {
      const kinds = await kindsHeld(tx.query);
      // A rehearsal's figures must never stand beside those of a real election.
      if (kinds.some((kind) => kind !== mission.kind)) throw new ProblemError("kinds-apart");
      if (!(await personExists(tx.query, chief))) throw new ProblemError("unknown-person");
      const { code, name, country, languages, timeZone, kind, areaLevels } = mission;
      await insertMission(tx.query, {
        id,
        code,
        country,
        kind,
        languages: [...languages],
        name: JSON.stringify(name),
        time_zone: timeZone,
        area_levels: [...areaLevels],
        created_at: tx.now,
      });
      await giveRoleWithin(tx, id, { person: chief, role: "chief" });
      await tx.audit("mission-created", { mission: id, subject: id }, { code, kind, chief });
      return { ...mission, id, createdAt: tx.now };
    });
  } catch (error) {
    if (violatedConstraint(error) === "mission_code_key") throw new ProblemError("code-taken");
    throw error;
  }
}

/** The missions that the actor has a part in, with the roles; all of them for an administrator of the server. */
export async function listMissions(
  context: Context,
  actor: Actor,
): Promise<(Mission & { readonly roles: readonly string[] })[]> {
  if (actor.kind === "nobody") throw new ProblemError("not-signed-in");
  if (actor.kind === "device") throw new ProblemError("forbidden", { action: "missions-list" });
  const roles = actor.kind === "person" ? actor.roles : new Map<string, readonly string[]>();
  const seesAll = actor.kind === "server" || actor.isAdministrator;
  const missions = await missionRows(context.database.query, seesAll ? "all" : [...roles.keys()]);
  return missions.map((mission) => ({ ...mission, roles: roles.get(mission.id) ?? [] }));
}

export async function readMission(context: Context, actor: Actor, id: string): Promise<Mission> {
  requireInMission(actor, id, "mission-read");
  return existingMission(context.database.query, id);
}

type MissionChanges = Partial<Pick<Mission, "name" | "languages" | "timeZone" | "areaLevels">>;

/** Changes a mission; what is not named stays. Problems as for {@link createMission}. */
export async function changeMission(
  context: Context,
  actor: Actor,
  id: string,
  changes: MissionChanges,
): Promise<Mission> {
  requireInMission(actor, id, "mission-edit");
  if (changes.timeZone !== undefined) requireTimeZone(changes.timeZone);
  return change(context, actor, async (tx) => {
    const after = { ...(await existingMission(tx.query, id)), ...changes };
    requireLanguages(after.languages, [after.name]);
    await updateMission(tx.query, id, {
      name: JSON.stringify(after.name),
      languages: [...after.languages],
      time_zone: after.timeZone,
      area_levels: [...after.areaLevels],
    });
    const changed = Object.keys(changes).sort().join(", ");
    await tx.audit("mission-changed", { mission: id, subject: id }, { changed });
    await tx.tell(id, "mission-changed", "mission-read", {});
    return after;
  });
}

/** The mission. @throws {ProblemError} `not-found` */
export async function existingMission(query: Kysely<Schema>, id: string): Promise<Mission> {
  const found = await missionRow(query, { id });
  if (found === null) throw new ProblemError("not-found");
  return found;
}

/** Names may be given in the mission's languages only: others nobody would see. */
export function requireLanguages(languages: readonly string[], names: readonly NameByLanguage[]): void {
  for (const name of names) {
    const other = Object.keys(name).find((language) => !languages.includes(language));
    if (other !== undefined) throw new ProblemError("language-not-in-mission", { language: other });
  }
}

function requireTimeZone(timeZone: string): void {
  try {
    Intl.DateTimeFormat("en", { timeZone });
  } catch {
    throw new ProblemError("unknown-time-zone", { timeZone });
  }
}
