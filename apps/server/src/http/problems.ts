import type { Problem } from "@veedor/api-contract";
import { PROBLEMS, type ProblemCode, ProblemError, type ProblemParameters } from "@veedor/domain";
import { type Language, languageOf, type Messages, messagesIn } from "@veedor/messages";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { Logger } from "pino";

/** Answers every error of the JSON API as a problem document in the reader's language; the edge that catches once. */
export function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): FastifyReply {
  const { code, parameters, errors } = problemOf(error);
  if (code === "internal") {
    // The stack says where; messages of unknown errors may hold values and stay out of the answer.
    log.error({ event: "unexpected-error", route: request.routeOptions.url, stack: stackOf(error) });
  }
  const document = problemDocument(code, parameters, readersLanguage(request), errors);
  return reply.status(document.status).type("application/problem+json").send(JSON.stringify(document));
}

/** The language that a request's reader asks for, Spanish where none of ours is asked for. */
export function readersLanguage(request: FastifyRequest): Language {
  const asked = request.headers["accept-language"] ?? "";
  for (const entry of asked.split(",")) {
    const language = languageOf(entry.split(";")[0]?.trim() ?? "");
    if (language !== null) return language;
  }
  return "es";
}

/** The problem document of a code. */
export function problemDocument(
  code: ProblemCode,
  parameters: ProblemParameters,
  language: Language,
  errors?: Problem["errors"],
): Problem {
  const { textOf } = messagesIn(language);
  return {
    type: `urn:veedor:problem:${code}`,
    title: textOf("api", `${code}-title`) ?? code,
    status: PROBLEMS[code],
    detail: detailOf(textOf, code, parameters),
    code,
    ...(errors === undefined ? {} : { errors }),
  };
}

/** The sentence of a code; a sentence that lacks a word is no reason to answer with another status. */
function detailOf(textOf: Messages["textOf"], code: ProblemCode, parameters: ProblemParameters): string {
  try {
    return textOf("api", code, parameters) ?? code;
  } catch {
    return code;
  }
}

type Found = {
  readonly code: ProblemCode;
  readonly parameters: ProblemParameters;
  readonly errors?: Problem["errors"];
};

/** Codes of refusals by others than our services. */
const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "wrong-content-type",
  FST_ERR_CTP_INVALID_JSON_BODY: "invalid-json",
  FST_ERR_CTP_EMPTY_JSON_BODY: "invalid-json",
  FST_ERR_CTP_BODY_TOO_LARGE: "too-large",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "invalid-request",
  // PostgreSQL on texts that it cannot hold or read: NUL, half a character, no identifier, no number that large. Only
  // a request can have brought them, and the transaction has left nothing behind.
  "22021": "invalid-request",
  "22P05": "invalid-request",
  "22P02": "invalid-request",
  "22003": "invalid-request",
};

function problemOf(error: unknown): Found {
  if (error instanceof ProblemError) return { code: error.code, parameters: error.parameters };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({
      path: `${error.validationContext ?? "body"}${issue.instancePath}`,
      message: issue.message ?? "",
    }));
    return { code: "invalid-request", parameters: { path: errors[0]?.path ?? "" }, errors };
  }
  const { code = "", statusCode = 500 } = error as Partial<FastifyError>;
  const known = FASTIFY_CODES[code];
  if (known !== undefined) return { code: known, parameters: { path: "" } };
  if (statusCode === 429) return { code: "too-many-requests", parameters: {} };
  if (statusCode >= 400 && statusCode < 500) return { code: "invalid-request", parameters: { path: "" } };
  return { code: "internal", parameters: {} };
}

/** Where an error was thrown, without its message, which may hold values. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.name).replace(error.message, "…") : typeof error;
}
