import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { identifier, instant, missionPath, pageOf, paging } from "./words.ts";

const submission = z.object({
  id: identifier,
  form: identifier,
  instanceId: z.string(),
  device: identifier.nullable(),
  receivedAt: instant,
  /** How often other content came under the same identifier. */
  conflicts: z.int(),
});

const attachment = z.object({
  name: z.string(),
  /** Null while the file is awaited. */
  sha256: z.string().nullable(),
  bytes: z.int().nullable(),
  mediaType: z.string().nullable(),
  receivedAt: instant.nullable(),
});

export const listSubmissions = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/submissions",
  summary: "What phones have sent, the newest first",
  parameters: missionPath,
  query: paging.extend({
    after: identifier.optional(),
    form: identifier.optional(),
    /** Only those under whose identifier other content came too. */
    conflicts: z.enum(["true"]).optional(),
  }),
  answer: pageOf(submission),
});

/** Files are at `…/files/{sha256}` below it, as they came. */
export const readSubmission = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/submissions/{submission}",
  summary: "A submission as it came, its files, and what came under the same identifier with other content",
  parameters: missionPath.extend({ submission: identifier }),
  answer: submission.omit({ conflicts: true }).extend({
    xml: z.string(),
    attachments: z.array(attachment),
    conflicts: z.array(z.object({ xml: z.string(), device: identifier.nullable(), receivedAt: instant })),
    /** Files that came with such content, or under a name that already had another file. */
    conflictingAttachments: z.array(
      z.object({ name: z.string(), sha256: z.string(), bytes: z.int(), receivedAt: instant }),
    ),
  }),
});
