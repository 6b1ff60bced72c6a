import { ProblemError } from "@veedor/domain";
import type { Context } from "../../context.ts";
import { change } from "../../evidence/change.ts";
import { newIdentifier } from "../../outside/identifiers.ts";
import { isMember } from "../accounts/members-store.ts";
import { type Actor, requireInMission } from "../actor.ts";
import { looksLikeToken, newToken, tokenSha256 } from "../tokens.ts";
import {
  type DeviceRow,
  deviceRows,
  deviceWithToken,
  insertDevice,
  noteDeviceSeen,
  revokeDeviceRow,
} from "./devices-store.ts";

/** A device that showed its token. */
export type DeviceActor = Extract<Actor, { readonly kind: "device" }>;

/** A device's token as it is shown, once. */
export type NewDevice = { readonly device: string; readonly token: string };

/** How far behind "last seen" may be, so that a phone's every request is not a write. */
const SEEN_EVERY = 60_000;

/**
 * Makes a device of the mission with a token of its own.
 *
 * @param given.person the member who carries it; null for a device of the desk
 * @throws {ProblemError} `forbidden`, `not-found` when the person is no member
 */
export function createDevice(
  context: Context,
  actor: Actor,
  mission: string,
  given: { readonly label: string; readonly person: string | null },
): Promise<NewDevice> {
  requireInMission(actor, mission, "devices-manage");
  const { token, sha256 } = newToken();
  return change(context, actor, async ({ query, now, audit }) => {
    if (given.person !== null && !(await isMember(query, mission, given.person)))
      throw new ProblemError("not-found");
    const device = newIdentifier(now.getTime());
    await insertDevice(query, {
      id: device,
      mission_id: mission,
      person_id: given.person,
      label: given.label,
      token_sha256: sha256,
      created_at: now,
      created_by: actor.kind === "person" ? actor.person : null,
    });
    await audit("device-created", { mission, subject: device }, { person: given.person });
    return { device, token };
  });
}

/** The devices of the mission, a page of them. Throws `forbidden`. */
export function listDevices(
  context: Context,
  actor: Actor,
  mission: string,
  page: { readonly after: string | null; readonly limit: number },
) {
  requireInMission(actor, mission, "devices-read");
  return deviceRows(context.database.query, mission, page.after, page.limit);
}

/** Revokes a device's token, at once and for good. Throws `forbidden`, `not-found`. */
export async function revokeDevice(
  context: Context,
  actor: Actor,
  mission: string,
  device: string,
): Promise<void> {
  requireInMission(actor, mission, "devices-manage");
  await change(context, actor, async ({ query, now, audit }) => {
    if (!(await revokeDeviceRow(query, mission, device, now))) throw new ProblemError("not-found");
    await audit("device-revoked", { mission, subject: device }, {});
  });
}

/** The device whose token this is, or `null`: unknown, revoked, or of someone who is no longer of the mission. */
export async function deviceByToken(context: Context, token: string): Promise<DeviceActor | null> {
  if (!looksLikeToken(token)) return null;
  const row = await deviceWithToken(context.database.pool, tokenSha256(token));
  return row === null ? null : seen(context, row);
}

/** The same by HTTP Basic: the device's identifier as name, its token as password. */
export async function deviceByBasic(
  context: Context,
  device: string,
  token: string,
): Promise<DeviceActor | null> {
  const found = await deviceByToken(context, token);
  return found?.device === device ? found : null;
}

async function seen(context: Context, row: DeviceRow): Promise<DeviceActor> {
  const now = context.clock.now();
  if (now - (row.last_seen_at?.getTime() ?? 0) > SEEN_EVERY)
    await noteDeviceSeen(context.database.query, row.id, new Date(now));
  return { kind: "device", device: row.id, mission: row.mission_id, person: row.person_id };
}
