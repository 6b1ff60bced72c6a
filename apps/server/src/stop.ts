import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Database } from "./database/database.ts";
import type { OwnPostgres } from "./database/own-postgres.ts";

/** Milliseconds that requests in hand are given at a stop: less than a service manager waits before it kills. */
const GRACE = 8_000;

type Parts = {
  readonly app: FastifyInstance;
  readonly endSilent: () => void;
  readonly stops: readonly (() => Promise<void>)[];
  readonly database: Database;
  readonly postgres: OwnPostgres | null;
  readonly log: Logger;
};

/** Ends a server. What was answered is on disk already; what was not is either finished in time or never was. */
export async function stopServer({ app, endSilent, stops, database, postgres, log }: Parts): Promise<void> {
  const cut = setTimeout(() => {
    app.server.getConnections((_error, connections) => log.warn({ event: "connections-cut", connections }));
    app.server.closeAllConnections();
  }, GRACE);
  const closed = app.close();
  endSilent();
  await closed;
  clearTimeout(cut);
  await Promise.allSettled(stops.map((stop) => stop()));
  await endDatabase(database, postgres);
  log.info({ event: "stopped" });
}

/** Ends the connections, then the own PostgreSQL. A connection that somebody forgot must not keep the database from ending. */
export async function endDatabase(database: Database, postgres: OwnPostgres | null): Promise<void> {
  await Promise.race([database.close(), wait(2_000, undefined, { ref: false })]);
  await postgres?.stop();
}
