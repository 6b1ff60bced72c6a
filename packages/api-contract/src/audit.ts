import { AUDIT_ACTIONS, type AuditAction } from "@veedor/domain";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { identifier, instant, missionPath, pageOf, paging } from "./words.ts";

const action = z.enum(Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]]);

const auditEvent = z.object({
  id: z.int(),
  at: instant,
  person: identifier.nullable(),
  device: identifier.nullable(),
  action: z.string(),
  // What it says of the action, in the reader's language.
  text: z.string(),
  subject: identifier.nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

const filter = paging.extend({
  action: action.optional(),
  person: identifier.optional(),
  from: instant.optional(),
  until: instant.optional(),
});

export const listMissionAudit = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/audit",
  summary: "What people changed in the mission, newest first",
  parameters: missionPath,
  query: filter,
  answer: pageOf(auditEvent),
});

/** For administrators: what belongs to no mission. */
export const listServerAudit = endpoint({
  method: "GET",
  path: "/api/audit",
  summary: "What people changed on the server outside of any mission, newest first",
  query: filter,
  answer: pageOf(auditEvent),
});
