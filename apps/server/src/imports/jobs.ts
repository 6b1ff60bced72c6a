import type { Mapping } from "@veedor/authority-files";
import { FileProblem, parseMapping } from "@veedor/authority-files";
import type { MissionAction } from "@veedor/domain";
import { ProblemError } from "@veedor/domain";
import type { Context } from "../context.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import type { Importer, ImportRequest } from "./importer.ts";
import type { Look } from "./reading/messages.ts";
import { FileRefused, Reading } from "./reading/reading.ts";
import { INTERRUPTED, runImport } from "./run-import.ts";
import type { Spooled } from "./spool.ts";
import { spool } from "./spool.ts";
import type { ImportJob } from "./store.ts";
import {
  beginReading,
  claimJob,
  endJob,
  findingRows,
  insertJob,
  jobRow,
  jobRows,
  noteProgress,
} from "./store.ts";
import type { FileRefusal } from "./tables.ts";
import { asOneOfFew } from "./under-way.ts";

type Purpose = Importer["purpose"];
const ACTIONS: Readonly<Record<Purpose, MissionAction>> = {
  frame: "frame-import",
  "official-results": "official-results-import",
};

/**
 * Asks for an import: everything that can be refused before the file is sent is refused here.
 *
 * @param asked.mapping JSON text
 * @throws {ProblemError} `mapping-invalid`, `mapping-other-purpose`, and what the importer refuses
 */
export async function createImport(
  context: Context,
  actor: Actor,
  importer: Importer,
  asked: {
    readonly mission: string;
    readonly fileName: string;
    readonly mapping: string;
    readonly options: ImportRequest["options"];
  },
): Promise<ImportJob> {
  const { mission, options } = asked;
  requireInMission(actor, mission, importer.action);
  const mapping = parsedMapping(asked.mapping);
  const { query } = context.database;
  if (mapping.purpose !== (importer.purpose === "frame" ? "frame" : "results"))
    throw new ProblemError("mapping-other-purpose");
  await importer.prepare(query, { mission, mapping, options });
  const now = context.clock.now();
  const id = newIdentifier(now);
  await insertJob(query, {
    id,
    mission,
    purpose: importer.purpose,
    fileName: asked.fileName,
    mapping: asked.mapping,
    request: options,
    createdAt: new Date(now),
    createdBy: actor.kind === "person" ? actor.person : null,
  });
  return existingJob(context, mission, id);
}

/**
 * Takes the file of an import. Answers once it has been received; reading and storing go on, and the job tells how far.
 *
 * @returns the job, and a promise that ends with the import (it never rejects)
 * @throws {ProblemError} `conflict` when the job has had its file, `too-large`, `storage-full`, `upload-cut`,
 *   `too-many-imports`
 */
export async function receiveFile(
  context: Context,
  actor: Actor,
  importers: readonly Importer[],
  at: { readonly mission: string; readonly job: string },
  upload: AsyncIterable<Uint8Array>,
): Promise<{ readonly job: ImportJob; readonly ended: Promise<void> }> {
  const job = await jobFor(context, actor, at.mission, at.job);
  const importer = importers.find(({ purpose }) => purpose === job.purpose);
  if (importer === undefined) throw new ProblemError("not-found");
  const { query } = context.database;
  const received = Promise.withResolvers<void>();
  const ended = asOneOfFew(context, async (signal) => {
    let spooled: Spooled | null = null;
    try {
      spooled = await receive(context, job, upload);
      await beginReading(query, job.id, spooled);
      received.resolve();
      const incoming = { ...incomingOf(context, actor, job), fileSha256: spooled.sha256 };
      await runImport(context, actor, importer, { id: job.id, incoming, spooled }, signal);
    } catch (error) {
      received.reject(error);
    } finally {
      await spooled?.close();
    }
  });
  // Refused as one too many, before anything was claimed or received.
  ended.catch(received.reject);
  await received.promise;
  return { job: await existingJob(context, at.mission, at.job), ended };
}

async function receive(
  context: Context,
  job: ImportJob,
  upload: AsyncIterable<Uint8Array>,
): Promise<Spooled> {
  const { query } = context.database;
  if (!(await claimJob(query, job.id))) throw new ProblemError("conflict");
  let told = 0;
  try {
    return await spool(context, upload, (bytes) => {
      if (performance.now() - told < 1_000) return;
      told = performance.now();
      noteProgress(query, job.id, { bytes, bytesRead: 0, linesRead: 0 }).catch(() => undefined);
    });
  } catch (error) {
    const code = error instanceof ProblemError ? error.code : "import-failed";
    await endJob(query, job.id, { state: "failed", problem: { code, parameters: {} } });
    throw error;
  }
}

function incomingOf({ clock }: Context, actor: Actor, job: ImportJob) {
  return {
    mission: job.mission,
    mapping: parsedMapping(job.mapping),
    options: job.request,
    result: newIdentifier(clock.now()),
    fileName: job.fileName,
    mappingText: job.mapping,
    by: actor.kind === "person" ? actor.person : null,
  };
}

/** @throws {ProblemError} `mapping-invalid` with the place and what is wrong there */
function parsedMapping(text: string): Mapping {
  try {
    return parseMapping(text);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    const { path = "", fault = "", expected = "" } = error.parameters;
    throw new ProblemError("mapping-invalid", { path, fault, expected });
  }
}

/** Looks at a file and guesses how it is to be read; keeps nothing of it. */
export async function lookAtFile(
  context: Context,
  actor: Actor,
  asked: { readonly mission: string; readonly purpose: Purpose; readonly fileName: string },
  upload: AsyncIterable<Uint8Array>,
): Promise<Look | FileRefusal> {
  requireInMission(actor, asked.mission, ACTIONS[asked.purpose]);
  return asOneOfFew(context, async (signal) => {
    const spooled = await spool(context, upload);
    const purpose = asked.purpose === "frame" ? "frame" : "results";
    const file = { name: asked.fileName, fd: spooled.fd };
    const reading = new Reading({ task: "look", file, purpose }, () => undefined);
    signal.addEventListener("abort", () => void reading.close());
    try {
      return await reading.look();
    } catch (error) {
      if (error instanceof FileRefused) return error.refusal;
      throw error;
    } finally {
      await reading.close();
      await spooled.close();
    }
  });
}

/** The job, for whoever may import such files. @throws {ProblemError} `not-found`, `forbidden` */
export async function jobFor(
  context: Context,
  actor: Actor,
  mission: string,
  id: string,
): Promise<ImportJob> {
  requireInMission(actor, mission, "mission-read");
  const job = await existingJob(context, mission, id);
  requireInMission(actor, mission, ACTIONS[job.purpose]);
  return job;
}

async function existingJob({ database }: Context, mission: string, id: string): Promise<ImportJob> {
  const job = await jobRow(database.query, mission, id);
  if (job === null) throw new ProblemError("not-found");
  return job;
}

/** The mission's imports, the latest first. */
export async function listJobs(
  context: Context,
  actor: Actor,
  mission: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<ImportJob[]> {
  requireInMission(actor, mission, "frame-import");
  requireInMission(actor, mission, "official-results-import");
  return jobRows(context.database.query, mission, page);
}

export async function listFindings(
  context: Context,
  actor: Actor,
  at: { readonly mission: string; readonly job: string },
  page: Parameters<typeof findingRows>[2],
) {
  const job = await jobFor(context, actor, at.mission, at.job);
  return findingRows(context.database.query, job.id, page);
}

/** What a reader is told of a job's state: one whose process is gone is interrupted. */
export function shownState({ state, isSilent, problem }: ImportJob): ImportJob["state"] | "interrupted" {
  return isSilent || problem?.code === INTERRUPTED.code ? "interrupted" : state;
}
