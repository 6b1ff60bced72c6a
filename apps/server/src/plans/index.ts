import type { AnalysisPlan } from "@veedor/quick-count";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import { parsedPlan } from "./document.ts";
import { frozenRow, planRow } from "./store.ts";

/**
 * The analysis plan that holds for a contest.
 *
 * @property hash what was published
 */
export type FrozenPlan = {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly plan: AnalysisPlan;
  readonly frozenAt: Date;
};

/** The plan that holds for a contest: the latest that two people froze; `null` before. */
export function frozenPlan(
  { database }: Pick<Context, "database">,
  contest: string,
): Promise<FrozenPlan | null> {
  return frozenPlanIn(database.query, contest);
}

/** The same inside a transaction. */
export async function frozenPlanIn(query: Kysely<Schema>, contest: string): Promise<FrozenPlan | null> {
  const row = await frozenRow(query, contest);
  if (row === null || row.frozenAt === null) return null;
  const { id, version, hash, document, frozenAt } = row;
  return { id, version, hash, frozenAt, plan: parsedPlan(document) };
}

/** A version of a plan by its identifier, frozen or not. */
export async function planById(
  query: Kysely<Schema>,
  id: string,
): Promise<Pick<FrozenPlan, "hash" | "plan"> | null> {
  const row = await planRow(query, id);
  return row === null ? null : { hash: row.hash, plan: parsedPlan(row.document) };
}
