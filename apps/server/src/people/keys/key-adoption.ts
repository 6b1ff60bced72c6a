import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { StartError, systemCode } from "../../start-error.ts";
import { KeyFile } from "./key-file.ts";

/** Names the lock under which key files are made and changed; any fixed number would do. */
const LOCK = 8_642_002;

/**
 * Opens the key file that belongs to this database, or makes it at the first start. A database with sealed data is
 * never used without its own key: what was written then could not be read by the other processes, nor the old by
 * anyone.
 *
 * @throws {StartError} `key-file-missing`, `key-file-another`, `key-file-unusable`
 */
export function openKeys(query: Kysely<Schema>, path: string, now: Date): Promise<KeyFile> {
  return query.transaction().execute(async (tx) => {
    await lockKeyFiles(tx);
    const belonging = await tx.selectFrom("personal.key_file").select("id").executeTakeFirst();
    const found = read(path);
    if (belonging !== undefined && found?.id === belonging.id) return found;
    if (belonging !== undefined) {
      const sealed = await tx
        .selectFrom("personal.person_key")
        .select("person_id")
        .limit(1)
        .executeTakeFirst();
      if (sealed !== undefined)
        throw new StartError(found === null ? "key-file-missing" : "key-file-another", path);
      await tx.deleteFrom("personal.key_file").execute();
    }
    const keys = found ?? make(path);
    const lookup = keys.lookups.firstKnownFrom(0);
    if (lookup === null) throw new StartError("key-file-unusable", path);
    await tx
      .insertInto("personal.key_file")
      .values({ id: keys.id, lookup_number: lookup, adopted_at: now })
      .execute();
    return keys;
  });
}

/** Keeps other processes on this database from changing key files until the transaction ends. */
export async function lockKeyFiles(query: Kysely<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(query);
}

function read(path: string): KeyFile | null {
  try {
    return KeyFile.read(path);
  } catch (error) {
    // What could not be read may hold keys, so the error's own message is not repeated.
    throw new StartError("key-file-unusable", `${path} ${systemCode(error)}`.trim());
  }
}

function make(path: string): KeyFile {
  try {
    return KeyFile.make(path, randomUUID());
  } catch (error) {
    throw new StartError("folder-not-writable", `${path} (${systemCode(error)})`, error);
  }
}
