import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import {
  type RunningServer,
  readConfiguration,
  type StagedClock,
  stagedClock,
  startServer,
} from "../../src/index.ts";
import { watchedLog } from "./watched-log.ts";

/** When tests begin, on their staged clock. */
export const EVENING = Date.parse("2026-10-04T22:00:00Z");

/** An empty, migrated database of its own in the tests' PostgreSQL. */
export async function freshDatabase(template = "veedor"): Promise<string> {
  const url = inject("postgres");
  const name = `t_${randomBytes(8).toString("hex")}`;
  const client = new pg.Client({ connectionString: url.replace("/veedor?", "/postgres?") });
  await client.connect();
  try {
    await client.query(`create database ${name} template ${template}`);
  } finally {
    await client.end();
  }
  return url.replace("/veedor?", `/${name}?`);
}

/**
 * A real server over HTTP on a free port, with a database of its own and a clock that the test moves. Its log is
 * watched: when it held a token, an address or a password, closing fails.
 */
export async function testServer(
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningServer & { readonly clock: StagedClock }> {
  const clock = stagedClock(EVENING);
  const configuration = readConfiguration(
    { VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error", DATABASE_URL: await freshDatabase(), ...settings },
    { dataFolder: mkdtempSync(join(tmpdir(), "veedor-server-")) },
  );
  const { log, secrets } = watchedLog();
  const server = await startServer(configuration, { clock, log });
  const close = async (): Promise<void> => {
    await server.close();
    if (secrets.length > 0) throw new Error(`the log held ${secrets.join("\n")}`);
  };
  return { ...server, close, clock };
}
