import { Kysely, PostgresDialect } from "kysely";
import type { PoolClient } from "pg";
import type { Schema } from "./schema.ts";

/** Typed queries on one connection, so inside the transaction that it has begun. */
export function queryOn(client: PoolClient): Kysely<Schema> {
  const borrowed = {
    query: client.query.bind(client),
    release: () => undefined,
  } as PoolClient;
  const pool = { connect: () => Promise.resolve(borrowed), end: () => Promise.resolve(), options: {} };
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
