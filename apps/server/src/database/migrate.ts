import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type pg from "pg";

const FOLDER = fileURLToPath(new URL("../../migrations/", import.meta.url));
/** Names the lock that keeps several starting processes from migrating at once; any fixed number would do. */
const LOCK = 8_642_001;

export type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

/** What keeps a database from being used. `detail` names the migration or the version. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
  readonly code: "database-too-old" | "database-newer" | "migration-changed" | "migration-failed";
  readonly detail: string;

  constructor(code: MigrationError["code"], detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.detail = detail;
  }
}

/** The migrations in their order: files `NNNN-name.sql`, each run once, whole or not at all, never changed after. */
export function migrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((file) => /^\d{4}-[a-z-]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(`${FOLDER}${file}`, "utf8");
      return { name: file.slice(0, -4), sql, sha256: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * Brings a database to this version. Forward only; several processes may start at once.
 *
 * @returns the names of the migrations that were run
 * @throws {MigrationError}
 */
export async function migrate(pool: pg.Pool, wanted: readonly Migration[] = migrations()): Promise<string[]> {
  const client = await pool.connect();
  try {
    await requireVersion(client);
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    try {
      return await migrateLocked(client, wanted);
    } finally {
      await client.query("select pg_advisory_unlock($1)", [LOCK]);
    }
  } finally {
    client.release();
  }
}

async function requireVersion(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  );
  const version = rows[0]?.version ?? "0";
  if (Number(version) < 150_000) throw new MigrationError("database-too-old", version);
}

async function migrateLocked(client: pg.PoolClient, wanted: readonly Migration[]): Promise<string[]> {
  await client.query(
    `create table if not exists veedor_migration (
       name text primary key, sha256 text not null, run_at timestamptz not null default now())`,
  );
  const { rows } = await client.query<{ name: string; sha256: string }>(
    "select name, sha256 from veedor_migration",
  );
  const done = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
  const known = new Map(wanted.map((one) => [one.name, one]));
  for (const [name, sha256] of done) {
    const own = known.get(name);
    if (own === undefined) throw new MigrationError("database-newer", name);
    if (own.sha256 !== sha256) throw new MigrationError("migration-changed", name);
  }
  const due = wanted.filter(({ name }) => !done.has(name));
  for (const migration of due) await runOne(client, migration);
  return due.map(({ name }) => name);
}

async function runOne(client: pg.PoolClient, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("insert into veedor_migration (name, sha256) values ($1, $2)", [name, sha256]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new MigrationError("migration-failed", name, error);
  }
}
