import type { PoolClient } from "pg";
import { leafOf, NEWS_CHANNEL } from "../evidence/change.ts";
import { attachmentFact, type Entry, submissionFact } from "./given.ts";

const PARAMETERS = Array.from({ length: 22 }, (_, i) => `$${i + 1}`).join(", ");
/** One round trip for as many submissions as wait; the function stands in `migrations/0004-submissions.sql`. */
const STORE = `select store_submissions(${PARAMETERS}) as stored`;

/**
 * Stores entries that are new. No two of them may have the same instance.
 *
 * @returns identifiers of those that were stored
 */
export async function storeEntries(client: PoolClient, entries: readonly Entry[]): Promise<Set<string>> {
  const columns: unknown[][] = Array.from({ length: 20 }, () => []);
  const push = (first: number, values: readonly unknown[]): void => {
    for (const [i, value] of values.entries()) columns[first + i]?.push(value);
  };
  for (const entry of entries) {
    const { id, device, form, instanceId, sha256, xml } = entry;
    const at = entry.receivedAt.toISOString();
    const { body, salt_key, leaf } = leafOf(submissionFact(entry));
    push(0, [id, device.mission, form, instanceId, sha256, xml, device.device, at, body, salt_key, leaf]);
    for (const file of entry.files) {
      const fact = leafOf(attachmentFact(id, file, entry.receivedAt));
      const { name, bytes, mediaType } = file;
      push(11, [id, name, file.sha256, bytes, mediaType, at, fact.body, fact.salt_key, fact.leaf]);
    }
    for (const name of entry.awaited) push(11, [id, name, null, null, null, null, null, null, null]);
  }
  const newsAt = entries.at(-1)?.receivedAt.toISOString();
  const { rows } = await client.query<{ stored: string[] }>(STORE, [...columns, newsAt, NEWS_CHANNEL]);
  return new Set(rows[0]?.stored);
}
