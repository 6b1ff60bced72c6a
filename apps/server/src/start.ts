import { join } from "node:path";
import type { Logger } from "pino";
import { API_ROUTES, BACKGROUND, DIALECTS } from "./capabilities.ts";
import type { Configuration } from "./config/configuration.ts";
import { makeDataFolder } from "./config/data-folder.ts";
import type { Context } from "./context.ts";
import { openDatabase } from "./database/database.ts";
import { migrate } from "./database/migrate.ts";
import { type OwnPostgres, startOwnPostgres } from "./database/own-postgres.ts";
import { requireReachable } from "./database/reachable.ts";
import { makeApp } from "./http/app.ts";
import { listen } from "./http/listen.ts";
import { watchSilentConnections } from "./http/silent-connections.ts";
import { makeLog } from "./logs/log.ts";
import { Metrics } from "./metrics/metrics.ts";
import { type Clock, systemClock } from "./outside/clock.ts";
import { actorOf, makeSetupLink, openKeys, settleKeys } from "./people/index.ts";
import { endDatabase, stopServer } from "./stop.ts";

/**
 * A server at work.
 *
 * @property origin where it listens, such as `http://127.0.0.1:8642`
 * @property databaseUrl for a further process beside this one
 * @property setupLink creates the first administrator, good once; `null` where there is one. Never to be logged
 * @property close stops taking requests, finishes those in hand, then ends its database
 * @property hurry cuts the connections that `close` still waits for
 */
export type RunningServer = {
  readonly origin: string;
  readonly databaseUrl: string;
  readonly setupLink: string | null;
  readonly context: Context;
  readonly close: () => Promise<void>;
  readonly hurry: () => void;
};

/**
 * What a server is given of the outside.
 *
 * @property clock the machine's own, unless an evening is replayed
 * @property systemUser as whom an own PostgreSQL runs when this process is root
 * @property log where another than standard error
 */
export type Outside = {
  readonly clock?: Clock;
  readonly systemUser?: "own" | "nobody";
  readonly log?: Logger;
};

/**
 * Starts a server: its database (own, unless told of one), migrations, then HTTP.
 *
 * @throws {StartError}, {OwnPostgresError}, {MigrationError}
 */
export async function startServer(
  configuration: Configuration,
  outside: Outside = {},
): Promise<RunningServer> {
  const log = outside.log ?? makeLog(configuration.logLevel);
  makeDataFolder(configuration.dataFolder);
  const postgres = configuration.databaseUrl === null ? await ownPostgres(configuration, log, outside) : null;
  const databaseUrl = configuration.databaseUrl ?? postgres?.url ?? "";
  const database = openDatabase(databaseUrl);
  try {
    await requireReachable(database.pool, databaseUrl);
    const run = await migrate(database.pool);
    if (run.length > 0) log.info({ event: "migrated", migrations: run });
    let origin = "";
    const clock = outside.clock ?? systemClock;
    const context: Context = {
      configuration,
      database,
      keys: await openKeys(database.query, configuration.keyFile, new Date(clock.now())),
      clock,
      log,
      metrics: new Metrics(),
      publicUrl: () => configuration.publicUrl ?? origin,
    };
    await settleKeys(context);
    const { app, endSilent, stops, setupLink } = await takeRequests(context, (found) => (origin = found));
    log.info({ event: "listening", origin });
    return {
      origin,
      databaseUrl,
      setupLink,
      context,
      close: () => stopServer({ app, endSilent, stops, database, postgres, log }),
      hurry: () => app.server.closeAllConnections(),
    };
  } catch (error) {
    await endDatabase(database, postgres);
    throw error;
  }
}

/** Listens, and begins what runs beside requests; where one of them fails, nothing is left behind. */
async function takeRequests(context: Context, tellOrigin: (origin: string) => void) {
  const app = await makeApp(context, {
    actorOf: (headers, cookies) => actorOf(context, headers, cookies),
    api: API_ROUTES,
    dialects: DIALECTS,
  });
  try {
    const endSilent = watchSilentConnections(app);
    tellOrigin(await listen(app, context.configuration));
    const stops = await Promise.all(BACKGROUND.map((begin) => begin(context)));
    return { app, endSilent, stops, setupLink: await makeSetupLink(context) };
  } catch (error) {
    await app.close();
    throw error;
  }
}

function ownPostgres({ dataFolder }: Configuration, log: Logger, outside: Outside): Promise<OwnPostgres> {
  return startOwnPostgres(join(dataFolder, "database"), {
    systemUser: outside.systemUser ?? "own",
    onCrash: (state) =>
      state === "ended" ? log.error({ event: "database-ended" }) : log.warn({ event: "database-running" }),
  });
}
