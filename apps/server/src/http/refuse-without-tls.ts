import { ProblemError } from "@veedor/domain";
import type { FastifyInstance } from "fastify";
import type { Configuration } from "../config/configuration.ts";
import { isLoopback } from "../config/transport.ts";

/** What a monitor or a balancer asks beside people's requests, and what it is told holds nothing of a mission. */
const PROBES = ["/healthz", "/readyz", "/metrics"];

/**
 * Where a proxy speaks TLS for the server, nobody may go around it, and what reached the proxy without TLS is not
 * served either: tokens would have been read on the way.
 */
export function refuseWithoutTls(app: FastifyInstance, { tls, trustedProxy }: Configuration): void {
  if (tls !== null || trustedProxy.length === 0) return;
  app.addHook("onRequest", async (request) => {
    if (PROBES.includes(request.routeOptions.url ?? "")) return;
    // Fastify reads X-Forwarded-Proto only from the trusted addresses; from others it sees the bare connection.
    const isOwnMachine =
      request.headers["x-forwarded-for"] === undefined && isLoopback(request.socket.remoteAddress ?? "");
    if (request.protocol !== "https" && !isOwnMachine) throw new ProblemError("tls-needed");
  });
}
