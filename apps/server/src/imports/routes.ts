import type { Readable } from "node:stream";
import * as contract from "@veedor/api-contract";
import { ProblemError } from "@veedor/domain";
import { messagesIn } from "@veedor/messages";
import type { FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import type { Routes } from "../http/app.ts";
import { readersLanguage } from "../http/problems.ts";
import { serve } from "../http/serve.ts";
import type { Importer } from "./importer.ts";
import { createImport, jobFor, listFindings, listJobs, lookAtFile, receiveFile, shownState } from "./jobs.ts";
import type { Look } from "./reading/messages.ts";
import type { ImportJob } from "./store.ts";
import type { FileRefusal } from "./tables.ts";
import { stopImports } from "./under-way.ts";

/** Imports of authorities' files. @param importers what files are stored as, by the capabilities that hold them */
export const importRoutes =
  (importers: readonly Importer[]): Routes =>
  (app, context) => {
    serve(app, contract.createImport, async ({ actor, parameters, body, request }) => {
      const { purpose, fileName, mapping, ...options } = body;
      const importer = importers.find((one) => one.purpose === purpose);
      if (importer === undefined) throw new ProblemError("not-found");
      const asked = { mission: parameters.mission, fileName, mapping: JSON.stringify(mapping), options };
      return jobAnswer(await createImport(context, actor, importer, asked), request);
    });
    serve(app, contract.readImport, async ({ actor, parameters, request }) =>
      jobAnswer(await jobFor(context, actor, parameters.mission, parameters.import), request),
    );
    serve(app, contract.listImports, async ({ actor, parameters, query, request }) => {
      const { after = null, limit } = query;
      const jobs = await listJobs(context, actor, parameters.mission, { before: idOf(after), limit });
      const next = jobs.length < limit ? null : (jobs.at(-1)?.id ?? null);
      return { items: jobs.map((job) => jobAnswer(job, request)), next };
    });
    serve(app, contract.listImportFindings, async ({ actor, parameters, query, request }) => {
      const { after, limit, only } = query;
      const page = {
        after: Number(after ?? 0) || 0,
        limit,
        refuses: only === undefined ? null : only === "refusals",
      };
      const at = { mission: parameters.mission, job: parameters.import };
      const findings = await listFindings(context, actor, at, page);
      const { textOf } = messagesIn(readersLanguage(request));
      const items = findings.map(({ line, station, code, refuses, parameters: words }) => ({
        line,
        station,
        code,
        refuses,
        parameters: words,
        message: textOf("checks", code, words) ?? code,
      }));
      const last = findings.at(-1)?.number;
      return { items, next: last === undefined || findings.length < limit ? null : String(last) };
    });
    void app.register(async (files) => {
      // The file comes as it is and is not held in memory.
      files.addContentTypeParser(contract.FILE_MEDIA_TYPE, (_request, payload, done) => done(null, payload));
      serve(files, contract.lookAtFile, async ({ actor, parameters, query, request }) => {
        const asked = { mission: parameters.mission, ...query };
        return lookAnswer(await lookAtFile(context, actor, asked, uploadOf(request)), request);
      });
      serve(files, contract.sendImportFile, async ({ actor, parameters, request }) => {
        const at = { mission: parameters.mission, job: parameters.import };
        const { job } = await receiveFile(context, actor, importers, at, uploadOf(request));
        return jobAnswer(job, request);
      });
    });
  };

/** Stops reading with the server. */
export const importBackground = (context: Context): Promise<() => Promise<void>> =>
  Promise.resolve(() => stopImports(context));

function uploadOf({ headers, body }: FastifyRequest): Readable {
  if (headers["content-type"] !== contract.FILE_MEDIA_TYPE) throw new ProblemError("wrong-content-type");
  return body as Readable;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function idOf(after: string | null): string | null {
  if (after !== null && !UUID.test(after)) throw new ProblemError("invalid-request", { path: "query/after" });
  return after;
}

function tell({ code, parameters }: FileRefusal, request: FastifyRequest) {
  const { textOf } = messagesIn(readersLanguage(request));
  // What the upload was refused for has its words among the problems.
  return {
    code,
    parameters,
    message: textOf("import", code, parameters) ?? textOf("api", code, parameters) ?? code,
  };
}

function jobAnswer(job: ImportJob, request: FastifyRequest): contract.ImportJobAnswer {
  const { id, purpose, fileName, bytes, bytesRead, linesRead, fileSha256, problem, report, result } = job;
  return {
    id,
    purpose,
    fileName,
    bytes,
    bytesRead,
    linesRead,
    fileSha256,
    report,
    result,
    state: shownState(job),
    createdAt: job.createdAt.toISOString(),
    problem: problem === null ? null : tell(problem, request),
  };
}

function lookAnswer(look: Look | FileRefusal, request: FastifyRequest) {
  if ("code" in look)
    return { problem: tell(look, request), form: null, columns: [], rows: [], mapping: null, missing: [] };
  const { form, rows, suggestion } = look;
  return {
    problem: null,
    form,
    columns: suggestion.columns.map((column) => ({ ...column })),
    rows: rows.map((row) => [...row]),
    mapping: suggestion.mapping === null ? null : { ...suggestion.mapping },
    missing: [...suggestion.missing],
  };
}
