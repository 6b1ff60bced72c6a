import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { API_ROUTES, BACKGROUND, DIALECTS } from "./capabilities.ts";
import type { Configuration } from "./config/configuration.ts";
import type { Context } from "./context.ts";
import { openDatabase } from "./database/database.ts";
import { migrate } from "./database/migrate.ts";
import { startOwnPostgres } from "./database/own-postgres.ts";
import { makeApp } from "./http/app.ts";
import { type Clock, systemClock } from "./outside/clock.ts";
import { NOBODY } from "./people/actor.ts";

/**
 * A server at work.
 *
 * @property origin where it listens, such as `http://127.0.0.1:8642`
 * @property databaseUrl for a further process beside this one
 * @property close stops taking requests, finishes those in hand, then ends its database
 */
export type RunningServer = {
  readonly origin: string;
  readonly databaseUrl: string;
  readonly context: Context;
  readonly close: () => Promise<void>;
};

/**
 * Starts a server: its database (own, unless told of one), migrations, then HTTP.
 *
 * @param outside.clock the machine's own, unless an evening is replayed
 * @param outside.systemUser as whom an own PostgreSQL runs when this process is root
 * @throws {ConfigurationError}, {OwnPostgresError}, {MigrationError}
 */
export async function startServer(
  configuration: Configuration,
  outside: { readonly clock?: Clock; readonly systemUser?: "own" | "nobody" } = {},
): Promise<RunningServer> {
  const log = pino({ level: configuration.logLevel, base: null });
  makeDataFolder(configuration.dataFolder);
  const postgres =
    configuration.databaseUrl === null
      ? await startOwnPostgres(join(configuration.dataFolder, "database"), {
          systemUser: outside.systemUser ?? "own",
        })
      : null;
  const databaseUrl = configuration.databaseUrl ?? postgres?.url ?? "";
  const database = openDatabase(databaseUrl);
  try {
    const run = await migrate(database.pool);
    if (run.length > 0) log.info({ event: "migrated", migrations: run });
    let origin = "";
    const context: Context = {
      configuration,
      database,
      clock: outside.clock ?? systemClock,
      log,
      publicUrl: () => configuration.publicUrl ?? origin,
    };
    const app = await makeApp(context, {
      actorOf: () => Promise.resolve(NOBODY),
      api: API_ROUTES,
      dialects: DIALECTS,
    });
    origin = await listen(app, configuration);
    const stops = await Promise.all(BACKGROUND.map((begin) => begin(context)));
    log.info({ event: "listening", origin });
    return {
      origin,
      databaseUrl,
      context,
      close: async () => {
        await app.close();
        await Promise.all(stops.map((stop) => stop()));
        await database.close();
        await postgres?.stop();
        log.info({ event: "stopped" });
      },
    };
  } catch (error) {
    await database.close();
    await postgres?.stop();
    throw error;
  }
}

async function listen(app: FastifyInstance, { host, port, tls }: Configuration): Promise<string> {
  await app.listen({ host, port });
  const address = app.server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return `${tls === null ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${actual}`;
}

/** As root the database runs as another user, who must be able to pass through. */
function makeDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.getuid?.() === 0) chmodSync(folder, 0o711);
}
