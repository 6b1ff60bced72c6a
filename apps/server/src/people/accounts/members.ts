import { ProblemError, type Role } from "@veedor/domain";
import type { Context } from "../../context.ts";
import { type Change, change } from "../../evidence/change.ts";
import { type Actor, requireInMission, requireOnServer } from "../actor.ts";
import { type PersonalData, personalDataOf, personWithEmail } from "../personal/personal-data.ts";
import { countAttempt } from "../sign-in/attempts.ts";
import { endSessions } from "../sign-in/sessions-store.ts";
import { accountState } from "./accounts-store.ts";
import { makeLink, type NewLink } from "./links.ts";
import { isOnlyOf, openInvitations, withdrawInvitationRow } from "./links-store.ts";
import {
  deleteMembership,
  hasChiefInUse,
  insertMembership,
  isMember,
  lockChiefs,
  lockMission,
  membersOf,
} from "./members-store.ts";
import { insertAccount } from "./new-account.ts";

/**
 * Gives a person a role in a mission.
 *
 * @throws {ProblemError} `forbidden`, `not-found`, `administrator-no-role`
 */
export function addMember(
  context: Context,
  actor: Actor,
  mission: string,
  member: { readonly person: string; readonly role: Role },
): Promise<void> {
  requireInMission(actor, mission, "members-manage");
  return change(context, actor, (tx) => giveRoleWithin(tx, mission, member));
}

/**
 * The same within a change that somebody else makes, such as the creation of a mission.
 *
 * @throws {ProblemError} `not-found`, `administrator-no-role`
 */
export async function giveRoleWithin(
  { query, now, audit }: Change,
  mission: string,
  { person, role }: { readonly person: string; readonly role: Role },
): Promise<void> {
  const account = await accountState(query, person);
  if (account === null || account.erased_at !== null) throw new ProblemError("not-found");
  // An administrator of the server sees no figures.
  if (account.is_administrator) throw new ProblemError("administrator-no-role");
  if (await insertMembership(query, mission, person, role, now))
    await audit("role-given", { mission, subject: person }, { role });
}

/**
 * Names a chief in a mission that has none who can sign in, since nobody else could.
 *
 * @throws {ProblemError} `forbidden`, `not-found`, `mission-has-chief`, `administrator-no-role`
 */
export async function nameChief(
  context: Context,
  actor: Actor,
  mission: string,
  person: string,
): Promise<void> {
  requireOnServer(actor, "missions-create");
  await change(context, actor, async (tx) => {
    if (!(await lockMission(tx.query, mission))) throw new ProblemError("not-found");
    if (await hasChiefInUse(tx.query, mission)) throw new ProblemError("mission-has-chief");
    await giveRoleWithin(tx, mission, { person, role: "chief" });
  });
}

/**
 * Gives a person of the mission one more role. Whoever is not of the mission is invited by address instead, so that
 * a chief does not learn who else has an account here.
 *
 * @throws {ProblemError} `forbidden`, `not-found`
 */
export async function giveRole(
  context: Context,
  actor: Actor,
  mission: string,
  member: { readonly person: string; readonly role: Role },
): Promise<void> {
  requireInMission(actor, mission, "members-manage");
  await change(context, actor, async (tx) => {
    if (!(await isMember(tx.query, mission, member.person))) throw new ProblemError("not-found");
    await giveRoleWithin(tx, mission, member);
  });
}

/**
 * Takes a role away, at once: open sessions are asked at each request what their person may do.
 *
 * @throws {ProblemError} `forbidden`, `not-found`, `last-chief`
 */
export async function takeRole(
  context: Context,
  actor: Actor,
  mission: string,
  { person, role }: { readonly person: string; readonly role: Role },
): Promise<void> {
  requireInMission(actor, mission, "members-manage");
  await change(context, actor, async ({ query, audit }) => {
    const chiefs = await lockChiefs(query, mission);
    if (role === "chief" && chiefs.every((one) => one === person) && chiefs.length > 0)
      throw new ProblemError("last-chief");
    if (!(await deleteMembership(query, mission, person, role))) throw new ProblemError("not-found");
    await audit("role-taken", { mission, subject: person }, { role });
  });
}

/** Who is in the mission; a page of them. */
export async function listMembers(
  context: Context,
  actor: Actor,
  mission: string,
  page: { readonly after: string | null; readonly limit: number },
) {
  requireInMission(actor, mission, "members-read");
  const { query } = context.database;
  const rows = await membersOf(query, mission, page.after, page.limit);
  const people = await personalDataOf(
    context,
    query,
    rows.map(({ person_id }) => person_id),
  );
  return rows.map((row) => ({
    person: row.person_id,
    name: people.get(row.person_id)?.name ?? null,
    email: people.get(row.person_id)?.email ?? null,
    roles: row.roles,
    isDisabled: row.disabled_at !== null,
    hasAccepted: row.has_password,
  }));
}

/**
 * Invites somebody by address, with a link to pass on. Who has an account with a password already, or is to get one
 * through another mission or an administrator, gets no link here and is in the mission at once.
 *
 * @throws {ProblemError} `forbidden`, `administrator-no-role`
 */
export async function inviteMember(
  context: Context,
  actor: Actor,
  mission: string,
  { role, ...data }: PersonalData & { readonly role: Role },
): Promise<{ readonly person: string; readonly link: NewLink | null }> {
  requireInMission(actor, mission, "members-manage");
  // Every invitation tells whether an address has an account here.
  if (actor.kind === "person") await countAttempt(context, [{ kind: "invitation", about: actor.person }]);
  return change(context, actor, async (tx) => {
    const { query, now, audit } = tx;
    const known = await personWithEmail(context, query, data.email);
    const person = known ?? (await insertAccount(context, query, now, data));
    await giveRoleWithin(tx, mission, { person, role });
    // Whoever may set the password of an account gets all that it may do: never for another mission's sake.
    if (known !== null && !(await isOnlyOf(query, known, mission))) return { person, link: null };
    const link = await makeLink(context, tx, actor, { purpose: "invitation", person, mission });
    await audit("invitation-made", { mission, subject: person }, { role });
    return { person, link };
  });
}

/** Invitations that nobody has accepted yet. */
export function listInvitations(
  context: Context,
  actor: Actor,
  mission: string,
  page: { readonly after: string | null; readonly limit: number },
) {
  requireInMission(actor, mission, "members-manage");
  const now = new Date(context.clock.now());
  return openInvitations(context.database.query, mission, page.after, page.limit, now);
}

/** Withdraws an invitation. Throws `forbidden`, `not-found`. */
export async function withdrawInvitation(
  context: Context,
  actor: Actor,
  mission: string,
  invitation: string,
): Promise<void> {
  requireInMission(actor, mission, "members-manage");
  await change(context, actor, async ({ query, now, audit }) => {
    if (!(await withdrawInvitationRow(query, mission, invitation, now))) throw new ProblemError("not-found");
    await audit("invitation-withdrawn", { mission, subject: invitation }, {});
  });
}

/** Ends all sessions of a member. Throws `forbidden`, `not-found`. */
export async function endMemberSessions(
  context: Context,
  actor: Actor,
  mission: string,
  person: string,
): Promise<number> {
  requireInMission(actor, mission, "members-manage");
  return change(context, actor, async ({ query, now, audit }) => {
    if (!(await isMember(query, mission, person))) throw new ProblemError("not-found");
    const sessions = await endSessions(query, { person }, now);
    await audit("session-ended", { mission, subject: person }, { sessions });
    return sessions;
  });
}
