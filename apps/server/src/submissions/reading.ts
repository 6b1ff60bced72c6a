import { ProblemError } from "@veedor/domain";
import type { Selectable } from "kysely";
import type { Context } from "../context.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import {
  attachmentRows,
  conflictingFileRows,
  conflictRows,
  type SubmissionRow,
  type SubmissionSummary,
  submissionRow,
  submissionRows,
} from "./reading-store.ts";
import type { SubmissionTables } from "./tables.ts";

/** A submission with everything that came under its identifier. */
export type WholeSubmission = {
  readonly submission: SubmissionRow;
  readonly attachments: readonly Selectable<SubmissionTables["attachment"]>[];
  readonly conflicts: readonly Selectable<SubmissionTables["conflicting_submission"]>[];
  readonly conflictingFiles: readonly Selectable<SubmissionTables["conflicting_attachment"]>[];
};

/** A page of what phones have sent, the newest first. */
export async function listSubmissions(
  context: Context,
  actor: Actor,
  mission: string,
  asked: Parameters<typeof submissionRows>[2],
): Promise<{ readonly items: SubmissionSummary[]; readonly next: string | null }> {
  requireInMission(actor, mission, "submissions-read");
  const items = await submissionRows(context.database.query, mission, { ...asked, limit: asked.limit + 1 });
  const page = items.slice(0, asked.limit);
  return { items: page, next: items.length > asked.limit ? (page.at(-1)?.id ?? null) : null };
}

/** A submission as it came. @throws {ProblemError} `not-found` */
export async function readSubmission(
  context: Context,
  actor: Actor,
  mission: string,
  id: string,
): Promise<WholeSubmission> {
  requireInMission(actor, mission, "submissions-read");
  const { query } = context.database;
  const submission = await submissionRow(query, mission, id);
  if (submission === null) throw new ProblemError("not-found");
  const [attachments, conflicts, conflictingFiles] = await Promise.all([
    attachmentRows(query, id),
    conflictRows(query, id),
    conflictingFileRows(query, id),
  ]);
  return { submission, attachments, conflicts, conflictingFiles };
}

/** A file of a submission, by its hash; also one that was kept aside. @throws {ProblemError} `not-found` */
export async function fileOfSubmission(
  context: Context,
  actor: Actor,
  mission: string,
  asked: { readonly submission: string; readonly sha256: string },
): Promise<{ readonly sha256: Buffer; readonly bytes: number; readonly mediaType: string }> {
  const whole = await readSubmission(context, actor, mission, asked.submission);
  for (const { sha256, bytes, media_type: mediaType } of [...whole.attachments, ...whole.conflictingFiles]) {
    if (sha256?.toString("hex") === asked.sha256 && bytes !== null)
      return { sha256, bytes, mediaType: mediaType ?? "" };
  }
  throw new ProblemError("not-found");
}
