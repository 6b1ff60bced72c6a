import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { StartError, systemCode } from "../../start-error.ts";
import { adoptKeyFile, dropKeyFile, hasSealedData, keyFileOf, lockKeyFiles } from "./key-adoption-store.ts";
import { KeyFile } from "./key-file.ts";

/**
 * Opens the key file that belongs to this database, or makes it at the first start. A database with sealed data is
 * never used without its own key: what was written then could not be read by the other processes, nor the old by
 * anyone.
 *
 * @throws {StartError} `key-file-missing`, `key-file-another`, `key-file-unusable`, `folder-not-writable`
 */
export function openKeys(query: Kysely<Schema>, path: string, now: Date): Promise<KeyFile> {
  return query.transaction().execute(async (tx) => {
    await lockKeyFiles(tx);
    const belonging = await keyFileOf(tx);
    const found = read(path);
    if (belonging !== null && found?.id === belonging) return found;
    if (belonging !== null) {
      if (await hasSealedData(tx))
        throw new StartError(found === null ? "key-file-missing" : "key-file-another", path);
      await dropKeyFile(tx);
    }
    const keys = found ?? make(path);
    const lookup = keys.lookups.firstKnownFrom(0);
    if (lookup === null) throw new StartError("key-file-unusable", path);
    await adoptKeyFile(tx, keys.id, lookup, now);
    return keys;
  });
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
