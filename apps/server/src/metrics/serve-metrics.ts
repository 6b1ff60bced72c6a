import { createHash, timingSafeEqual } from "node:crypto";
import { statfs } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import process from "node:process";
import { ProblemError } from "@veedor/domain";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { isLoopback } from "../config/transport.ts";
import type { Context } from "../context.ts";
import type { Metrics } from "./metrics.ts";

/** Counts every request, and tells the counts at `/metrics`: to this machine, or to whoever shows the token. */
export function serveMetrics(app: FastifyInstance, context: Context): void {
  const { metrics } = context;
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  app.addHook("onClose", () => void delay.disable());
  app.addHook("onRequest", async (_request, reply) => {
    metrics.add("veedor_http_requests_in_progress", {});
    // Comes once, also where the client hangs up and nothing is answered.
    reply.raw.once("close", () => metrics.add("veedor_http_requests_in_progress", {}, -1));
  });
  app.addHook("onResponse", async (request, reply) =>
    answered(metrics, request, reply.statusCode, reply.elapsedTime),
  );
  app.get("/metrics", async (request, reply) => {
    requireReader(request, context.configuration.metricsToken);
    for (const [quantile, at] of [
      ["0.5", 50],
      ["0.99", 99],
    ] as const)
      metrics.set("veedor_event_loop_delay_seconds", { quantile }, delay.percentile(at) / 1e9 || 0);
    delay.reset();
    await measureProcess(metrics, context);
    return reply.type("text/plain; version=0.0.4; charset=utf-8").send(metrics.text());
  });
}

function answered(metrics: Metrics, request: FastifyRequest, status: number, milliseconds: number): void {
  // Never the address itself: it can hold a token.
  const route = request.routeOptions.url ?? "none";
  metrics.add("veedor_http_requests_total", { method: request.method, route, status: String(status) });
  metrics.observe("veedor_http_request_seconds", { route }, milliseconds / 1000);
}

async function measureProcess(metrics: Metrics, { database, configuration }: Context): Promise<void> {
  const { totalCount, idleCount, waitingCount } = database.pool;
  metrics.set("veedor_database_connections", { state: "busy" }, totalCount - idleCount);
  metrics.set("veedor_database_connections", { state: "idle" }, idleCount);
  metrics.set("veedor_database_connections", { state: "waiting" }, waitingCount);
  const { bavail, bsize } = await statfs(configuration.dataFolder);
  metrics.set("veedor_data_free_bytes", {}, bavail * bsize);
  const { user, system } = process.cpuUsage();
  metrics.set("process_cpu_seconds_total", {}, (user + system) / 1e6);
  metrics.set("process_resident_memory_bytes", {}, process.memoryUsage.rss());
  metrics.set("process_start_time_seconds", {}, Math.round(Date.now() / 1000 - process.uptime()));
}

/**
 * A request from this machine that no proxy has passed on, or one with the token. Others are told that there is
 * nothing here.
 *
 * @throws {ProblemError} `not-found`
 */
function requireReader({ socket, headers }: FastifyRequest, token: string | null): void {
  const [scheme = "", given = ""] = (headers.authorization ?? "").split(" ");
  if (token !== null && scheme.toLowerCase() === "bearer" && same(given, token)) return;
  const isPassedOn = ["x-forwarded-for", "forwarded", "x-real-ip", "via"].some((name) => name in headers);
  if (isPassedOn || !isLoopback(socket.remoteAddress ?? "")) throw new ProblemError("not-found");
}

function same(given: string, token: string): boolean {
  const [one, other] = [given, token].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
