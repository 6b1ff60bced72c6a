import * as contract from "@veedor/api-contract";
import type { Routes } from "../../http/app.ts";
import { serve } from "../../http/serve.ts";
import { createDevice, listDevices, revokeDevice } from "../devices/devices.ts";
import {
  endMemberSessions,
  giveRole,
  inviteMember,
  listInvitations,
  listMembers,
  nameChief,
  takeRole,
  withdrawInvitation,
} from "./members.ts";
import { pageAnswered, pageAsked } from "./routes.ts";

/** Members, invitations and devices of a mission. */
export const memberRoutes: Routes = (app, context) => {
  serve(app, contract.listMembers, async ({ actor, parameters, query }) =>
    pageAnswered(
      await listMembers(context, actor, parameters.mission, pageAsked(query)),
      query.limit,
      ({ person }) => person,
    ),
  );
  serve(app, contract.inviteMember, async ({ actor, parameters, body }) => {
    const { person, link } = await inviteMember(context, actor, parameters.mission, body);
    return { person, link: link?.link ?? null, expiresAt: link?.expiresAt.toISOString() ?? null };
  });
  serve(app, contract.listInvitations, async ({ actor, parameters, query }) => {
    const rows = await listInvitations(context, actor, parameters.mission, pageAsked(query));
    return pageAnswered(
      rows.map((row) => ({
        invitation: row.id,
        person: row.person_id ?? "",
        createdAt: row.created_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
      })),
      query.limit,
      ({ invitation }) => invitation,
    );
  });
  serve(app, contract.withdrawInvitation, async ({ actor, parameters }) => {
    await withdrawInvitation(context, actor, parameters.mission, parameters.invitation);
    return {};
  });
  serve(app, contract.giveRole, async ({ actor, parameters }) => {
    await giveRole(context, actor, parameters.mission, parameters);
    return {};
  });
  serve(app, contract.takeRole, async ({ actor, parameters }) => {
    await takeRole(context, actor, parameters.mission, parameters);
    return {};
  });
  serve(app, contract.nameChief, async ({ actor, parameters }) => {
    await nameChief(context, actor, parameters.mission, parameters.person);
    return {};
  });
  serve(app, contract.endMemberSessions, async ({ actor, parameters }) => ({
    ended: await endMemberSessions(context, actor, parameters.mission, parameters.person),
  }));
  serve(app, contract.listDevices, async ({ actor, parameters, query }) => {
    const rows = await listDevices(context, actor, parameters.mission, pageAsked(query));
    return pageAnswered(
      rows.map((row) => ({
        device: row.id,
        person: row.person_id,
        label: row.label,
        createdAt: row.created_at.toISOString(),
        lastSeenAt: row.last_seen_at?.toISOString() ?? null,
        revokedAt: row.revoked_at?.toISOString() ?? null,
      })),
      query.limit,
      ({ device }) => device,
    );
  });
  serve(app, contract.addDevice, async ({ actor, parameters, body }) =>
    createDevice(context, actor, parameters.mission, body),
  );
  serve(app, contract.revokeDevice, async ({ actor, parameters }) => {
    await revokeDevice(context, actor, parameters.mission, parameters.device);
    return {};
  });
};
