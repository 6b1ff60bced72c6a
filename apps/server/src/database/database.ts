import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Schema } from "./schema.ts";

/** The database as services use it: typed queries, and the pool for COPY and LISTEN. */
export type Database = {
  readonly query: Kysely<Schema>;
  readonly pool: pg.Pool;
  /** Ends all connections, once what is under way has ended. */
  readonly close: () => Promise<void>;
};

/** Whole numbers come as numbers: identifiers and counts stay far below 2^53; larger ones are a bug. */
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint out of range: ${text}`);
  return value;
});

/** A day is a day and no instant: it stays text, `2026-10-04`. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Opens a pool of connections. */
export function openDatabase(url: string, connections = 12): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: "veedor",
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks while idle is replaced at the next query; without a listener it would end the process.
  pool.on("error", () => undefined);
  // So with one that breaks while it is lent out, between two queries; whoever has it learns of it at the next.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    pool,
    query: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    close: () => pool.end(),
  };
}
