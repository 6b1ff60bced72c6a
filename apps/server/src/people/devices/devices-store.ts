import type { Insertable, Kysely, Transaction } from "kysely";
import type { Schema } from "../../database/schema.ts";

type Query = Kysely<Schema> | Transaction<Schema>;

export type DeviceRow = {
  readonly id: string;
  readonly mission_id: string;
  readonly person_id: string | null;
  readonly last_seen_at: Date | null;
};

export async function insertDevice(query: Query, row: Insertable<Schema["device"]>): Promise<void> {
  await query.insertInto("device").values(row).execute();
}

/** A device that may still be used: not revoked, and whoever carries it neither disabled nor out of the mission. */
export async function deviceWithToken(query: Query, sha256: Buffer): Promise<DeviceRow | null> {
  const row = await query
    .selectFrom("device")
    .leftJoin("person", "person.id", "device.person_id")
    .select(["device.id", "device.mission_id", "device.person_id", "device.last_seen_at"])
    .where("device.token_sha256", "=", sha256)
    .where("device.revoked_at", "is", null)
    .where("person.disabled_at", "is", null)
    .where("person.erased_at", "is", null)
    .where((one) =>
      one.or([
        one("device.person_id", "is", null),
        one.exists(
          one
            .selectFrom("membership")
            .select("membership.person_id")
            .whereRef("membership.mission_id", "=", "device.mission_id")
            .whereRef("membership.person_id", "=", "device.person_id"),
        ),
      ]),
    )
    .executeTakeFirst();
  return row ?? null;
}

export async function noteDeviceSeen(query: Query, device: string, at: Date): Promise<void> {
  await query.updateTable("device").set({ last_seen_at: at }).where("id", "=", device).execute();
}

/** Revokes a device of the mission; whether it was in use. */
export async function revokeDeviceRow(
  query: Query,
  mission: string,
  device: string,
  at: Date,
): Promise<boolean> {
  const row = await query
    .updateTable("device")
    .set({ revoked_at: at })
    .where("id", "=", device)
    .where("mission_id", "=", mission)
    .where("revoked_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Devices of a mission, a page of them by identifier. */
export function deviceRows(query: Query, mission: string, after: string | null, limit: number) {
  return query
    .selectFrom("device")
    .select(["id", "person_id", "label", "created_at", "last_seen_at", "revoked_at"])
    .where("mission_id", "=", mission)
    .$if(after !== null, (select) => select.where("id", ">", after ?? ""))
    .orderBy("id")
    .limit(limit)
    .execute();
}
