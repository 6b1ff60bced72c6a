import type { Insertable, Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { FormTables } from "./tables.ts";

type Query = Kysely<Schema>;

export type FormRow = Selectable<FormTables["form"]>;
/** A form without its definition. */
export type FormSummary = Omit<FormRow, "xml">;

const SUMMARY = [
  "id",
  "mission_id",
  "form_id",
  "version",
  "name",
  "root",
  "md5",
  "contest_id",
  "tally",
  "created_at",
  "withdrawn_at",
] as const;

export async function insertForm(query: Query, row: Insertable<FormTables["form"]>): Promise<void> {
  await query.insertInto("form").values(row).execute();
}

export async function formRow(query: Query, id: string): Promise<FormRow | null> {
  return (await query.selectFrom("form").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** The form that an instance names. */
export async function formOfInstance(
  query: Query,
  mission: string,
  formId: string,
  version: string,
): Promise<FormRow | null> {
  const row = await query
    .selectFrom("form")
    .selectAll()
    .where("mission_id", "=", mission)
    .where("form_id", "=", formId)
    .where("version", "=", version)
    .executeTakeFirst();
  return row ?? null;
}

/** Forms that phones are handed: those of the mission that have not been withdrawn. */
export async function openForms(query: Query, mission: string): Promise<FormSummary[]> {
  return query
    .selectFrom("form")
    .select(SUMMARY)
    .where("mission_id", "=", mission)
    .where("withdrawn_at", "is", null)
    .orderBy("form_id")
    .orderBy("created_at")
    .execute();
}
