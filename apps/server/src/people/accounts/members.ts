import { ProblemError, type Role } from "@veedor/domain";
import type { Context } from "../../context.ts";
import { change } from "../../evidence/change.ts";
import { accountState, insertMembership } from "./accounts-store.ts";
import { type Actor, requireInMission } from "../actor.ts";

/**
 * Gives a person a role in a mission.
 *
 * @throws {ProblemError} `forbidden`, `not-found`
 */
export function addMember(
  context: Context,
  actor: Actor,
  mission: string,
  member: { readonly person: string; readonly role: Role },
): Promise<void> {
  requireInMission(actor, mission, "members-manage");
  return change(context, actor, async ({ query, now, audit }) => {
    const account = await accountState(query, member.person);
    if (account === null || account.erased_at !== null) throw new ProblemError("not-found");
    const isNew = await insertMembership(query, mission, member.person, member.role, now);
    if (isNew) await audit("member-added", { mission, subject: member.person }, { role: member.role });
  });
}
