import type { Logger } from "pino";
import type { Configuration } from "./config/configuration.ts";
import type { Database } from "./database/database.ts";
import type { Metrics } from "./metrics/metrics.ts";
import type { Clock } from "./outside/clock.ts";
import type { KeyFile } from "./people/index.ts";

/**
 * What services need, made once at start and handed down; nothing else is global.
 *
 * @property keys what opens personal data and the mission's secrets; kept outside the database
 * @property log writes events that `logs/events.ts` declares: `log.info({ event, … })`
 * @property metrics this process's own counts and durations
 * @property publicUrl the address under which people and phones reach this server
 */
export type Context = {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly keys: KeyFile;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly publicUrl: () => string;
};
