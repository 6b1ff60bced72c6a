import { xmlText } from "@veedor/xforms";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { fileForPhone, filesForPhone, formForPhone, formsForPhone } from "../forms/index.ts";
import { answerXml, baseOf, OPENROSA_VERSION } from "./answers.ts";
import type { Phone } from "./device.ts";

/**
 * `GET formList`: forms that the phone may fetch.
 *
 * Source: OpenRosa Form Discovery API, https://docs.getodk.org/openrosa-form-list/.
 */
export async function answerFormList(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  phone: Phone,
): Promise<FastifyReply> {
  const { formID } = request.query as { readonly formID?: unknown };
  const forms = await formsForPhone(context, phone.device);
  const base = `${baseOf(request)}${phone.prefix}/forms`;
  const entries = forms
    .filter(({ form_id }) => typeof formID !== "string" || form_id === formID)
    .map(({ id, form_id, version, name, md5, media }) =>
      [
        "<xform>",
        `<formID>${xmlText(form_id)}</formID><name>${xmlText(name)}</name><version>${xmlText(version)}</version>`,
        `<hash>md5:${md5}</hash><downloadUrl>${base}/${id}/form.xml</downloadUrl>`,
        media.length === 0 ? "" : `<manifestUrl>${base}/${id}/manifest</manifestUrl>`,
        "</xform>",
      ].join(""),
    );
  const list = `<xforms xmlns="http://openrosa.org/xforms/xformsList">${entries.join("\n")}</xforms>`;
  return answerXml(reply, `<?xml version="1.0" encoding="UTF-8"?>\n${list}\n`);
}

/** A form's definition, as it was made or uploaded. */
export async function answerForm(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  phone: Phone,
): Promise<FastifyReply> {
  const form = await formForPhone(context, phone.device, parametersOf(request).form);
  return reply.header("x-openrosa-version", OPENROSA_VERSION).type("text/xml; charset=utf-8").send(form.xml);
}

/**
 * A form's manifest: files that the phone fetches with it.
 *
 * Source: OpenRosa Form Manifest API, https://docs.getodk.org/openrosa-form-list/#manifest-document.
 */
export async function answerManifest(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  phone: Phone,
): Promise<FastifyReply> {
  const form = await formForPhone(context, phone.device, parametersOf(request).form);
  const files = await filesForPhone(context, phone.device, form);
  const base = `${baseOf(request)}${phone.prefix}/forms/${form.id}/media`;
  const entries = files.map(
    ({ name, md5 }) =>
      `<mediaFile><filename>${xmlText(name)}</filename><hash>md5:${md5}</hash><downloadUrl>${base}/${xmlText(encodeURIComponent(name))}</downloadUrl></mediaFile>`,
  );
  const manifest = `<manifest xmlns="http://openrosa.org/xforms/xformsManifest">${entries.join("\n")}</manifest>`;
  return answerXml(reply, `<?xml version="1.0" encoding="UTF-8"?>\n${manifest}\n`);
}

/** One of these files. */
export async function answerMedia(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  phone: Phone,
): Promise<FastifyReply> {
  const { form: id, name } = parametersOf(request);
  const form = await formForPhone(context, phone.device, id);
  const { content, mediaType } = await fileForPhone(context, phone.device, form, name);
  return reply.header("x-openrosa-version", OPENROSA_VERSION).type(mediaType).send(content);
}

function parametersOf(request: FastifyRequest): { readonly form: string; readonly name: string } {
  const { form = "", name = "" } = request.params as { readonly form?: string; readonly name?: string };
  return { form, name };
}
