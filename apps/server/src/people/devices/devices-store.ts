import type { Insertable, Kysely, Transaction } from "kysely";
import type pg from "pg";
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

/**
 * A device that may still be used: not revoked, and whoever carries it neither disabled nor out of the mission. Asked
 * at every submission, so the statement is prepared once for each connection.
 */
export async function deviceWithToken(pool: pg.Pool, sha256: Buffer): Promise<DeviceRow | null> {
  const { rows } = await pool.query<DeviceRow>({
    name: "device-with-token",
    text: WITH_TOKEN,
    values: [sha256],
  });
  return rows[0] ?? null;
}

const WITH_TOKEN = `
  select device.id, device.mission_id, device.person_id, device.last_seen_at
  from device left join person on person.id = device.person_id
  where device.token_sha256 = $1 and device.revoked_at is null
    and person.disabled_at is null and person.erased_at is null
    and (device.person_id is null or exists (
      select from membership
      where membership.mission_id = device.mission_id and membership.person_id = device.person_id))`;

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
