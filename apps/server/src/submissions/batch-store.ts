import type { PoolClient } from "pg";
import { leafOf, NEWS_CHANNEL } from "../evidence/change.ts";
import { attachmentFact, type Entry, submissionFact } from "./given.ts";

const PARAMETERS = Array.from({ length: 22 }, (_, i) => `$${i + 1}`).join(", ");
/** One round trip for as many submissions as wait; the function stands in `migrations/0004-submissions.sql`. */
const STORE = `select store_submissions(${PARAMETERS}) as stored`;

/** A database that has not answered for so long has gone without a word; what it did is found when phones send again. */
export const PATIENCE = { query_timeout: 30_000 };

/** Where the columns of files begin. */
const FILES = 11;

/**
 * Stores entries that are new. No two of them may have the same instance.
 *
 * @param isDirect whether the connection leads to PostgreSQL itself: some poolers lose prepared statements
 * @returns identifiers of those that were stored
 */
export async function storeEntries(
  client: PoolClient,
  entries: readonly Entry[],
  isDirect: boolean,
): Promise<Set<string>> {
  const columns: unknown[][] = Array.from({ length: 20 }, () => []);
  const push = (first: number, values: readonly unknown[]): void => {
    for (let i = 0; i < values.length; i++) columns[first + i]?.push(values[i]);
  };
  for (const entry of entries) {
    const { id, device, form, instanceId, sha256, xml } = entry;
    const at = entry.receivedAt.toISOString();
    const { body, salt_key, leaf } = leafOf(submissionFact(entry));
    push(0, [id, device.mission, form, instanceId, sha256, xml, device.device, at, body, salt_key, leaf]);
    for (const file of entry.files) {
      const fact = leafOf(attachmentFact(id, file, entry.receivedAt));
      const { name, bytes, mediaType } = file;
      push(FILES, [id, name, file.sha256, bytes, mediaType, at, fact.body, fact.salt_key, fact.leaf]);
    }
    for (const name of entry.awaited) push(FILES, [id, name, null, null, null, null, null, null, null]);
  }
  const hasFiles = columns[FILES]?.length !== 0;
  const values = [
    ...(hasFiles ? columns : columns.map((column, i) => (i < FILES ? column : null))),
    entries.at(-1)?.receivedAt.toISOString(),
    NEWS_CHANNEL,
  ];
  const { rows } = await client.query<{ stored: string[] }>({
    text: STORE,
    values,
    ...PATIENCE,
    ...(isDirect ? { name: "veedor-store-submissions" } : {}),
  });
  return new Set(rows[0]?.stored);
}
