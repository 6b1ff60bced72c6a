import { type Language, languageOf, messagesIn } from "@veedor/messages";
import { xmlText } from "@veedor/xforms";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { PhoneText } from "./refusals.ts";

/** What every answer carries (OpenRosa HTTP Request API 1.0). */
export const OPENROSA_VERSION = "1.0";
const XML_TYPE = "text/xml; charset=utf-8";

const messages = new Map<string, Buffer>();

/** Answers with an OpenRosa message, which Collect shows to the observer. */
export function answerMessage(
  reply: FastifyReply,
  status: number,
  text: PhoneText,
  language: Language,
): FastifyReply {
  const key = `${language} ${text} ${status < 400}`;
  let body = messages.get(key);
  if (body === undefined) {
    const nature = status < 400 ? "submit_success" : "submit_error";
    const said = xmlText(messagesIn(language).text(text));
    const document = `<?xml version="1.0" encoding="UTF-8"?>\n<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="${nature}">${said}</message></OpenRosaResponse>\n`;
    messages.set(key, (body = Buffer.from(document)));
  }
  return reply
    .status(status)
    .header("x-openrosa-version", OPENROSA_VERSION)
    .header("x-content-type-options", "nosniff")
    .type(XML_TYPE)
    .send(body);
}

/** Answers with an OpenRosa document: a list of forms, a manifest. */
export function answerXml(reply: FastifyReply, document: string): FastifyReply {
  return reply.header("x-openrosa-version", OPENROSA_VERSION).type(XML_TYPE).send(document);
}

/** The language that the request asks for, if it is one of ours; else the mission's. */
export function phoneLanguage(request: FastifyRequest, otherwise: Language): Language {
  const asked = request.headers["accept-language"];
  if (asked === undefined) return otherwise;
  for (const entry of asked.split(",")) {
    const language = languageOf(entry.split(";")[0]?.trim() ?? "");
    if (language !== null) return language;
  }
  return otherwise;
}

/**
 * The address under which the phone reached this server: what it is told to use must be on the same host, or Collect
 * refuses it.
 */
export function baseOf(request: FastifyRequest): string {
  const host = /^[A-Za-z0-9.\-:[\]]{1,255}$/.test(request.host) ? request.host : "localhost";
  return `${request.protocol}://${host}`;
}
