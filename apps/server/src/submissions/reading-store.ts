import type { Kysely, Selectable } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { SubmissionTables } from "./tables.ts";

type Query = Kysely<Schema>;

export type SubmissionRow = Selectable<SubmissionTables["submission"]>;
export type SubmissionSummary = Omit<SubmissionRow, "xml" | "sha256"> & { readonly conflicts: number };

/** A page of a mission's submissions, the newest first. */
export async function submissionRows(
  query: Query,
  mission: string,
  asked: {
    readonly form?: string | undefined;
    readonly conflicts?: boolean | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<SubmissionSummary[]> {
  let rows = query
    .selectFrom("submission")
    .select(["id", "mission_id", "form_id", "instance_id", "device_id", "received_at"])
    .select(
      sql<number>`(select count(*) from conflicting_submission c where c.submission_id = submission.id)`.as(
        "conflicts",
      ),
    )
    .where("mission_id", "=", mission);
  if (asked.form !== undefined) rows = rows.where("form_id", "=", asked.form);
  if (asked.after !== undefined) rows = rows.where("id", "<", asked.after);
  if (asked.conflicts === true)
    rows = rows.where((one) =>
      one.or([
        one.exists(
          one
            .selectFrom("conflicting_submission")
            .select("conflicting_submission.id")
            .whereRef("conflicting_submission.submission_id", "=", "submission.id"),
        ),
        one.exists(
          one
            .selectFrom("conflicting_attachment")
            .select("conflicting_attachment.name")
            .whereRef("conflicting_attachment.submission_id", "=", "submission.id"),
        ),
      ]),
    );
  return rows.orderBy("id", "desc").limit(asked.limit).execute();
}

export async function submissionRow(
  query: Query,
  mission: string,
  id: string,
): Promise<SubmissionRow | null> {
  const row = await query
    .selectFrom("submission")
    .selectAll()
    .where("id", "=", id)
    .where("mission_id", "=", mission)
    .executeTakeFirst();
  return row ?? null;
}

export async function attachmentRows(
  query: Query,
  submission: string,
): Promise<Selectable<SubmissionTables["attachment"]>[]> {
  return query
    .selectFrom("attachment")
    .selectAll()
    .where("submission_id", "=", submission)
    .orderBy("name")
    .execute();
}

export async function conflictRows(
  query: Query,
  submission: string,
): Promise<Selectable<SubmissionTables["conflicting_submission"]>[]> {
  return query
    .selectFrom("conflicting_submission")
    .selectAll()
    .where("submission_id", "=", submission)
    .orderBy("received_at")
    .execute();
}

export async function conflictingFileRows(
  query: Query,
  submission: string,
): Promise<Selectable<SubmissionTables["conflicting_attachment"]>[]> {
  return query
    .selectFrom("conflicting_attachment")
    .selectAll()
    .where("submission_id", "=", submission)
    .orderBy("received_at")
    .execute();
}
