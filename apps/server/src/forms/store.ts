import type { Insertable, Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { FormTables, TallyLayout } from "./tables.ts";

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
  "media",
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

/** A page of the mission's forms, the newest first, withdrawn ones too. */
export async function formRows(
  query: Query,
  mission: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<FormSummary[]> {
  let rows = query.selectFrom("form").select(SUMMARY).where("mission_id", "=", mission);
  if (page.after !== undefined) rows = rows.where("id", "<", page.after);
  return rows.orderBy("id", "desc").limit(page.limit).execute();
}

export async function withdrawFormRow(query: Query, id: string, at: Date): Promise<void> {
  await query
    .updateTable("form")
    .set({ withdrawn_at: at })
    .where("id", "=", id)
    .where("withdrawn_at", "is", null)
    .execute();
}

/** All versions of a contest's tally sheet, the newest first. */
export async function tallyForms(query: Query, contest: string): Promise<FormRow[]> {
  return query
    .selectFrom("form")
    .selectAll()
    .where("contest_id", "=", contest)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

export async function mediaOfForm(
  query: Query,
  form: string,
): Promise<{ readonly name: string; readonly md5: string }[]> {
  return query
    .selectFrom("form_media")
    .select(["name", "md5"])
    .where("form_id", "=", form)
    .orderBy("name")
    .execute();
}

export async function mediaContent(
  query: Query,
  form: string,
  name: string,
): Promise<Pick<Selectable<FormTables["form_media"]>, "content" | "media_type"> | null> {
  const row = await query
    .selectFrom("form_media")
    .select(["content", "media_type"])
    .where("form_id", "=", form)
    .where("name", "=", name)
    .executeTakeFirst();
  return row ?? null;
}

export async function putMedia(query: Query, row: Insertable<FormTables["form_media"]>): Promise<void> {
  const { content, media_type, md5 } = row;
  await query
    .insertInto("form_media")
    .values(row)
    .onConflict((there) => there.columns(["form_id", "name"]).doUpdateSet({ content, media_type, md5 }))
    .execute();
}

/** The alphabet in which the tally sheets' forms that phones have now take station codes. */
export async function alphabetOfMission(
  query: Query,
  mission: string,
): Promise<TallyLayout["alphabet"] | null> {
  const row = await query
    .selectFrom("form")
    .select("tally")
    .where("mission_id", "=", mission)
    .where("contest_id", "is not", null)
    .where("withdrawn_at", "is", null)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.tally?.alphabet ?? null;
}
