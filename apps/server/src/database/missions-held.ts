import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../config/configuration.ts";
import { openForMaintenance } from "./maintenance-database.ts";

/** How many missions a database holds, and whether a server works in its folder at this moment. */
export type MissionsHeld = {
  readonly real: number;
  readonly rehearsals: number;
  readonly isServed: boolean;
};

/**
 * Counts the missions of a database before anything is done to it; a database that no server has used holds none.
 *
 * @throws {StartError}, {OwnPostgresError}
 */
export async function missionsHeld(
  configuration: Configuration,
  systemUser: "own" | "nobody" = "own",
): Promise<MissionsHeld> {
  const { databaseUrl, dataFolder } = configuration;
  const none: MissionsHeld = { real: 0, rehearsals: 0, isServed: false };
  if (databaseUrl === null && !existsSync(join(dataFolder, "database", "cluster"))) return none;
  const { database, isServed, close } = await openForMaintenance(configuration, systemUser);
  try {
    const there = await database.pool.query("select 1 where to_regclass('public.mission') is not null");
    if (there.rows.length === 0) return { ...none, isServed };
    const { rows } = await database.pool.query<Omit<MissionsHeld, "isServed">>(
      `select count(*) filter (where kind = 'real') as real,
              count(*) filter (where kind = 'rehearsal') as rehearsals
         from mission`,
    );
    return { ...none, ...rows[0], isServed };
  } finally {
    await close();
  }
}
