import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import type { Allocated } from "./design.ts";
import type { SampleStation } from "./stations-store.ts";
import { stationsInForce } from "./stations-store.ts";
import { latestDrawn, sampleRow } from "./store.ts";

export { stratumBy } from "./design.ts";
export { takeOverSample } from "./past-sample.ts";

// For other capabilities, which have asked for permission themselves.

/**
 * The sample of an election: under embargo, for `sample-read` only.
 *
 * @property frame identifier of the version from which it was drawn
 * @property strataColumns whose joined values name the strata; none for a simple random sample
 * @property mergedInto for a stratum too small, the one it was merged into ({@link stratumBy} takes both)
 * @property strata in their order, with N_h and n_h
 * @property stations those that count: drawn and not replaced, and the spares that stand for others
 */
export type DrawnSample = {
  readonly id: string;
  readonly election: string;
  readonly frame: string;
  readonly strataColumns: readonly string[];
  readonly mergedInto: Readonly<Record<string, string>>;
  readonly strata: readonly Allocated[];
  readonly stations: readonly SampleStation[];
};

/** The latest sample that was drawn for an election; `null` before. */
export async function drawnSample(
  context: Pick<Context, "database">,
  election: string,
): Promise<DrawnSample | null> {
  const { query } = context.database;
  const sample = await latestDrawn(query, election);
  if (sample === null) return null;
  const { id, frame, design, mergedInto, allocation } = sample;
  return {
    id,
    election,
    frame,
    strataColumns: design.strata,
    mergedInto,
    strata: allocation,
    stations: await stationsInForce(query, id),
  };
}

/** What was published of a draw before it was made: its frame, and the hash of the mission's secret. */
export async function sampleById(
  query: Kysely<Schema>,
  id: string,
): Promise<{ readonly frame: string; readonly secretSha256: string } | null> {
  const row = await sampleRow(query, id);
  return row === null ? null : { frame: row.frame, secretSha256: row.secretSha256 };
}
