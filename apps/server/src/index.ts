export {
  type Configuration,
  ConfigurationError,
  readConfiguration,
  SETTINGS,
} from "./config/configuration.ts";
export { MigrationError } from "./database/migrate.ts";
export { OwnPostgresError } from "./database/own-postgres-error.ts";
export { type Clock, type StagedClock, stagedClock, systemClock } from "./outside/clock.ts";
export { type RunningServer, startServer } from "./start.ts";
