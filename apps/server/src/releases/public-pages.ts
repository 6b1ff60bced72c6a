import { type Language, languageOf } from "@veedor/messages";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Routes } from "../http/app.ts";
import { readersLanguage } from "../http/problems.ts";
import { releasePage } from "./page/release-page.ts";
import { STYLE } from "./page/style.ts";
import { publishedRelease } from "./releases.ts";

/** The page needs its style sheet and nothing else: no script, no picture, no frame, no form. */
const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Released records as pages that can be read without a script, and printed on a sheet. */
export const publicPages: Routes = (app, context) => {
  app.get("/public/style.css", (_request, reply) =>
    reply
      .type("text/css; charset=utf-8")
      .header("cache-control", "public, max-age=3600")
      .header("content-security-policy", POLICY)
      .send(STYLE),
  );
  app.get<{ Params: { code: string; release: string } }>("/public/:code/:release", async (request, reply) => {
    const { code, release: id } = request.params;
    const release = await publishedRelease(context, code, id);
    return sendPage(request, reply, (language) => releasePage(release, language));
  });
};

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: (language: Language) => string,
): FastifyReply {
  const { lang } = request.query as { readonly lang?: unknown };
  const asked = typeof lang === "string" ? languageOf(lang) : null;
  return (
    reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", POLICY)
      .header("vary", "accept-language")
      // Short: a withdrawal must be seen soon.
      .header("cache-control", "public, max-age=30")
      .send(page(asked ?? readersLanguage(request)))
  );
}
