import type { AuditAction, Figure } from "@veedor/domain";
import { DomainError, defineTally, ProblemError, reportsAgree, type StationCode } from "@veedor/domain";
import type { Context } from "../context.ts";
import { type Change, change } from "../evidence/change.ts";
import type { MissionContest } from "../missions/index.ts";
import { existingContest, missionById } from "../missions/index.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import type { DecidedReport, NewStanding } from "./decision-store.ts";
import {
  holdStation,
  insertVersion,
  placeOfReport,
  replaceFlags,
  reportsOfStation,
  stationInFrame,
  writeStanding,
} from "./decision-store.ts";
import { makeJudge } from "./judgement.ts";
import type { DecisionKind } from "./tables.ts";

/** Which report a decision is on, and the revision that the person saw. */
export type DecisionOn = { readonly mission: string; readonly report: string; readonly revision: number };

/** Accepts a report as it stands: it counts, is verified, and what says something else is set aside with it. */
export function acceptReport(context: Context, actor: Actor, on: DecisionOn): Promise<void> {
  return decide(context, actor, on, async (held) => {
    const { version, figures } = held.report;
    await stand(held, "accepted", { state: "counted", version, ...verified(held) }, null);
    await settleOthers(held, figures);
  });
}

/** Corrects a report by a new version with a reason: it counts and is verified, whatever checks say of it. */
export function correctReport(
  context: Context,
  actor: Actor,
  on: DecisionOn,
  { figures, reason }: { readonly figures: readonly Figure[]; readonly reason: string },
): Promise<void> {
  return decide(context, actor, on, async (held) => {
    const { tx, report, contest, person } = held;
    requireFigures(contest, report.station, figures);
    const version = report.version + 1;
    const station = await stationInFrame(tx.query, report.mission, report.station);
    const { results } = makeJudge(contest.contest)({ ...report, figures }, station, []);
    await insertVersion(tx.query, { report: report.id, version, figures, at: tx.now, by: person, reason });
    await replaceFlags(tx.query, report.id, version, results);
    await tx.record(report.mission, report.id, {
      kind: "tally-version",
      fields: {
        report: report.id,
        version,
        contest: report.contest,
        station: report.station,
        figures,
        reason,
        at: tx.now.toISOString(),
      },
    });
    await stand(held, "corrected", { state: "counted", version, ...verified(held) }, reason);
    await settleOthers(held, figures);
  });
}

/** Sets a report aside with a reason; if it was the one that counted, another that was sound but for it counts. */
export function setReportAside(
  context: Context,
  actor: Actor,
  on: DecisionOn,
  reason: string,
): Promise<void> {
  return decide(context, actor, on, async (held) => {
    const { version } = held.report;
    await stand(held, "set-aside", { state: "set-aside", version, ...UNVERIFIED }, reason);
    await countInstead(held);
  });
}

/** Puts a report that was set aside back among those that wait. */
export function restoreReport(context: Context, actor: Actor, on: DecisionOn, reason: string): Promise<void> {
  return decide(context, actor, on, async (held) => {
    if (held.report.state !== "set-aside") throw new ProblemError("conflict");
    const { version } = held.report;
    await stand(held, "restored", { state: "waiting", version, ...UNVERIFIED }, reason);
  });
}

/** @throws {ProblemError} `figures-malformed` for figures that are not one for each line of the contest's sheet */
export function requireFigures(contest: MissionContest, station: string, figures: readonly Figure[]): void {
  try {
    defineTally(contest.contest, station as StationCode, figures);
  } catch (error) {
    if (error instanceof DomainError) throw new ProblemError("figures-malformed");
    throw error;
  }
}

/** A report whose station is held, with everything that a decision on it needs. */
type Held = {
  readonly tx: Change;
  readonly person: string;
  readonly contest: MissionContest;
  readonly report: DecidedReport;
  readonly others: readonly DecidedReport[];
};

const UNVERIFIED = { verifiedAt: null, verifiedBy: null } as const;
const verified = ({ tx, person }: Held) => ({ verifiedAt: tx.now, verifiedBy: person });

/**
 * Runs a decision on a report: permission, the station held, nobody else at work on it, nothing changed since the
 * person saw it.
 *
 * @throws {ProblemError} `not-found`, `forbidden`, `report-locked`, `conflict`
 */
async function decide(
  context: Context,
  actor: Actor,
  on: DecisionOn,
  work: (held: Held) => Promise<void>,
): Promise<void> {
  requireInMission(actor, on.mission, "tallies-review");
  if (actor.kind !== "person") throw new ProblemError("forbidden");
  const place = await placeOfReport(context.database.query, on.report);
  if (place === null || place.mission !== on.mission) throw new ProblemError("not-found");
  await change(context, actor, async (tx) => {
    await holdStation(tx.query, place.contest, place.station);
    const reports = await reportsOfStation(tx.query, place.contest, place.station);
    const report = reports.find(({ id }) => id === on.report);
    if (report === undefined) throw new ProblemError("not-found");
    await requireUnlocked(tx, report, actor.person);
    if (report.revision !== on.revision) throw new ProblemError("conflict");
    const contest = await existingContest(tx.query, on.mission, place.contest);
    const others = reports.filter(({ id }) => id !== report.id);
    await work({ tx, person: actor.person, contest, report, others });
  });
}

/** @throws {ProblemError} `report-locked`, saying until when in the mission's own time */
async function requireUnlocked(tx: Change, report: DecidedReport, person: string): Promise<void> {
  const { lockedBy, lockedUntil } = report;
  if (lockedBy === null || lockedBy === person || lockedUntil === null || lockedUntil <= tx.now) return;
  throw await lockedProblem(tx.query, report.mission, lockedUntil);
}

/** The problem that says until when somebody else holds a report. */
export async function lockedProblem(
  query: Change["query"] | Context["database"]["query"],
  mission: string,
  until: Date,
): Promise<ProblemError> {
  const timeZone = (await missionById(query, mission))?.timeZone ?? "UTC";
  const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone });
  return new ProblemError("report-locked", { until: clock.format(until) });
}

/** How each decision by a person is audited. */
const AUDITED = {
  accepted: "tally-accepted",
  corrected: "tally-corrected",
  "set-aside": "tally-set-aside",
  restored: "tally-restored",
} as const satisfies Partial<Record<DecisionKind, AuditAction>>;

/** Writes a person's decision: where the report stands, who decided and why, audit, commitment, news. */
async function stand(
  { tx, person, report }: Held,
  kind: keyof typeof AUDITED,
  standing: NewStanding,
  reason: string | null,
): Promise<void> {
  const { mission, id, station } = report;
  const { version } = standing;
  await writeStanding(tx.query, report, standing, { at: tx.now, by: person, kind, reason });
  await tx.audit(AUDITED[kind], { mission, subject: id }, { station, version });
  await tx.record(mission, id, {
    kind: "tally-decision",
    fields: { report: id, version, decision: kind, reason, at: tx.now.toISOString() },
  });
  await tellChanged(tx, report, standing.state);
}

const tellChanged = (
  tx: Change,
  { mission, contest, id, station }: DecidedReport,
  state: string,
): Promise<void> =>
  tx.tell(mission, "tally-changed", "tallies-read", { report: id, contest, station, state });

/** Once figures are accepted, the station's other reports say the same and count, or are set aside with them. */
async function settleOthers({ tx, contest, others }: Held, figures: readonly Figure[]): Promise<void> {
  for (const other of others) {
    if (other.state === "set-aside") continue;
    const agrees = reportsAgree(contest.contest, other.figures, figures);
    if (agrees && other.state === "counted") continue;
    const { version } = other;
    const standing: NewStanding = agrees
      ? { state: "counted", version, verifiedAt: tx.now, verifiedBy: null }
      : { state: "set-aside", version, ...UNVERIFIED };
    const kind = agrees ? "verified" : "superseded";
    await writeStanding(tx.query, other, standing, { at: tx.now, by: null, kind, reason: null });
    await tellChanged(tx, other, standing.state);
  }
}

/** When nothing of a station counts any more, the first report counts that waited only because it differed. */
async function countInstead({ tx, contest, report, others }: Held): Promise<void> {
  if (others.some(({ state }) => state === "counted")) return;
  const station = await stationInFrame(tx.query, report.mission, report.station);
  const judge = makeJudge(contest.contest);
  let counted: DecidedReport | null = null;
  for (const other of others) {
    const isForThis =
      other.flags.includes("differs-from-report") && !other.flags.includes("observer-not-assigned");
    if (other.state !== "waiting" || !isForThis) continue;
    const { results, state } = judge(other, station, counted === null ? [] : [counted]);
    if (state !== "counted") continue;
    counted ??= { ...other, state: "counted" };
    const { version } = other;
    await replaceFlags(tx.query, other.id, version, results);
    const standing: NewStanding = { state: "counted", version, ...UNVERIFIED };
    const decision = { at: tx.now, by: null, kind: "counted-instead", reason: null } as const;
    await writeStanding(tx.query, other, standing, decision);
    await tellChanged(tx, other, "counted");
  }
}
