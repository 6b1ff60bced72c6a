import { createWriteStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Configuration } from "../config/configuration.ts";
import { openForMaintenance } from "../database/maintenance-database.ts";
import { migrate, migrations } from "../database/migrate.ts";
import {
  type ArchiveEntry,
  type End,
  type Manifest,
  manifest,
  manifestName,
  readArchive,
  textOf,
} from "./archive.ts";
import type { BackedUp } from "./back-up.ts";
import { BackupError } from "./backup-error.ts";
import { adopt, tablesOf, withoutConstraints } from "./tables.ts";

/**
 * Puts a backup into an empty database and data folder, all of it or nothing. A backup of an earlier version is put
 * into a database of that version; the next start brings it to this one.
 *
 * @throws {BackupError}, {StartError}, {OwnPostgresError}, {MigrationError}
 */
export async function restore(
  configuration: Configuration,
  path: string,
  systemUser: "own" | "nobody" = "own",
): Promise<BackedUp> {
  const { database, isServed, close } = await openForMaintenance(configuration, systemUser);
  try {
    if (isServed) throw new BackupError("restore-server-runs", configuration.dataFolder);
    const entries = readArchive(path);
    const head = await headOf(entries, path);
    await migrate(database.pool, neededMigrations(head));
    const client = await database.pool.connect();
    try {
      await client.query("begin");
      const told = await putBack(client, head, entries, configuration.dataFolder);
      await client.query("commit");
      await client.query("analyze");
      return told;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    } finally {
      client.release(true);
    }
  } finally {
    await close();
  }
}

type Entries = ReturnType<typeof readArchive>;

async function headOf(entries: Entries, path: string): Promise<Manifest> {
  const first = await entries.next();
  if (first.done === true || first.value.name !== manifestName)
    throw new BackupError("backup-not-readable", path);
  const read = manifest.safeParse(JSON.parse(await textOf(first.value.content)));
  if (!read.success) throw new BackupError("backup-other-version", path);
  return read.data;
}

/** The migrations that the backup's database had: the first of ours, or it is another program's. */
function neededMigrations({ migrations: had }: Manifest) {
  const ours = migrations();
  had.forEach(({ name, sha256 }, i) => {
    if (ours[i]?.name !== name || ours[i].sha256 !== sha256)
      throw new BackupError("backup-other-version", name);
  });
  return ours.slice(0, had.length);
}

async function putBack(
  client: pg.PoolClient,
  head: Manifest,
  entries: Entries,
  dataFolder: string,
): Promise<BackedUp> {
  const tables = await tablesOf(client);
  if (JSON.stringify(tables) !== JSON.stringify(head.tables))
    throw new BackupError("backup-other-version", head.tables.map(({ name }) => name).join(", "));
  for (const { name } of tables) {
    const { rows } = await client.query(`select 1 from ${name} limit 1`);
    if (rows.length > 0) throw new BackupError("restore-not-empty", name);
  }
  const constrainAgain = await withoutConstraints(client, tables);
  const { end, rows } = await putEntries(client, head, entries, dataFolder);
  for (const { name } of tables) {
    if ((rows.get(name) ?? 0) !== (end.rows[name] ?? 0)) throw new BackupError("backup-not-readable", name);
  }
  await constrainAgain();
  await adopt(client, end.sequences);
  const total = [...rows.values()].reduce((sum, count) => sum + count, 0);
  return { tables: tables.length, rows: total, attachments: end.attachments };
}

/** Everything between the first entry and the last: pieces of tables, one table after the other, then files. */
async function putEntries(
  client: pg.PoolClient,
  { tables }: Manifest,
  entries: Entries,
  dataFolder: string,
): Promise<{ readonly end: End; readonly rows: ReadonlyMap<string, number> }> {
  const rows = new Map<string, number>();
  let next = await entries.next();
  for (const { name, columns } of tables) {
    const folder = `tables/${name.replaceAll('"', "")}/`;
    const into = client.query(copyFrom(`copy ${name} (${columns.join(", ")}) from stdin`));
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      while (next.done !== true && next.value.name.startsWith(folder)) {
        yield* next.value.content;
        next = await entries.next();
      }
    };
    await pipeline(Readable.from(pieces()), into);
    rows.set(name, into.rowCount ?? 0);
  }
  while (next.done !== true) {
    await putFile(next.value, dataFolder);
    next = await entries.next();
  }
  return { end: next.value, rows };
}

/** Writes one attachment, and has it on disk when this returns. */
async function putFile({ name, content }: ArchiveEntry, dataFolder: string): Promise<void> {
  // The archive may come from elsewhere: nothing is written outside of the attachments' folder.
  if (!/^attachments\/[\w./-]+$/.test(name) || normalize(name) !== name || name.includes(".."))
    throw new BackupError("backup-not-readable", name);
  const path = join(dataFolder, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await pipeline(content, createWriteStream(path, { mode: 0o600, flush: true }));
  const folder = await open(dirname(path), "r");
  await folder.sync();
  await folder.close();
}
