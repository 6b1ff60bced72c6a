import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { identifier, instant, missionPath, pageOf, paging } from "./words.ts";

/** Media type in which an authority's file is sent, whatever it is; its first bytes say what it is. */
export const FILE_MEDIA_TYPE = "application/octet-stream";

const fileName = z.string().trim().min(1).max(255);
const parameters = z.record(z.string(), z.union([z.string(), z.number()]));
/** What is wrong, by code and as a sentence in the reader's language. */
const told = z.object({ code: z.string(), message: z.string(), parameters });

/** How a file is written. */
const fileForm = z.object({
  container: z.string(),
  entry: z.string().nullable(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  heading: z.int(),
});

const importPurpose = z.enum(["frame", "official-results"]);

export const lookAtFile = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/imports/look",
  summary: "Look at an authority's file (sent as it is): how it is written, and a guess of its mapping",
  parameters: missionPath,
  query: z.object({ purpose: importPurpose, fileName }),
  answer: z.object({
    /** why it cannot be read at all; then everything else is null */
    problem: told.nullable(),
    form: fileForm.nullable(),
    columns: z.array(
      z.object({ column: z.string(), use: z.string(), certainty: z.string(), reason: z.string() }),
    ),
    rows: z.array(z.array(z.string())),
    mapping: z.record(z.string(), z.unknown()).nullable(),
    missing: z.array(z.string()),
  }),
});

/** A mapping (`docs/method/importing.md`); the server reads it strictly and says at which path it is wrong. */
const mapping = z.record(z.string(), z.unknown());

const importJob = z.object({
  id: identifier,
  purpose: importPurpose,
  state: z.enum(["waiting", "receiving", "reading", "done", "refused", "failed", "interrupted"]),
  fileName,
  createdAt: instant,
  bytes: z.int().nullable(),
  bytesRead: z.int(),
  linesRead: z.int(),
  fileSha256: z.string().nullable(),
  problem: told.nullable(),
  report: z
    .object({
      lines: z.int(),
      kept: z.int(),
      refused: z.int(),
      leftOut: z.int(),
      filtered: z.int(),
      counts: z.record(z.string(), z.int()),
    })
    .nullable(),
  /** the frame or the official results that it became */
  result: identifier.nullable(),
});

export type ImportJobAnswer = z.output<typeof importJob>;

export const createImport = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/imports",
  summary: "Ask for an import; then send the file",
  parameters: missionPath,
  body: z.discriminatedUnion("purpose", [
    z.strictObject({ purpose: z.literal("frame"), fileName, mapping }),
    z.strictObject({
      purpose: z.literal("official-results"),
      fileName,
      mapping,
      contest: identifier,
      kind: z.enum(["preliminary", "final"]),
      publishedAt: instant,
    }),
  ]),
  status: 201,
  answer: importJob,
});

const importPath = missionPath.extend({ import: identifier });

export const sendImportFile = endpoint({
  method: "PUT",
  path: "/api/missions/{mission}/imports/{import}/file",
  summary: "Send the file of an import, as it is; reading and storing go on after the answer",
  parameters: importPath,
  status: 202,
  answer: importJob,
});

export const readImport = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/imports/{import}",
  summary: "How far an import is, and how it ended",
  parameters: importPath,
  answer: importJob,
});

export const listImports = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/imports",
  summary: "The mission's imports, the latest first",
  parameters: missionPath,
  query: paging,
  answer: pageOf(importJob),
});

export const listImportFindings = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/imports/{import}/findings",
  summary: "What is wrong or odd on which line; refusals first",
  parameters: importPath,
  query: paging.extend({ only: z.enum(["refusals", "warnings"]).optional() }),
  answer: pageOf(
    z.object({
      line: z.int(),
      station: z.string().nullable(),
      code: z.string(),
      refuses: z.boolean(),
      message: z.string(),
      parameters,
    }),
  ),
});
