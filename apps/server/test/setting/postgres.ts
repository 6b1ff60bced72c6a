import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/database/database.ts";
import { migrate } from "../../src/database/migrate.ts";
import { startOwnPostgres } from "../../src/database/own-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the tests' PostgreSQL; its database `veedor` is migrated and serves as a template. */
    postgres: string;
  }
}

/** One real PostgreSQL for all test files; each takes a database of its own from it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "veedor-pg-"));
  const postgres = await startOwnPostgres(folder, { systemUser: "nobody" });
  const database = openDatabase(postgres.url, 1);
  await migrate(database.pool);
  await database.close();
  project.provide("postgres", postgres.url);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
