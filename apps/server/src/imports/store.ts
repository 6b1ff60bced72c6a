import type { LineFinding } from "@veedor/authority-files";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { FileRefusal, ImportState, LineCounts } from "./tables.ts";

type Query = Kysely<Schema>;

/** Seconds without a sign of life after which a job that was under way counts as interrupted. */
const SILENCE = 20;

/**
 * A job as it is stored.
 *
 * @property isSilent whether it was under way and its process has given no sign of life
 */
export type ImportJob = {
  readonly id: string;
  readonly mission: string;
  readonly purpose: "frame" | "official-results";
  readonly state: ImportState;
  readonly isSilent: boolean;
  readonly fileName: string;
  readonly mapping: string;
  readonly request: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  readonly bytes: number | null;
  readonly bytesRead: number;
  readonly linesRead: number;
  readonly fileSha256: string | null;
  readonly problem: FileRefusal | null;
  readonly report: LineCounts | null;
  readonly result: string | null;
};

export async function insertJob(
  query: Query,
  job: Pick<ImportJob, "id" | "mission" | "purpose" | "fileName" | "mapping" | "request" | "createdAt"> & {
    readonly createdBy: string | null;
  },
): Promise<void> {
  const { id, purpose, mapping } = job;
  await query
    .insertInto("import_job")
    .values({
      id,
      purpose,
      mapping,
      mission_id: job.mission,
      state: "waiting",
      file_name: job.fileName,
      request: JSON.stringify(job.request),
      created_at: job.createdAt,
      created_by: job.createdBy,
    })
    .execute();
}

const jobs = (query: Query, mission: string) =>
  query
    .selectFrom("import_job")
    .selectAll()
    .select(
      sql<boolean>`state in ('receiving', 'reading')
        and heartbeat_at < clock_timestamp() - make_interval(secs => ${SILENCE})`.as("is_silent"),
    )
    .where("mission_id", "=", mission);

export async function jobRow(query: Query, mission: string, id: string): Promise<ImportJob | null> {
  const row = await jobs(query, mission).where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

export async function jobRows(
  query: Query,
  mission: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<ImportJob[]> {
  let rows = jobs(query, mission).orderBy("id", "desc").limit(page.limit);
  if (page.before !== null) rows = rows.where("id", "<", page.before);
  return (await rows.execute()).map(jobOf);
}

type JobRow = Awaited<ReturnType<ReturnType<typeof jobs>["executeTakeFirstOrThrow"]>>;

const jobOf = (row: JobRow): ImportJob => ({
  id: row.id,
  mission: row.mission_id,
  purpose: row.purpose,
  state: row.state,
  isSilent: row.is_silent,
  fileName: row.file_name,
  mapping: row.mapping,
  request: row.request,
  createdAt: row.created_at,
  bytes: row.bytes,
  bytesRead: row.bytes_read,
  linesRead: row.lines_read,
  fileSha256: row.file_sha256,
  problem: row.problem,
  report: row.report,
  result: row.result,
});

/** Takes a job that waits for its file; of two who send one, one gets it. */
export async function claimJob(query: Query, id: string): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable("import_job")
    .set({ state: "receiving", heartbeat_at: sql`clock_timestamp()` })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A sign of life, with how far it is. By the database's clock: a process's life is no part of the mission's time. */
export async function noteProgress(
  query: Query,
  id: string,
  progress: { readonly bytes: number; readonly bytesRead: number; readonly linesRead: number },
): Promise<void> {
  await query
    .updateTable("import_job")
    .set({
      bytes: progress.bytes,
      bytes_read: progress.bytesRead,
      lines_read: progress.linesRead,
      heartbeat_at: sql`clock_timestamp()`,
    })
    .where("id", "=", id)
    .where("state", "in", ["receiving", "reading"])
    .execute();
}

export async function beginReading(
  query: Query,
  id: string,
  file: { readonly bytes: number; readonly sha256: string },
): Promise<void> {
  await query
    .updateTable("import_job")
    .set({
      state: "reading",
      bytes: file.bytes,
      file_sha256: file.sha256,
      heartbeat_at: sql`clock_timestamp()`,
    })
    .where("id", "=", id)
    .execute();
}

/** Ends a job. In the transaction that stores, where there is something to store. */
export async function endJob(
  query: Query,
  id: string,
  end: {
    readonly state: "done" | "refused" | "failed";
    readonly problem?: FileRefusal;
    readonly report?: LineCounts;
    readonly result?: string;
  },
): Promise<void> {
  const { state, problem = null, report = null, result = null } = end;
  await query
    .updateTable("import_job")
    .set({
      state,
      result,
      problem: problem === null ? null : JSON.stringify(problem),
      report: report === null ? null : JSON.stringify(report),
      // Read to its end, whatever the last sign of life said.
      ...(report === null ? {} : { bytes_read: sql`bytes`, lines_read: report.lines }),
    })
    .where("id", "=", id)
    .execute();
}

/** Rows that one statement inserts: a statement takes 65,535 values at most. */
const TOGETHER = 2_000;

export async function insertFindings(
  query: Query,
  job: string,
  findings: readonly (LineFinding & { readonly refuses: boolean })[],
): Promise<void> {
  for (let start = 0; start < findings.length; start += TOGETHER) {
    const values = findings
      .slice(start, start + TOGETHER)
      .map(({ line, station, code, refuses, parameters }, i) => ({
        job_id: job,
        number: start + i + 1,
        line,
        // A damaged cell may hold what PostgreSQL's texts cannot.
        station: station?.replaceAll("\0", "\ufffd") ?? null,
        code,
        refuses,
        parameters: JSON.stringify(parameters).replaceAll("\\u0000", "\\ufffd"),
      }));
    await query.insertInto("import_finding").values(values).execute();
  }
}

/** Findings in the order of refusal, then of lines. */
export async function findingRows(
  query: Query,
  job: string,
  page: { readonly after: number; readonly limit: number; readonly refuses: boolean | null },
) {
  let rows = query
    .selectFrom("import_finding")
    .selectAll()
    .where("job_id", "=", job)
    .where("number", ">", page.after)
    .orderBy("number")
    .limit(page.limit);
  if (page.refuses !== null) rows = rows.where("refuses", "=", page.refuses);
  return rows.execute();
}
