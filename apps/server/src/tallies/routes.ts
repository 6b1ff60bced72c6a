import * as contract from "@veedor/api-contract";
import type { z } from "zod";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import type { Actor } from "../people/actor.ts";
import { listAwaited, listCalls, noteCall } from "./calls.ts";
import type { Call } from "./calls-store.ts";
import { acceptReport, correctReport, restoreReport, setReportAside } from "./decisions.ts";
import type { ReportOnDesk } from "./desk.ts";
import { countReports, enterReport, listReports, lockReport, readReport, unlockReport } from "./desk.ts";
import type { ListedReport } from "./desk-store.ts";

/** The desk: reports that wait, decisions on them, calls. */
export const tallyRoutes: Routes = (app, context) => {
  const whole = async (actor: Actor, mission: string, report: string) =>
    reportAnswer(await readReport(context, actor, mission, report), context.clock.now());
  serve(app, contract.listReports, async ({ actor, parameters, query }) => {
    const { after, limit, contest = null, reason = null, area = null, state, search } = query;
    const asked = { contest, state, reason, area, search, after: Number(after ?? 0), limit: limit + 1 };
    const found = await listReports(context, actor, parameters.mission, asked);
    const items = found.slice(0, limit);
    const next = found.length > limit ? String(items.at(-1)?.sequence) : null;
    return { items: items.map((item) => listedAnswer(item, context.clock.now())), next };
  });
  serve(app, contract.countReports, async ({ actor, parameters, query }) => {
    const { states, reasons } = await countReports(context, actor, parameters.mission, query.contest ?? null);
    const of = (state: string): number => states.find((one) => one.state === state)?.reports ?? 0;
    return {
      states: { counted: of("counted"), waiting: of("waiting"), "set-aside": of("set-aside") },
      reasons: [...reasons],
    };
  });
  serve(app, contract.readReport, ({ actor, parameters }) =>
    whole(actor, parameters.mission, parameters.report),
  );
  serve(app, contract.enterReport, async ({ actor, parameters: { mission }, body }) =>
    whole(actor, mission, await enterReport(context, actor, mission, body)),
  );
  serve(app, contract.acceptReport, async ({ actor, parameters, body }) => {
    await acceptReport(context, actor, { ...parameters, ...body });
    return whole(actor, parameters.mission, parameters.report);
  });
  serve(app, contract.correctReport, async ({ actor, parameters, body }) => {
    await correctReport(context, actor, { ...parameters, revision: body.revision }, body);
    return whole(actor, parameters.mission, parameters.report);
  });
  serve(app, contract.setReportAside, async ({ actor, parameters, body }) => {
    await setReportAside(context, actor, { ...parameters, revision: body.revision }, body.reason);
    return whole(actor, parameters.mission, parameters.report);
  });
  serve(app, contract.restoreReport, async ({ actor, parameters, body }) => {
    await restoreReport(context, actor, { ...parameters, revision: body.revision }, body.reason);
    return whole(actor, parameters.mission, parameters.report);
  });
  serve(app, contract.lockReport, async ({ actor, parameters: { mission, report } }) => {
    const { person, until } = await lockReport(context, actor, mission, report);
    return { person, until: until.toISOString() };
  });
  serve(app, contract.unlockReport, async ({ actor, parameters: { mission, report } }) => {
    await unlockReport(context, actor, mission, report);
    return { lock: null };
  });
  serve(app, contract.noteCall, async ({ actor, parameters, body }) =>
    callAnswer(await noteCall(context, actor, parameters.mission, body)),
  );
  serve(app, contract.listCalls, async ({ actor, parameters, query }) => {
    const { after = null, station = null, limit } = query;
    const found = await listCalls(context, actor, parameters.mission, { after, station, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items: items.map(callAnswer), next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
  serve(app, contract.listAwaited, async ({ actor, parameters, query }) => {
    const { after = "", stratum = null, limit } = query;
    const found = await listAwaited(context, actor, parameters, { after, stratum, limit: limit + 1 });
    const items = found.slice(0, limit);
    const next = found.length > limit ? (items.at(-1)?.station ?? null) : null;
    return {
      items: items.map((item) => ({ ...item, areas: [...item.areas], observers: [...item.observers] })),
      next,
    };
  });
};

type Listed = z.input<typeof contract.listReports.answer>["items"][number];

function listedAnswer(report: ListedReport, now: number): Listed {
  const { areas, flags, isTelephone, lockedBy, lockedUntil, arrivedAt, ...others } = report;
  return {
    ...others,
    areas: [...areas],
    flags: flags.map(({ code, parameters }) => ({ code, parameters: { ...parameters } })),
    channel: isTelephone ? "telephone" : "phone",
    arrivedAt: arrivedAt.toISOString(),
    lock: lockAnswer(lockedBy, lockedUntil, now),
  };
}

/** Who holds a report; a lock that has run out is none. */
function lockAnswer(person: string | null, until: Date | null, now: number): Listed["lock"] {
  if (person === null || until === null || until.getTime() <= now) return null;
  return { person, until: until.toISOString() };
}

function reportAnswer(report: ReportOnDesk, now: number): z.input<typeof contract.readReport.answer> {
  const { versions, decisions, others, verifiedAt, comment, ...listed } = report;
  const shown = listedAnswer({ ...listed, hasComment: comment !== null, others: 0, sequence: 0 }, now);
  return {
    ...listed,
    ...shown,
    comment,
    verifiedAt: verifiedAt?.toISOString() ?? null,
    versions: versions.map(({ madeAt, figures, flags, ...version }) => ({
      ...version,
      madeAt: madeAt.toISOString(),
      figures: [...figures],
      flags: flags.map(({ code, parameters }) => ({ code, parameters: { ...parameters } })),
    })),
    decisions: decisions.map((decision) => ({ ...decision, at: decision.at.toISOString() })),
    others: others.map(({ arrivedAt, figures, ...other }) => ({
      ...other,
      arrivedAt: arrivedAt.toISOString(),
      figures: [...figures],
    })),
  };
}

const callAnswer = ({ at, ...call }: Call): z.input<typeof contract.noteCall.answer> => ({
  ...call,
  at: at.toISOString(),
});
