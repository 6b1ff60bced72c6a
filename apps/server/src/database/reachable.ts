import type pg from "pg";
import { StartError, systemCode } from "../start-error.ts";

/**
 * Asks the database for a sign of life before anything relies on it.
 *
 * @throws {StartError} `database-unreachable` where nothing answers, `database-refused` where it does not let us in;
 *   neither names the password
 */
export async function requireReachable(pool: pg.Pool, url: string): Promise<void> {
  try {
    await pool.query("select 1");
  } catch (error) {
    // SQLSTATEs have five letters or digits, the system's codes begin with E.
    const code = systemCode(error);
    const isRefusal = /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);
    const detail = isRefusal ? `${placeOf(url)} (${code})` : placeOf(url);
    throw new StartError(isRefusal ? "database-refused" : "database-unreachable", detail, error);
  }
}

/** Host, port and database of an address. */
function placeOf(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    const host = hostname || (searchParams.get("host") ?? "localhost");
    return `${host}:${port || "5432"}${pathname}`;
  } catch {
    return "DATABASE_URL";
  }
}
