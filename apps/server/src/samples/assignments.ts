import type { Station } from "@veedor/domain";
import { ProblemError } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import { change } from "../evidence/change.ts";
import { latestFrame, stationsOf } from "../frames/index.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import type { Assignment } from "./assignments-store.ts";
import {
  assignmentPage,
  deleteAssignment,
  insertAssignments,
  stationsAssignedTo,
  withoutPart,
} from "./assignments-store.ts";

/**
 * Assigns observers to stations, all or none.
 *
 * @returns how many assignments are new
 * @throws {ProblemError} `frame-missing`, `station-unknown`, `unknown-person` for somebody without a part in the mission
 */
export async function assignStations(
  context: Context,
  actor: Actor,
  mission: string,
  assignments: readonly Assignment[],
): Promise<number> {
  requireInMission(actor, mission, "assignments-manage");
  return change(context, actor, async (tx) => {
    const codes = [...new Set(assignments.map(({ station }) => station))];
    const frame = await latestFrame(tx.query, mission);
    if (frame === null) throw new ProblemError("frame-missing");
    const known = new Set<string>((await stationsOf(tx.query, frame.id, codes)).map(({ code }) => code));
    const unknown = codes.find((code) => !known.has(code));
    if (unknown !== undefined) throw new ProblemError("station-unknown", { station: unknown });
    const persons = [...new Set(assignments.map(({ person }) => person))];
    if ((await withoutPart(tx.query, mission, persons)).length > 0) throw new ProblemError("unknown-person");
    const added = await insertAssignments(tx.query, mission, assignments, tx.now);
    await tx.audit("stations-assigned", { mission, subject: mission }, { assignments: added });
    await tx.tell(mission, "assignments-changed", "assignments-read", {});
    return added;
  });
}

/** Takes one assignment back. @throws {ProblemError} `not-found` */
export async function removeAssignment(
  context: Context,
  actor: Actor,
  mission: string,
  assignment: Assignment,
): Promise<void> {
  requireInMission(actor, mission, "assignments-manage");
  await change(context, actor, async (tx) => {
    if (!(await deleteAssignment(tx.query, mission, assignment))) throw new ProblemError("not-found");
    const assignee = assignment.person;
    await tx.audit("assignment-removed", { mission, subject: mission }, { assignee });
    await tx.tell(mission, "assignments-changed", "assignments-read", {});
  });
}

/** A page of who observes which station. */
export async function listAssignments(
  context: Context,
  actor: Actor,
  mission: string,
  page: { readonly after: Assignment | null; readonly limit: number },
): Promise<Assignment[]> {
  requireInMission(actor, mission, "assignments-read");
  return assignmentPage(context.database.query, mission, page);
}

/** The stations that the person who asks observes, and no others. */
export async function ownStations(context: Context, actor: Actor, mission: string): Promise<Station[]> {
  requireInMission(actor, mission, "own-assignments-read");
  if (actor.kind !== "person") throw new ProblemError("forbidden", { action: "own-assignments-read" });
  return assignedStations(context.database.query, mission, actor.person);
}

/** The stations that a person observes, as the latest frame has them. */
export async function assignedStations(
  query: Kysely<Schema>,
  mission: string,
  person: string,
): Promise<Station[]> {
  const codes = await stationsAssignedTo(query, mission, person);
  const frame = codes.length === 0 ? null : await latestFrame(query, mission);
  if (frame === null) return [];
  const stations = await stationsOf(query, frame.id, codes);
  return stations.sort((a, b) => (a.code < b.code ? -1 : 1));
}
