import { ProblemError } from "@veedor/domain";
import type { Context } from "../context.ts";
import { type Actor, requireInMission, requireOnServer } from "../people/actor.ts";
import { type AuditFilter, auditEvents } from "./audit-store.ts";

type Asked = Omit<AuditFilter, "mission">;

/** What people changed in a mission. Throws `not-signed-in`, `not-found`, `forbidden`. */
export function listMissionAudit(context: Context, actor: Actor, mission: string, asked: Asked) {
  requireInMission(actor, mission, "audit-read");
  return auditEvents(context.database.query, { ...asked, mission });
}

/** What people changed on the server outside of any mission. Throws `not-signed-in`, `forbidden`. */
export function listServerAudit(context: Context, actor: Actor, asked: Asked) {
  requireOnServer(actor, "server-audit-read");
  return auditEvents(context.database.query, { ...asked, mission: null });
}

/** Number of the event after which a page goes on. Throws `invalid-request`. */
export function eventNumber(after: string | undefined): number | null {
  if (after === undefined) return null;
  const number = Number(after);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new ProblemError("invalid-request", { path: "query/after" });
  return number;
}
