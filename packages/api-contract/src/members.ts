import { ROLES } from "@veedor/domain";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { missionLanguage } from "./missions.ts";
import { email, personName } from "./sign-in.ts";
import { identifier, instant, lineOfText, missionPath, pageOf, pagingByIdentifier } from "./words.ts";

const role = z.enum(ROLES);
const done = z.object({});

export const listMembers = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/members",
  summary: "Who is in the mission, and in which roles",
  parameters: missionPath,
  query: pagingByIdentifier,
  answer: pageOf(
    z.object({
      person: identifier,
      // null once the person has been erased.
      name: z.string().nullable(),
      email: z.string().nullable(),
      roles: z.array(role),
      isDisabled: z.boolean(),
      hasAccepted: z.boolean(),
    }),
  ),
});

/** There is no mail server: the inviter passes the link on. */
export const inviteMember = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/invitations",
  summary: "Invite somebody to the mission by address; the link is shown once, to pass on",
  parameters: missionPath,
  body: z.strictObject({ email, name: personName, language: missionLanguage, role }),
  status: 201,
  answer: z.object({
    person: identifier,
    // null where the person has an account already, or gets one through another mission or an administrator.
    link: z.string().nullable(),
    expiresAt: instant.nullable(),
  }),
});

const invitationPath = missionPath.extend({ invitation: identifier });

export const listInvitations = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/invitations",
  summary: "Invitations of the mission that have not been accepted yet",
  parameters: missionPath,
  query: pagingByIdentifier,
  answer: pageOf(
    z.object({ invitation: identifier, person: identifier, createdAt: instant, expiresAt: instant }),
  ),
});

export const withdrawInvitation = endpoint({
  method: "DELETE",
  path: "/api/missions/{mission}/invitations/{invitation}",
  summary: "Withdraw an invitation: its link is no longer good",
  parameters: invitationPath,
  answer: done,
});

const rolePath = missionPath.extend({ person: identifier, role });

export const giveRole = endpoint({
  method: "PUT",
  path: "/api/missions/{mission}/members/{person}/roles/{role}",
  summary: "Give a member one more role",
  parameters: rolePath,
  answer: done,
});

export const takeRole = endpoint({
  method: "DELETE",
  path: "/api/missions/{mission}/members/{person}/roles/{role}",
  summary: "Take a role from a member; without a role left the person is out of the mission",
  parameters: rolePath,
  answer: done,
});

/** For administrators of the server, who name a mission's first chief when they create it. */
export const nameChief = endpoint({
  method: "PUT",
  path: "/api/missions/{mission}/chiefs/{person}",
  summary: "Name a chief for a mission that has none who can sign in",
  parameters: missionPath.extend({ person: identifier }),
  answer: done,
});

export const endMemberSessions = endpoint({
  method: "DELETE",
  path: "/api/missions/{mission}/members/{person}/sessions",
  summary: "End all sessions of a member, such as after a laptop was stolen",
  parameters: missionPath.extend({ person: identifier }),
  answer: z.object({ ended: z.int() }),
});

const device = z.object({
  device: identifier,
  person: identifier.nullable(),
  label: z.string(),
  createdAt: instant,
  lastSeenAt: instant.nullable(),
  revokedAt: instant.nullable(),
});

export const listDevices = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/devices",
  summary: "The devices that send submissions to the mission",
  parameters: missionPath,
  query: pagingByIdentifier,
  answer: pageOf(device),
});

export const addDevice = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/devices",
  summary: "Add a device; its token is shown once",
  parameters: missionPath,
  body: z.strictObject({
    // Such as "Phone 12"; not a person's name.
    label: lineOfText(100).default(""),
    person: identifier.nullable().default(null),
  }),
  status: 201,
  answer: z.object({ device: identifier, token: z.string() }),
});

export const revokeDevice = endpoint({
  method: "DELETE",
  path: "/api/missions/{mission}/devices/{device}",
  summary: "Revoke a device's token, at once",
  parameters: missionPath.extend({ device: identifier }),
  answer: done,
});
