import { ProblemError } from "@veedor/domain";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { FormsOfSubmissions, TallyReader } from "../forms/index.ts";
import type { Routes } from "../http/app.ts";
import { stackOf } from "../http/problems.ts";
import { Attachments, countOfDevice } from "../submissions/index.ts";
import { answerMessage, phoneLanguage } from "./answers.ts";
import { type Phone, Phones } from "./device.ts";
import { answerForm, answerFormList, answerManifest, answerMedia } from "./form-list.ts";
import { linger } from "./linger.ts";
import { refusalOf } from "./refusals.ts";
import { answerHead, type SubmissionParts, takeSubmission } from "./submission.ts";

/**
 * What phones speak: OpenRosa, under `/openrosa/{token}` as Collect's settings carry it, or under `/openrosa` with
 * HTTP Basic (the device's identifier and its token).
 */
export const openrosaRoutes: Routes = (app, context) => {
  const attachments = new Attachments(context);
  const parts: SubmissionParts = {
    context,
    attachments,
    forms: new FormsOfSubmissions(context),
    tallies: new TallyReader(context),
  };
  const phones = new Phones(context);
  app.addHook("onClose", () => attachments.close());
  answerInOpenRosa(app, context, phones);
  for (const prefix of ["/openrosa/:token", "/openrosa"]) {
    const get = (
      path: string,
      answer: (context: Context, request: FastifyRequest, reply: FastifyReply, phone: Phone) => unknown,
    ): unknown =>
      app.get(`${prefix}/${path}`, async (request, reply) =>
        answer(context, request, reply, await phones.of(request)),
      );
    app.head(`${prefix}/submission`, async (request, reply) =>
      answerHead(request, reply, await phones.of(request)),
    );
    // Pages' security headers mean nothing to a phone, and a dozen of them cost as much as reading the report.
    app.post(`${prefix}/submission`, { helmet: false }, async (request, reply) => {
      const found = phones.ofPost(request);
      return takeSubmission(parts, request, reply, found instanceof Promise ? await found : found);
    });
    get("formList", answerFormList);
    get("forms/:form/form.xml", answerForm);
    get("forms/:form/manifest", answerManifest);
    get("forms/:form/media/:name", answerMedia);
    get("submission-count", async (_context, _request, reply, { device }) =>
      reply.send(await countOfDevice(context.database.query, device.device)),
    );
    app.all(`${prefix}/*`, () => {
      throw new ProblemError("not-found");
    });
  }
};

/** Errors and bodies as OpenRosa has them. Bodies are left to the handlers, which read them as they stream. */
function answerInOpenRosa(app: FastifyInstance, { log }: Context, phones: Phones): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  app.setErrorHandler((error, request, reply) => {
    const { status, text } = refusalOf(error);
    if (status === 500)
      log.error({ event: "unexpected-error", route: request.routeOptions.url, stack: stackOf(error) });
    if (status === 401) void reply.header("www-authenticate", 'Basic realm="Veedor", charset="UTF-8"');
    if (status === 503) void reply.header("retry-after", "30");
    linger(request.raw);
    return answerMessage(reply, status, text, phoneLanguage(request, phones.languageOf(request)));
  });
}
