import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/** `/healthz`: the process lives. `/readyz`: it can reach its database. Neither says anything of the mission. */
export function serveProbes(app: FastifyInstance, context: Context): void {
  app.get("/healthz", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    try {
      await sql`select 1`.execute(context.database.query);
      return { status: "ready" };
    } catch {
      return reply.status(503).send({ status: "not-ready" });
    }
  });
}
