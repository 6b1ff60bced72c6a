import { createReadStream } from "node:fs";
import * as contract from "@veedor/api-contract";
import { ProblemError } from "@veedor/domain";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import { attachmentPath } from "./attachment-files.ts";
import { fileOfSubmission, listSubmissions, readSubmission } from "./reading.ts";

/** Kinds of files that a browser may show; anything else it is told to save, whatever the phone called it. */
const SHOWN = new Set(["image/jpeg", "image/png", "image/webp", "image/heic", "image/gif"]);

/** What phones have sent, for those who may see it. */
export const submissionRoutes: Routes = (app, context) => {
  serve(app, contract.listSubmissions, async ({ actor, parameters, query }) => {
    const asked = { ...query, conflicts: query.conflicts === "true" };
    const { items, next } = await listSubmissions(context, actor, parameters.mission, asked);
    return {
      next,
      items: items.map((one) => ({
        id: one.id,
        form: one.form_id,
        instanceId: one.instance_id,
        device: one.device_id,
        receivedAt: one.received_at.toISOString(),
        conflicts: one.conflicts,
      })),
    };
  });
  serve(app, contract.readSubmission, async ({ actor, parameters }) => {
    const whole = await readSubmission(context, actor, parameters.mission, parameters.submission);
    const { submission } = whole;
    return {
      id: submission.id,
      form: submission.form_id,
      instanceId: submission.instance_id,
      device: submission.device_id,
      receivedAt: submission.received_at.toISOString(),
      xml: submission.xml.toString("utf8"),
      attachments: whole.attachments.map((file) => ({
        name: file.name,
        sha256: file.sha256?.toString("hex") ?? null,
        bytes: file.bytes,
        mediaType: file.media_type,
        receivedAt: file.received_at?.toISOString() ?? null,
      })),
      conflicts: whole.conflicts.map((one) => ({
        xml: one.xml.toString("utf8"),
        device: one.device_id,
        receivedAt: one.received_at.toISOString(),
      })),
      conflictingAttachments: whole.conflictingFiles.map((file) => ({
        name: file.name,
        sha256: file.sha256.toString("hex"),
        bytes: file.bytes,
        receivedAt: file.received_at.toISOString(),
      })),
    };
  });
  app.get(
    "/api/missions/:mission/submissions/:submission/files/:sha256",
    { schema: { hide: true } },
    async (request, reply) => {
      const { mission, submission, sha256 } = request.params as Readonly<Record<string, string>>;
      const isSound = [mission, submission].every((id) => contract.identifier.safeParse(id).success);
      if (!isSound || mission === undefined || submission === undefined || sha256 === undefined)
        throw new ProblemError("not-found");
      const asked = { submission, sha256 };
      const file = await fileOfSubmission(context, request.actor, mission, asked);
      const isShown = SHOWN.has(file.mediaType);
      return reply
        .header("content-disposition", isShown ? "inline" : "attachment")
        .header("content-length", file.bytes)
        .header("content-security-policy", "sandbox; default-src 'none'")
        .type(isShown ? file.mediaType : "application/octet-stream")
        .send(createReadStream(attachmentPath(context.configuration.dataFolder, file.sha256)));
    },
  );
};
