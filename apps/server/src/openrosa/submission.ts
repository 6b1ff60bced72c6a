import { createHash } from "node:crypto";
import { ProblemError } from "@veedor/domain";
import { checkInstance, readInstance } from "@veedor/xforms";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import type { FormsOfSubmissions, TallyReader } from "../forms/index.ts";
import { type Attachments, type GivenFile, submit } from "../submissions/index.ts";
import { answerMessage, baseOf, phoneLanguage } from "./answers.ts";
import type { Phone } from "./device.ts";
import { boundaryOf } from "./multipart.ts";
import { LARGEST_BODY, LARGEST_BODY_TOLD, type Received, receive } from "./receive.ts";
import { RefusedError } from "./refused-error.ts";

/** What a post needs of the server. */
export type SubmissionParts = {
  readonly context: Context;
  readonly attachments: Attachments;
  readonly forms: FormsOfSubmissions;
  readonly tallies: TallyReader;
};

/** `HEAD submission`: where to post, and how much at once. */
export function answerHead(request: FastifyRequest, reply: FastifyReply, phone: Phone): FastifyReply {
  return submissionHeaders(request, reply, phone).status(204).send();
}

/**
 * `POST submission`: one instance, or a part of its files. Answers 201 once everything is on disk, also when it had
 * been before.
 */
export async function takeSubmission(
  parts: SubmissionParts,
  request: FastifyRequest,
  reply: FastifyReply,
  phone: Phone,
): Promise<FastifyReply> {
  const boundary = boundaryOf(request.headers["content-type"] ?? "");
  if (boundary === null) throw new ProblemError("wrong-content-type");
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) throw new RefusedError("body-too-large");
  const received = await receive(request.raw, boundary, parts.attachments);
  try {
    await keep(parts, phone, received);
  } finally {
    if (received.files.length > 0) await received.discard();
  }
  const language = phoneLanguage(request, phone.language);
  return answerMessage(submissionHeaders(request, reply, phone), 201, "phones.stored", language);
}

async function keep(
  { context, forms, tallies }: SubmissionParts,
  phone: Phone,
  received: Received,
): Promise<void> {
  const { xml } = received;
  const instance = readInstance(xml);
  const form = await forms.find(phone.device.mission, instance.formId, instance.version);
  if (form === null) throw new RefusedError("unknown-form");
  const mentioned = checkInstance(form.checks, instance);
  const { mission } = phone.device;
  const tally = form.tally === null ? null : await tallies.read(mission, form.tally, instance);
  const files: GivenFile[] = [];
  for (const { name, sha256, bytes, mediaType, place } of received.files) {
    await place();
    files.push({ name, sha256, bytes, mediaType });
  }
  const came = new Set(files.map(({ name }) => name));
  const outcome = await submit(context, phone.device, {
    form: form.id,
    instanceId: instance.instanceId,
    xml,
    sha256: createHash("sha256").update(xml).digest(),
    tally,
    files,
    awaited: [...new Set(mentioned)].filter((name) => !came.has(name)),
  });
  if (outcome === "conflict") throw new RefusedError("conflict");
}

function submissionHeaders(request: FastifyRequest, reply: FastifyReply, { prefix }: Phone): FastifyReply {
  return reply
    .header("x-openrosa-version", "1.0")
    .header("x-openrosa-accept-content-length", LARGEST_BODY_TOLD)
    .header("location", `${baseOf(request)}${prefix}/submission`);
}
