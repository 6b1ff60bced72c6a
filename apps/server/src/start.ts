import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { API_ROUTES, BACKGROUND, DIALECTS } from "./capabilities.ts";
import type { Configuration } from "./config/configuration.ts";
import type { Context } from "./context.ts";
import { type Database, openDatabase } from "./database/database.ts";
import { migrate } from "./database/migrate.ts";
import { type OwnPostgres, startOwnPostgres } from "./database/own-postgres.ts";
import { requireReachable } from "./database/reachable.ts";
import { makeApp } from "./http/app.ts";
import { listen } from "./http/listen.ts";
import { makeLog } from "./logs/log.ts";
import { Metrics } from "./metrics/metrics.ts";
import { type Clock, systemClock } from "./outside/clock.ts";
import { actorOf, openKeys } from "./people/index.ts";
import { StartError, systemCode } from "./start-error.ts";

/**
 * A server at work.
 *
 * @property origin where it listens, such as `http://127.0.0.1:8642`
 * @property databaseUrl for a further process beside this one
 * @property close stops taking requests, finishes those in hand, then ends its database
 * @property hurry cuts the connections that `close` still waits for
 */
export type RunningServer = {
  readonly origin: string;
  readonly databaseUrl: string;
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

/** Milliseconds that requests in hand are given at a stop: less than a service manager waits before it kills. */
const GRACE = 8_000;

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
    const app = await makeApp(context, {
      actorOf: (headers, cookies) => actorOf(context, headers, cookies),
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
      close: () => close({ app, stops, database, postgres, log }),
      hurry: () => app.server.closeAllConnections(),
    };
  } catch (error) {
    await endDatabase(database, postgres);
    throw error;
  }
}

type Parts = {
  readonly app: FastifyInstance;
  readonly stops: readonly (() => Promise<void>)[];
  readonly database: Database;
  readonly postgres: OwnPostgres | null;
  readonly log: Logger;
};

/** What was answered is on disk already; what was not is either finished in time or never was. */
async function close({ app, stops, database, postgres, log }: Parts): Promise<void> {
  const cut = setTimeout(() => {
    app.server.getConnections((_error, connections) => log.warn({ event: "connections-cut", connections }));
    app.server.closeAllConnections();
  }, GRACE);
  await app.close();
  clearTimeout(cut);
  await Promise.allSettled(stops.map((stop) => stop()));
  await endDatabase(database, postgres);
  log.info({ event: "stopped" });
}

/** A connection that somebody forgot must not keep the database from ending. */
async function endDatabase(database: Database, postgres: OwnPostgres | null): Promise<void> {
  await Promise.race([database.close(), wait(2_000, undefined, { ref: false })]);
  await postgres?.stop();
}

function ownPostgres({ dataFolder }: Configuration, log: Logger, outside: Outside): Promise<OwnPostgres> {
  return startOwnPostgres(join(dataFolder, "database"), {
    systemUser: outside.systemUser ?? "own",
    onCrash: (state) =>
      state === "ended" ? log.error({ event: "database-ended" }) : log.warn({ event: "database-running" }),
  });
}

/** As root the database runs as another user, who must be able to pass through. */
function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.getuid?.() === 0) chmodSync(folder, 0o711);
  } catch (error) {
    throw new StartError("folder-not-writable", `${folder} (${systemCode(error)})`, error);
  }
}
