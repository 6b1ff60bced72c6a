import type { CheckCode, Figure } from "@veedor/domain";
import { ProblemError, readCode, type StationCode } from "@veedor/domain";
import type { Context } from "../context.ts";
import { change } from "../evidence/change.ts";
import { latestFrame } from "../frames/index.ts";
import { folded } from "../imports/index.ts";
import { existingContest } from "../missions/index.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { isMember } from "../people/index.ts";
import { acceptReports } from "./accept.ts";
import { dropLock, placeOfReport, stationInFrame, takeLock } from "./decision-store.ts";
import { lockedProblem, requireFigures } from "./decisions.ts";
import type { ListedReport, OtherReport, ReportVersion, WholeReport } from "./desk-store.ts";
import {
  decisionsOf,
  otherReports,
  reportCounts,
  reportPage,
  versionsOf,
  wholeReport,
} from "./desk-store.ts";
import type { ReportState } from "./tables.ts";

/** How long a report is held for whoever works on it; they may hold it again before that. */
export const LOCK_MINUTES = 5;

/** What somebody asks of a list of reports. */
export type ReportsAsked = {
  readonly contest: string | null;
  readonly state: ReportState;
  readonly reason: CheckCode | null;
  readonly area: number | null;
  readonly search: string;
};

/** A page of a mission's reports in order of arrival; `after` is the last one's place in that order. */
export async function listReports(
  context: Context,
  actor: Actor,
  mission: string,
  asked: ReportsAsked & { readonly after: number; readonly limit: number },
): Promise<ListedReport[]> {
  requireInMission(actor, mission, "tallies-read");
  const { query } = context.database;
  const frame = (await latestFrame(query, mission))?.id ?? null;
  const { after, limit, search, ...narrowing } = asked;
  return reportPage(query, { ...narrowing, mission, search: folded(search) }, { after, limit, frame });
}

/** How many reports there are by state, and how many wait for which reason. */
export function countReports(
  context: Context,
  actor: Actor,
  mission: string,
  contest: string | null,
): ReturnType<typeof reportCounts> {
  requireInMission(actor, mission, "tallies-read");
  return reportCounts(context.database.query, mission, contest);
}

/** A report with everything that the desk looks at before it decides. */
export type ReportOnDesk = WholeReport & {
  readonly versions: readonly ReportVersion[];
  readonly decisions: Awaited<ReturnType<typeof decisionsOf>>;
  readonly others: readonly OtherReport[];
};

/** One report. @throws {ProblemError} `not-found`, `forbidden` */
export async function readReport(
  context: Context,
  actor: Actor,
  mission: string,
  id: string,
): Promise<ReportOnDesk> {
  requireInMission(actor, mission, "tallies-read");
  const { query } = context.database;
  const frame = (await latestFrame(query, mission))?.id ?? null;
  const report = await wholeReport(query, id, frame);
  if (report === null || report.mission !== mission) throw new ProblemError("not-found");
  const [versions, decisions, others] = await Promise.all([
    versionsOf(query, id),
    decisionsOf(query, id),
    otherReports(query, report),
  ]);
  return { ...report, versions, decisions, others };
}

/** A report that an observer gives by telephone. */
export type TelephoneReport = {
  readonly contest: string;
  readonly station: string;
  readonly figures: readonly Figure[];
  readonly observer: string;
  readonly comment: string | null;
};

/**
 * Enters a report that an observer gave by telephone; it is checked like any other.
 *
 * @returns its identifier
 * @throws {ProblemError} `figures-malformed`, `station-unknown`, `unknown-person`, `not-found`, `forbidden`
 */
export async function enterReport(
  context: Context,
  actor: Actor,
  mission: string,
  given: TelephoneReport,
): Promise<string> {
  requireInMission(actor, mission, "tallies-review");
  if (actor.kind !== "person") throw new ProblemError("forbidden");
  const id = newIdentifier(context.clock.now());
  await change(context, actor, async (tx) => {
    const { query, now } = tx;
    const contest = await existingContest(query, mission, given.contest);
    const station = readCode<StationCode>(given.station) ?? "";
    if (!(await stationInFrame(query, mission, station)).known)
      throw new ProblemError("station-unknown", { station });
    requireFigures(contest, station, given.figures);
    if (!(await isMember(query, mission, given.observer))) throw new ProblemError("unknown-person");
    await acceptReports(query, now, [
      { ...given, id, mission, station, submission: null, device: null, enteredBy: actor.person },
    ]);
    await tx.audit("tally-entered", { mission, subject: id }, { station });
  });
  return id;
}

/**
 * Holds a report for whoever works on it; again holds it longer. It leaves no trace in the audit: nothing of the
 * mission's record changes.
 *
 * @throws {ProblemError} `report-locked`, `not-found`, `forbidden`
 */
export async function lockReport(
  context: Context,
  actor: Actor,
  mission: string,
  report: string,
): Promise<{ readonly person: string; readonly until: Date }> {
  const { person, contest, station } = await atDesk(context, actor, mission, report);
  return change(context, actor, async ({ query, now, tell }) => {
    const held = await takeLock(query, report, {
      person,
      now,
      until: new Date(now.getTime() + LOCK_MINUTES * 60_000),
    });
    if (held === null) throw new ProblemError("conflict");
    if (held.person !== person) throw await lockedProblem(query, mission, held.until);
    const until = held.until.toISOString();
    await tell(mission, "report-locked", "tallies-read", { report, contest, station, person, until });
    return held;
  });
}

/** Lets a report go. Whoever does not hold it changes nothing. @throws {ProblemError} `not-found`, `forbidden` */
export async function unlockReport(
  context: Context,
  actor: Actor,
  mission: string,
  report: string,
): Promise<void> {
  const { person, contest, station } = await atDesk(context, actor, mission, report);
  await change(context, actor, async ({ query, tell }) => {
    if (await dropLock(query, report, person))
      await tell(mission, "report-unlocked", "tallies-read", { report, contest, station });
  });
}

/** A report, for a person who may decide on it. */
async function atDesk(context: Context, actor: Actor, mission: string, report: string) {
  requireInMission(actor, mission, "tallies-review");
  if (actor.kind !== "person") throw new ProblemError("forbidden");
  const place = await placeOfReport(context.database.query, report);
  if (place === null || place.mission !== mission) throw new ProblemError("not-found");
  return { ...place, person: actor.person };
}
