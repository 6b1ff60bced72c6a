import { ProblemError } from "@veedor/domain";
import { messagesIn } from "@veedor/messages";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readersLanguage } from "../http/problems.ts";
import { builtFile, builtFolder } from "./built-files.ts";

/** Nothing inline, nothing from elsewhere, no text that becomes a program. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** Serves the built web app: hashed files for ever, and one page for every address under `/app/`. */
export function webAppRoutes(app: FastifyInstance): void {
  app.get("/", (_request, reply) => reply.redirect("/app/"));
  app.get("/app", (_request, reply) => reply.redirect("/app/"));
  // What stands after the # of a one-time link goes along, unseen by us.
  for (const page of ["/set-up", "/join", "/new-password"])
    app.get(page, (_request, reply) => reply.redirect("/app/link"));
  app.get<{ Params: { "*": string } }>("/app/assets/*", async (request, reply) => {
    const path = `assets/${request.params["*"]}`;
    const file = await builtFile(builtFolder(), path, acceptedEncodings(request));
    if (file === null) throw new ProblemError("not-found");
    void reply.header("cache-control", "public, max-age=31536000, immutable");
    return send(reply, file);
  });
  app.get("/app/*", async (request, reply) => {
    const page = await builtFile(builtFolder(), "index.html", acceptedEncodings(request));
    if (page === null) {
      const { text } = messagesIn(readersLanguage(request));
      return reply.status(503).type("text/plain; charset=utf-8").send(text("web.not-built"));
    }
    void reply.header("cache-control", "no-cache").header("content-security-policy", POLICY);
    return send(reply, page);
  });
}

function acceptedEncodings(request: FastifyRequest): string {
  const accepted = request.headers["accept-encoding"];
  return typeof accepted === "string" ? accepted : "";
}

function send(reply: FastifyReply, file: NonNullable<Awaited<ReturnType<typeof builtFile>>>): FastifyReply {
  void reply.type(file.type).header("vary", "accept-encoding");
  if (file.encoding !== null) void reply.header("content-encoding", file.encoding);
  return reply.send(file.content);
}
