import * as contract from "@veedor/api-contract";
import { messagesIn } from "@veedor/messages";
import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Routes } from "../http/app.ts";
import { readersLanguage } from "../http/problems.ts";
import { serve } from "../http/serve.ts";
import { eventNumber, listMissionAudit, listServerAudit } from "./audit.ts";

type Query = z.output<typeof contract.listServerAudit.query>;

/** Who changed what. */
export const auditRoutes: Routes = (app, context) => {
  serve(app, contract.listMissionAudit, async ({ actor, parameters, query, request }) => {
    const events = await listMissionAudit(context, actor, parameters.mission, asked(query));
    return answered(events, query.limit, request);
  });
  serve(app, contract.listServerAudit, async ({ actor, query, request }) =>
    answered(await listServerAudit(context, actor, asked(query)), query.limit, request),
  );
};

function asked({ action, person, from, until, after, limit }: Query) {
  return {
    action: action ?? null,
    person: person ?? null,
    from: from === undefined ? null : new Date(from),
    until: until === undefined ? null : new Date(until),
    before: eventNumber(after),
    limit,
  };
}

function answered(
  events: Awaited<ReturnType<typeof listServerAudit>>,
  limit: number,
  request: FastifyRequest,
): z.input<typeof contract.listServerAudit.answer> {
  const { textOf } = messagesIn(readersLanguage(request));
  const items = events.map((event) => ({
    id: event.id,
    at: event.at.toISOString(),
    person: event.person_id,
    device: event.device_id,
    action: event.action,
    text: textOf("audit", event.action) ?? event.action,
    subject: event.subject,
    details: event.details,
  }));
  const last = items.at(-1);
  return { items, next: last === undefined || items.length < limit ? null : String(last.id) };
}
