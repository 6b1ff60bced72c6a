import { createReadStream, existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Configuration } from "../config/configuration.ts";
import { openForMaintenance } from "../database/maintenance-database.ts";
import { systemCode } from "../start-error.ts";
import {
  type ArchiveWriter,
  type End,
  endName,
  type Manifest,
  manifestName,
  writeArchive,
} from "./archive.ts";
import { BackupError } from "./backup-error.ts";
import { sequencesOf, tablesOf } from "./tables.ts";

/** Bytes of one piece of a table; tar wants the size of a piece before its content. */
const PIECE = 8_000_000;

/** What a backup holds. */
export type BackedUp = { readonly tables: number; readonly rows: number; readonly attachments: number };

/**
 * Writes the database as it stands at one instant, and the attachments that it names, into one archive. A running
 * server goes on working meanwhile. The key file is not in it.
 *
 * @throws {BackupError} `backup-exists`, `backup-nothing-here`; {StartError}, {OwnPostgresError}
 */
export async function backUp(
  configuration: Configuration,
  path: string,
  systemUser: "own" | "nobody" = "own",
): Promise<BackedUp> {
  const { databaseUrl, dataFolder } = configuration;
  if (databaseUrl === null && !existsSync(join(dataFolder, "database", "cluster")))
    throw new BackupError("backup-nothing-here", dataFolder);
  const { database, close } = await openForMaintenance(configuration, systemUser);
  try {
    const client = await database.pool.connect();
    try {
      await client.query("begin transaction isolation level repeatable read, read only");
      const told: { end?: End } = {};
      await writeArchive(path, async (archive) => {
        told.end = await fill(archive, client, join(dataFolder, "attachments"));
      });
      await client.query("commit");
      const rows = Object.values(told.end?.rows ?? {});
      return {
        tables: rows.length,
        rows: rows.reduce((sum, count) => sum + count, 0),
        attachments: told.end?.attachments ?? 0,
      };
    } finally {
      client.release(true);
    }
  } finally {
    await close();
  }
}

async function fill(archive: ArchiveWriter, client: pg.PoolClient, attachments: string): Promise<End> {
  const { rows: migrations } = await client.query<Manifest["migrations"][number]>(
    "select name, sha256 from veedor_migration order by name",
  );
  const tables = await tablesOf(client);
  const head: Manifest = {
    format: "veedor-backup/1",
    madeAt: new Date().toISOString(),
    migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  };
  await addText(archive, manifestName, head);
  const rows: Record<string, number> = {};
  for (const { name, columns } of tables) rows[name] = await addTable(archive, client, name, columns);
  // After the rows: an attachment is on disk before the row that names it is committed.
  const files = await filesIn(attachments);
  for (const name of files) await addFile(archive, attachments, name);
  // After the rows too: a sequence knows no snapshot.
  const sequences = await sequencesOf(client);
  const last: End = { rows, sequences, attachments: files.length, sha256: archive.digest() };
  await addText(archive, endName, last);
  return last;
}

async function addText(archive: ArchiveWriter, name: string, content: Manifest | End): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(content)}\n`);
  await archive.add(name, bytes.length, single(bytes));
}

/** A table's rows as COPY writes them (text format), in pieces; returns how many rows. */
async function addTable(
  archive: ArchiveWriter,
  client: pg.PoolClient,
  name: string,
  columns: readonly string[],
): Promise<number> {
  const stream = client.query(copyTo(`copy ${name} (${columns.join(", ")}) to stdout`));
  let waiting: Buffer[] = [];
  let size = 0;
  let number = 0;
  const flush = async (): Promise<void> => {
    number += 1;
    const bytes = Buffer.concat(waiting);
    waiting = [];
    size = 0;
    await archive.add(pieceName(name, number), bytes.length, single(bytes));
  };
  for await (const piece of stream as AsyncIterable<Buffer>) {
    waiting.push(piece);
    size += piece.length;
    if (size >= PIECE) await flush();
  }
  if (size > 0) await flush();
  return stream.rowCount ?? 0;
}

/** `tables/personal.key_file/000001.copy`. */
export function pieceName(table: string, number: number): string {
  return `tables/${table.replaceAll('"', "")}/${String(number).padStart(6, "0")}.copy`;
}

async function addFile(archive: ArchiveWriter, folder: string, name: string): Promise<void> {
  const { size } = await stat(join(folder, name));
  await archive.add(`attachments/${name}`, size, createReadStream(join(folder, name)));
}

/** Where attachments are while they arrive; what is there belongs to no submission yet. */
const INCOMING = "incoming/";

/** Paths of the files below a folder, with forward slashes; none where there is no such folder. */
async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll("\\", "/"),
      )
      .filter((path) => !path.startsWith(INCOMING))
      .sort();
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  }
}

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
