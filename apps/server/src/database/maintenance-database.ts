import { join } from "node:path";
import type { Configuration } from "../config/configuration.ts";
import { makeDataFolder } from "../config/data-folder.ts";
import { type Database, openDatabase } from "./database.ts";
import { folderHolder } from "./folder-lock.ts";
import { ownPostgresUrl, startOwnPostgres } from "./own-postgres.ts";
import { requireReachable } from "./reachable.ts";

/** A database opened for maintenance; `isServed` says whether a server of the same folder runs beside. */
export type MaintenanceDatabase = {
  readonly database: Database;
  readonly isServed: boolean;
  readonly close: () => Promise<void>;
};

/**
 * Opens the database of a configuration beside its running server, or by itself where none runs.
 *
 * @throws {StartError}, {OwnPostgresError}
 */
export async function openForMaintenance(
  { databaseUrl, dataFolder }: Configuration,
  systemUser: "own" | "nobody" = "own",
): Promise<MaintenanceDatabase> {
  makeDataFolder(dataFolder);
  const folder = join(dataFolder, "database");
  const isServed = databaseUrl === null && folderHolder(folder) !== null;
  const own = databaseUrl === null && !isServed ? await startOwnPostgres(folder, { systemUser }) : null;
  const url = databaseUrl ?? own?.url ?? ownPostgresUrl(folder);
  const database = openDatabase(url, 2);
  const close = async (): Promise<void> => {
    await database.close();
    await own?.stop();
  };
  try {
    await requireReachable(database.pool, url);
    return { database, isServed, close };
  } catch (error) {
    await close();
    throw error;
  }
}
