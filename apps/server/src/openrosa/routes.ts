import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { FormsOfSubmissions } from "../forms/index.ts";
import type { Routes } from "../http/app.ts";
import { Attachments, countOfDevice } from "../submissions/index.ts";
import { answerMessage, phoneLanguage } from "./answers.ts";
import { Phones } from "./device.ts";
import { linger } from "./linger.ts";
import { refusalOf } from "./refusals.ts";
import { answerHead, type SubmissionParts, takeSubmission } from "./submission.ts";

/**
 * What phones speak: OpenRosa, under `/openrosa/{token}` as Collect's settings carry it, or under `/openrosa` with
 * HTTP Basic (the device's identifier and its token).
 */
export const openrosaRoutes: Routes = (app, context) => {
  const attachments = new Attachments(context);
  const parts: SubmissionParts = { context, attachments, forms: new FormsOfSubmissions(context) };
  const phones = new Phones(context);
  app.addHook("onClose", () => attachments.close());
  answerInOpenRosa(app);
  for (const prefix of ["/openrosa/:token", "/openrosa"]) {
    app.head(`${prefix}/submission`, async (request, reply) =>
      answerHead(request, reply, await phones.of(request)),
    );
    app.post(`${prefix}/submission`, async (request, reply) => {
      const found = phones.ofPost(request);
      return takeSubmission(parts, request, reply, found instanceof Promise ? await found : found);
    });
    app.get(`${prefix}/submission-count`, async (request, reply) => {
      const { device } = await phones.of(request);
      return reply.send(await countOfDevice(context.database.query, device.device));
    });
  }
};

/** Errors and bodies as OpenRosa has them. Bodies are left to the handlers, which read them as they stream. */
function answerInOpenRosa(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  app.setErrorHandler((error, request, reply) => answerRefusal(error, request, reply));
}

function answerRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, text } = refusalOf(error);
  if (status === 401) void reply.header("www-authenticate", 'Basic realm="Veedor", charset="UTF-8"');
  if (status === 503) void reply.header("retry-after", "30");
  linger(request.raw);
  return answerMessage(reply, status, text, phoneLanguage(request, "es"));
}
