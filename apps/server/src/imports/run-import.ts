import { pipeline } from "node:stream/promises";
import type { ImportReport } from "@veedor/authority-files";
import { ProblemError } from "@veedor/domain";
import type pg from "pg";
import { from } from "pg-copy-streams";
import type { Context } from "../context.ts";
import { queryOn } from "../database/query-on.ts";
import { change } from "../evidence/change.ts";
import type { Actor } from "../people/actor.ts";
import type { Importer, Incoming, ReadingTask } from "./importer.ts";
import { FileRefused, Reading, ReadingFailed } from "./reading/reading.ts";
import type { Spooled } from "./spool.ts";
import { endJob, insertFindings, noteProgress } from "./store.ts";
import type { FileRefusal, LineCounts } from "./tables.ts";

/** Milliseconds between two signs of life. */
const PULSE = 1_000;

/** Lines were refused, so nothing is stored. */
class LinesRefused extends Error {}

/**
 * Reads a received file and stores it in one transaction, all or nothing; how it ended is told by the job, also when
 * nothing was stored.
 *
 * @param signal stops it
 */
export async function runImport(
  context: Context,
  actor: Actor,
  importer: Importer,
  job: { readonly id: string; readonly incoming: Incoming; readonly spooled: Spooled },
  signal: AbortSignal,
): Promise<void> {
  const { id, incoming, spooled } = job;
  const { query } = context.database;
  const progress = { bytes: spooled.bytes, bytesRead: 0, linesRead: 0 };
  const task = await importer.reading(query, incoming);
  const reading = new Reading(
    { ...task, file: { name: incoming.fileName, fd: spooled.fd } },
    (bytes, lines) => {
      progress.bytesRead = bytes;
      progress.linesRead = lines;
    },
  );
  const stop = (): void => void reading.close();
  signal.addEventListener("abort", stop);
  const pulse = setInterval(() => {
    // A sign that fails is followed by the next; without any the job counts as interrupted, as it should.
    noteProgress(query, id, progress).catch(() => undefined);
  }, PULSE);
  try {
    await store(context, actor, importer, { id, incoming, task, reading }, () => clearInterval(pulse));
    await keepFindings(context, id, reading.report());
  } catch (error) {
    clearInterval(pulse);
    await endWithout(context, id, signal.aborted ? INTERRUPTED : error, reading);
  } finally {
    signal.removeEventListener("abort", stop);
    await reading.close();
  }
}

/** @param whole is called before the last statement, which would wait for a sign of life and be waited for by it */
async function store(
  context: Context,
  actor: Actor,
  importer: Importer,
  job: Pick<Parameters<typeof runImport>[3], "id" | "incoming"> & {
    readonly task: ReadingTask;
    readonly reading: Reading;
  },
  whole: () => void,
): Promise<void> {
  const { id, incoming, task, reading } = job;
  const head = await reading.head();
  if (reading.hasEnded) throw new LinesRefused();
  await onOneConnection(context, (bound, client) =>
    change(bound, actor, async (tx) => {
      const statement = await importer.begin(tx, incoming, { head, task });
      const copy = client.query(from(statement));
      await pipeline(reading.rows(), copy);
      const report = reading.report();
      if (report.refused > 0) throw new LinesRefused();
      if (report.kept === 0)
        throw new FileRefused({ code: "nothing-kept", parameters: { file: incoming.fileName } });
      if (copy.rowCount !== report.kept)
        throw new Error(`${copy.rowCount} rows were stored of ${report.kept} that were kept`);
      await importer.finish(tx, incoming, { head, task, rows: report.kept });
      whole();
      await endJob(tx.query, id, { state: "done", report: countsOf(report), result: incoming.result });
    }),
  );
}

/** COPY needs the connection itself: the typed queries of the same transaction go over it as well. */
async function onOneConnection<T>(
  context: Context,
  work: (bound: Context, client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await context.database.pool.connect();
  let isSound = false;
  try {
    const bound = { ...context, database: { ...context.database, query: queryOn(client) } };
    const done = await work(bound, client);
    isSound = true;
    return done;
  } finally {
    // A connection on which a COPY broke is not used again.
    client.release(!isSound);
  }
}

export const INTERRUPTED: FileRefusal = { code: "interrupted", parameters: {} };

/** Ends a job of which nothing was stored. */
async function endWithout(context: Context, id: string, error: unknown, reading: Reading): Promise<void> {
  const { query } = context.database;
  if (error instanceof LinesRefused) {
    const report = reading.report();
    await keepFindings(context, id, report);
    await endJob(query, id, { state: "refused", report: countsOf(report) });
    return;
  }
  const problem = error === INTERRUPTED ? INTERRUPTED : refusalOf(context, error);
  await endJob(query, id, { state: "failed", problem });
}

function refusalOf({ log }: Context, error: unknown): FileRefusal {
  if (error instanceof FileRefused) return error.refusal;
  if (error instanceof ProblemError) return { code: error.code, parameters: error.parameters };
  const stack = error instanceof ReadingFailed ? error.message : stackOf(error);
  console.error(error);
  log.error({ event: "unexpected-error", route: "import", stack });
  return { code: "import-failed", parameters: {} };
}

/** Where it happened, without the error's message, which may hold a figure. */
const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? "").replace(error.message, "…") : typeof error;

const countsOf = ({ lines, kept, refused, leftOut, filtered, counts }: ImportReport): LineCounts => ({
  lines,
  kept,
  refused,
  leftOut,
  filtered,
  counts,
});

async function keepFindings({ database }: Context, id: string, report: ImportReport): Promise<void> {
  const findings = [
    ...report.errors.map((finding) => ({ ...finding, refuses: true })),
    ...report.warnings.map((finding) => ({ ...finding, refuses: false })),
  ];
  await database.query.transaction().execute((query) => insertFindings(query, id, findings));
}
