import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { PlanTables } from "./tables.ts";

type Query = Kysely<Schema>;

/**
 * A version of a contest's analysis plan.
 *
 * @property document as it was written
 * @property frozenAt when a second person confirmed it; `null` while it is a proposal
 * @property afterFirstTally whether a tally had arrived before it was frozen
 */
export type PlanVersion = {
  readonly id: string;
  readonly mission: string;
  readonly contest: string;
  readonly version: number;
  readonly document: string;
  readonly hash: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly confirmedBy: string | null;
  readonly frozenAt: Date | null;
  readonly afterFirstTally: boolean;
  readonly reason: string | null;
};

const versionOf = (row: Selectable<PlanTables["analysis_plan"]>): PlanVersion => ({
  id: row.id,
  mission: row.mission_id,
  contest: row.contest_id,
  version: row.version,
  document: row.document,
  hash: row.hash,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
  confirmedBy: row.confirmed_by,
  frozenAt: row.frozen_at,
  afterFirstTally: row.after_first_tally ?? false,
  reason: row.reason,
});

export async function insertPlan(
  query: Query,
  plan: Omit<PlanVersion, "confirmedBy" | "frozenAt" | "afterFirstTally">,
): Promise<void> {
  const { id, version, document, hash, reason } = plan;
  await query
    .insertInto("analysis_plan")
    .values({
      id,
      version,
      document,
      hash,
      reason,
      mission_id: plan.mission,
      contest_id: plan.contest,
      proposed_by: plan.proposedBy,
      proposed_at: plan.proposedAt,
    })
    .execute();
}

/** Freezes a proposal. Whoever calls it holds the contest, so nobody else decides about its plans meanwhile. */
export async function freezePlan(
  query: Query,
  id: string,
  by: { readonly person: string; readonly at: Date; readonly afterFirstTally: boolean },
): Promise<void> {
  await query
    .updateTable("analysis_plan")
    .set({ confirmed_by: by.person, frozen_at: by.at, after_first_tally: by.afterFirstTally })
    .where("id", "=", id)
    .where("frozen_at", "is", null)
    .execute();
}

export async function planRow(query: Query, id: string): Promise<PlanVersion | null> {
  const row = await query.selectFrom("analysis_plan").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : versionOf(row);
}

/** All versions of a contest's plan, the latest first. */
export async function planRows(query: Query, contest: string): Promise<PlanVersion[]> {
  const rows = await query
    .selectFrom("analysis_plan")
    .selectAll()
    .where("contest_id", "=", contest)
    .orderBy("version", "desc")
    .execute();
  return rows.map(versionOf);
}

/** The version that holds: the latest that was frozen. */
export async function frozenRow(query: Query, contest: string): Promise<PlanVersion | null> {
  const row = await query
    .selectFrom("analysis_plan")
    .selectAll()
    .where("contest_id", "=", contest)
    .where("frozen_at", "is not", null)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : versionOf(row);
}

/** Every version that was ever frozen in a mission, in the order in which it was. */
export async function frozenRows(query: Query, mission: string): Promise<PlanVersion[]> {
  const rows = await query
    .selectFrom("analysis_plan")
    .selectAll()
    .where("mission_id", "=", mission)
    .where("frozen_at", "is not", null)
    .orderBy("frozen_at")
    .orderBy("version")
    .execute();
  return rows.map(versionOf);
}
