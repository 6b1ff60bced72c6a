export { type Configuration, readConfiguration } from "./config/configuration.ts";
export { ConfigurationError } from "./config/configuration-error.ts";
export { SETTINGS } from "./config/settings.ts";
export { MigrationError } from "./database/migrate.ts";
export { OwnPostgresError } from "./database/own-postgres-error.ts";
export { makeLog } from "./logs/log.ts";
export { type Clock, type StagedClock, stagedClock, systemClock } from "./outside/clock.ts";
export { type Outside, type RunningServer, startServer } from "./start.ts";
export { StartError } from "./start-error.ts";
