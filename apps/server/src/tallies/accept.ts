import type { Contest, Figure } from "@veedor/domain";
import { defineTally, readCode, type StationCode } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { leafOf } from "../evidence/change.ts";
import { freezeContest } from "../missions/index.ts";
import type { AcceptedRow, ChangedRow } from "./accept-store.ts";
import { insertAccepted, lockStations, reportsOfStations, updateKnown } from "./accept-store.ts";
import type { Judge, KnownReport } from "./judgement.ts";
import { makeJudge } from "./judgement.ts";
import { stationKey } from "./station-key.ts";
import type { ReportState } from "./tables.ts";

/**
 * A report on its way into the store; the caller has checked that its figures are those of the contest's lines.
 *
 * @property id a new identifier
 * @property figures in the order of the contest's lines; `null` is "not given"
 * @property observer the person who saw the sheet, where it is known
 * @property enteredBy the person at the desk who typed it in
 */
export type ArrivingReport = {
  readonly id: string;
  readonly mission: string;
  readonly contest: string;
  readonly station: string;
  readonly figures: readonly Figure[];
  readonly submission: string | null;
  readonly device: string | null;
  readonly observer: string | null;
  readonly enteredBy?: string | null;
  readonly comment: string | null;
};

/** What became of a report at once. */
export type AcceptedReport = { readonly id: string; readonly state: ReportState };

/**
 * Takes reports in, in the caller's transaction: the report, its first version, the checks that spoke, its
 * commitment, news for open screens. In two statements for stations that report for the first time, and four where
 * some have reported before. Whoever takes in several at once holds their stations in one order, so that two such
 * transactions never wait for each other in a circle; a transaction calls this once.
 *
 * @param reports in order of arrival
 * @throws {DomainError} for figures that are not those of the contest's lines; nothing is kept then
 */
export async function acceptReports(
  query: Kysely<Schema>,
  now: Date,
  reports: readonly ArrivingReport[],
): Promise<AcceptedReport[]> {
  if (reports.length === 0) return [];
  const contests = await judgedContests(query, now, reports);
  for (const { contest, station, figures } of reports) {
    const code = readCode<StationCode>(station);
    if (code === null) throw new Error("a report without a station");
    defineTally(known(contests, contest).contest, code, figures);
  }
  const stations = await lockStations(query, reports);
  const before = [...stations.values()].filter(({ hasReports }) => hasReports);
  const others =
    before.length === 0 ? new Map<string, KnownReport[]>() : await reportsOfStations(query, before);
  const accepted: AcceptedRow[] = [];
  const changed = new Map<string, ChangedRow>();
  for (const report of reports) {
    const key = stationKey(report.contest, report.station);
    const station = stations.get(key);
    if (station === undefined) throw new Error("a station was not held");
    const here = others.get(key) ?? [];
    const judged = known(contests, report.contest).judge(report, station, here);
    accepted.push(acceptedRow(report, now, judged));
    noteChanges(changed, report, judged);
    const after = here.map((one) => (judged.verifies.includes(one) ? { ...one, isVerified: true } : one));
    others.set(key, [...after, { ...report, state: judged.state, version: 1, isVerified: false }]);
  }
  await insertAccepted(query, now, accepted);
  // Within one batch a report may contradict one that came a moment before: it is there only now.
  if (changed.size > 0) await updateKnown(query, now, [...changed.values()]);
  return accepted.map(({ id, state }) => ({ id, state }));
}

type JudgedContest = { readonly contest: Contest; readonly judge: Judge };

/**
 * Contests whose lines can no longer change, so that a batch need not read them again. Not state of the mission: what
 * is not here is read.
 */
const FIXED = new Map<string, JudgedContest>();
const MOST_FIXED = 500;

async function judgedContests(
  query: Kysely<Schema>,
  now: Date,
  reports: readonly ArrivingReport[],
): Promise<Map<string, JudgedContest>> {
  const found = new Map<string, JudgedContest>();
  // In one order, like the stations: freezing holds a contest's row.
  for (const id of [...new Set(reports.map(({ contest }) => contest))].sort()) {
    const fixed = FIXED.get(id);
    if (fixed !== undefined) {
      found.set(id, fixed);
      continue;
    }
    const mission = reports.find(({ contest }) => contest === id)?.mission;
    const frozen = await freezeContest(query, now, id);
    if (frozen === null || frozen.mission !== mission)
      throw new Error("a report for no contest of the mission");
    const judged = { contest: frozen.contest, judge: makeJudge(frozen.contest) };
    found.set(id, judged);
    // What this very transaction has frozen may yet be rolled back.
    if (frozen.firstTallyAt !== null && frozen.firstTallyAt < now) {
      if (FIXED.size >= MOST_FIXED) FIXED.clear();
      FIXED.set(id, judged);
    }
  }
  return found;
}

function known(contests: ReadonlyMap<string, JudgedContest>, id: string): JudgedContest {
  const contest = contests.get(id);
  if (contest === undefined) throw new Error("a contest was not read");
  return contest;
}

function acceptedRow(report: ArrivingReport, now: Date, judged: ReturnType<Judge>): AcceptedRow {
  const { id, contest, station, figures, submission } = report;
  const fact = {
    kind: "tally-version",
    fields: { report: id, version: 1, contest, station, figures, submission, at: now.toISOString() },
  };
  return {
    ...report,
    state: judged.state,
    flags: judged.results,
    leaf: leafOf(fact),
  };
}

/** Notes what a report changes on those that were there before. */
function noteChanges(
  changed: Map<string, ChangedRow>,
  report: ArrivingReport,
  { verifies, contradicts }: ReturnType<Judge>,
): void {
  const { mission, contest, station } = report;
  const noted = (id: string, version: number): ChangedRow =>
    changed.get(id) ?? { id, mission, contest, station, version, isVerified: false, flags: [] };
  for (const { id, version } of verifies) changed.set(id, { ...noted(id, version), isVerified: true });
  for (const { report: other, results } of contradicts) {
    changed.set(other.id, { ...noted(other.id, other.version), flags: results });
  }
}
