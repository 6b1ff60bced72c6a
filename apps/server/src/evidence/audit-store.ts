import type { AuditAction } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/**
 * What is looked for.
 *
 * @property mission `null`: what belongs to no mission
 * @property before only events of smaller numbers: the next page
 */
export type AuditFilter = {
  readonly mission: string | null;
  readonly action: AuditAction | null;
  readonly person: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly before: number | null;
  readonly limit: number;
};

/** Audit events, newest first. */
export function auditEvents(query: Kysely<Schema>, filter: AuditFilter) {
  const { mission, action, person, from, until, before, limit } = filter;
  let select = query
    .selectFrom("audit_event")
    .select(["id", "at", "person_id", "device_id", "action", "subject", "details"])
    .where("mission_id", mission === null ? "is" : "=", mission);
  if (action !== null) select = select.where("action", "=", action);
  if (person !== null) select = select.where("person_id", "=", person);
  if (from !== null) select = select.where("at", ">=", from);
  if (until !== null) select = select.where("at", "<", until);
  if (before !== null) select = select.where("id", "<", before);
  return select.orderBy("id", "desc").limit(limit).execute();
}
