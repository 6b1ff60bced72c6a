import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import { ProblemError } from "@veedor/domain";
import Fastify, { type FastifyInstance } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Context } from "../context.ts";
import { serveMetrics } from "../metrics/serve-metrics.ts";
import { type Actor, NOBODY } from "../people/actor.ts";
import { readCertificate } from "./certificate.ts";
import { serveProbes } from "./probes.ts";
import { answerProblem } from "./problems.ts";
import { refuseWithoutTls } from "./refuse-without-tls.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; found before any handler runs. */
    actor: Actor;
  }
}

/** A capability's routes. */
export type Routes = (app: FastifyInstance, context: Context) => void;

/**
 * The HTTP face of the server: security headers, who asks, limits, problem documents, OpenAPI; then the routes of
 * each capability.
 *
 * @param parts.actorOf finds who asks, from cookie or bearer token
 * @param parts.api routes of the JSON API
 * @param parts.dialects routes that answer in another form (OpenRosa, public pages)
 */
export async function makeApp(
  context: Context,
  parts: {
    readonly actorOf: (
      headers: Readonly<Record<string, string | string[] | undefined>>,
      cookies: Readonly<Record<string, string | undefined>>,
    ) => Promise<Actor>;
    readonly api: readonly Routes[];
    readonly dialects: readonly Routes[];
  },
): Promise<FastifyInstance> {
  const { tls, trustedProxy } = context.configuration;
  const app: FastifyInstance = Fastify({
    // Requests are not logged: addresses hold tokens, and who asked when is nobody's business.
    logger: false,
    trustProxy: trustedProxy.length === 0 ? false : [...trustedProxy],
    bodyLimit: 1_000_000,
    routerOptions: { maxParamLength: 300 },
    requestTimeout: 300_000,
    ...(tls === null
      ? {}
      : {
          https: { ...readCertificate(tls), minVersion: "TLSv1.2" },
        }),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, context.log));
  app.setNotFoundHandler((request, reply) =>
    answerProblem(new ProblemError("not-found"), request, reply, context.log),
  );
  app.decorateRequest("actor");
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        imgSrc: ["'self'", "data:", "blob:"],
      },
    },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: tls !== null || trustedProxy.length > 0,
    referrerPolicy: { policy: "no-referrer" },
  });
  // Figures and names must not lie in a cache between server and reader.
  app.addHook("onSend", async (_request, reply) => {
    if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store");
  });
  refuseWithoutTls(app, context.configuration);
  serveProbes(app, context);
  serveMetrics(app, context);
  await app.register(async (api) => {
    await api.register(rateLimit, {
      max: 1_200,
      timeWindow: "1 minute",
      // A connection that is gone already has no address any more.
      keyGenerator: ({ ip }) => (ip as string | undefined) ?? "",
    });
    await api.register(swagger, {
      openapi: {
        openapi: "3.1.0",
        info: { title: "Veedor", version: "0.1.0", description: "The API of an observation mission" },
      },
      transform: jsonSchemaTransform,
    });
    api.addHook("onRequest", async (request) => {
      request.actor = NOBODY;
      refuseCrossSite(request.method, request.headers);
      request.actor = await parts.actorOf(request.headers, request.cookies);
    });
    for (const routes of parts.api) routes(api, context);
    api.get("/api/openapi.json", { schema: { hide: true } }, () => api.swagger());
  });
  for (const routes of parts.dialects) await app.register(async (dialect) => routes(dialect, context));
  return app;
}

/** A change that a browser sends from another site's page is refused, whatever cookie it carries. */
function refuseCrossSite(
  method: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): void {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new ProblemError("cross-site");
}
