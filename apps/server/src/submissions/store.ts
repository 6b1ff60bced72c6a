import type { Insertable, Kysely } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { DeviceActor } from "../people/index.ts";
import type { GivenFile } from "./given.ts";

type Query = Kysely<Schema>;

/** Whether the device may still send: as {@link storeEntries} asks it for many at once. */
export async function isDeviceUsable(query: Query, { device, mission }: DeviceActor): Promise<boolean> {
  const row = await query
    .selectFrom("device")
    .leftJoin("person", "person.id", "device.person_id")
    .select("device.id")
    .where("device.id", "=", device)
    .where("device.mission_id", "=", mission)
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
  return row !== undefined;
}

export async function submissionOfInstance(
  query: Query,
  mission: string,
  instanceId: string,
): Promise<{ readonly id: string; readonly sha256: Buffer } | null> {
  const row = await query
    .selectFrom("submission")
    .select(["id", "sha256"])
    .where("mission_id", "=", mission)
    .where("instance_id", "=", instanceId)
    .executeTakeFirst();
  return row ?? null;
}

/** Puts a file where none is yet. @returns `filled`, or the hash of the file that has the name already */
export async function fillAttachment(
  query: Query,
  submission: string,
  { name, sha256, bytes, mediaType }: GivenFile,
  at: Date,
): Promise<"filled" | Buffer> {
  const file = { sha256, bytes, media_type: mediaType, received_at: at };
  const filled = await query
    .insertInto("attachment")
    .values({ submission_id: submission, name, ...file })
    .onConflict((there) =>
      there.columns(["submission_id", "name"]).doUpdateSet(file).where("attachment.sha256", "is", null),
    )
    .returning("name")
    .executeTakeFirst();
  if (filled !== undefined) return "filled";
  const { sha256: held } = await query
    .selectFrom("attachment")
    .select("sha256")
    .where("submission_id", "=", submission)
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return held ?? sha256;
}

/** @returns whether this content had not been kept yet */
export async function insertConflict(
  query: Query,
  row: Insertable<Schema["conflicting_submission"]>,
): Promise<boolean> {
  const kept = await query
    .insertInto("conflicting_submission")
    .values(row)
    .onConflict((there) => there.columns(["submission_id", "sha256"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return kept !== undefined;
}

/** @returns whether this file had not been kept yet */
export async function insertConflictingFile(
  query: Query,
  row: Insertable<Schema["conflicting_attachment"]>,
): Promise<boolean> {
  const kept = await query
    .insertInto("conflicting_attachment")
    .values(row)
    .onConflict((there) => there.columns(["submission_id", "name", "sha256"]).doNothing())
    .returning("name")
    .executeTakeFirst();
  return kept !== undefined;
}

/** How many submissions a device has stored. */
export async function countOfDevice(query: Query, device: string): Promise<number> {
  const { count } = await query
    .selectFrom("submission")
    .select((one) => one.fn.countAll<number>().as("count"))
    .where("device_id", "=", device)
    .executeTakeFirstOrThrow();
  return count;
}

/** Bytes of all files that came with submissions; one that came twice counts twice. */
export async function attachedBytes(query: Query): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select ((select coalesce(sum(bytes), 0) from attachment)
      + (select coalesce(sum(bytes), 0) from conflicting_attachment))::bigint as bytes`.execute(query);
  return rows[0]?.bytes ?? 0;
}
