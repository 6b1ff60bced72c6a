import { ProblemError } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import { violatedConstraint } from "../database/violated-constraint.ts";
import { change } from "../evidence/change.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import type { Election } from "./mission.ts";
import { existingMission, requireLanguages } from "./missions.ts";
import { electionRow, electionRows, insertElection, updateElection } from "./store.ts";

export type ElectionEntry = Omit<Election, "id" | "mission">;

export async function listElections(context: Context, actor: Actor, mission: string): Promise<Election[]> {
  requireInMission(actor, mission, "mission-read");
  return electionRows(context.database.query, mission);
}

/** Adds an election. @throws {ProblemError} `day-taken`, `hours-not-in-order`, `language-not-in-mission` */
export async function createElection(
  context: Context,
  actor: Actor,
  mission: string,
  entry: ElectionEntry,
): Promise<Election> {
  requireInMission(actor, mission, "mission-edit");
  const id = newIdentifier(context.clock.now());
  requireOrder(entry);
  return sayingWhatIsTaken(() =>
    change(context, actor, async (tx) => {
      const { languages } = await existingMission(tx.query, mission);
      requireLanguages(languages, [entry.name]);
      const { day, name, round, opensAt, closesAt } = entry;
      await insertElection(tx.query, {
        id,
        day,
        round,
        mission_id: mission,
        name: JSON.stringify(name),
        opens_at: opensAt,
        closes_at: closesAt,
      });
      await tx.audit("election-created", { mission, subject: id }, { day, round });
      await tx.tell(mission, "elections-changed", "mission-read", { election: id });
      return { id, mission, ...entry };
    }),
  );
}

/** Changes an election; what is not named stays. Problems as for {@link createElection}. */
export async function changeElection(
  context: Context,
  actor: Actor,
  mission: string,
  id: string,
  changes: Partial<ElectionEntry>,
): Promise<Election> {
  requireInMission(actor, mission, "mission-edit");
  return sayingWhatIsTaken(() =>
    change(context, actor, async (tx) => {
      const before = await existingElection(tx.query, mission, id, true);
      const after = { ...before, ...changes };
      requireOrder(after);
      if (changes.name !== undefined)
        requireLanguages((await existingMission(tx.query, mission)).languages, [changes.name]);
      await updateElection(tx.query, id, {
        day: after.day,
        round: after.round,
        name: JSON.stringify(after.name),
        opens_at: after.opensAt,
        closes_at: after.closesAt,
      });
      const changed = Object.keys(changes).sort().join(", ");
      await tx.audit("election-changed", { mission, subject: id }, { changed });
      await tx.tell(mission, "elections-changed", "mission-read", { election: id });
      return after;
    }),
  );
}

/** The election, if the mission has it. @throws {ProblemError} `not-found` */
export async function existingElection(
  query: Kysely<Schema>,
  mission: string,
  id: string,
  lock = false,
): Promise<Election> {
  const found = await electionRow(query, mission, id, lock);
  if (found === null) throw new ProblemError("not-found");
  return found;
}

function requireOrder({ opensAt, closesAt }: Pick<Election, "opensAt" | "closesAt">): void {
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt)
    throw new ProblemError("hours-not-in-order");
}

async function sayingWhatIsTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (violatedConstraint(error) === "election_mission_id_day_key") throw new ProblemError("day-taken");
    throw error;
  }
}
