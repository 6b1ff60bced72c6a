import { ProblemError, readCode, type StationCode } from "@veedor/domain";
import type { Context } from "../context.ts";
import { change } from "../evidence/change.ts";
import { existingContest } from "../missions/index.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { isMember } from "../people/index.ts";
import type { AwaitedStation, Call } from "./calls-store.ts";
import { awaitedPage, callPage, insertCall } from "./calls-store.ts";
import { stationInFrame } from "./decision-store.ts";

/**
 * Notes a call about a station.
 *
 * @throws {ProblemError} `station-unknown`, `unknown-person`, `not-found`, `forbidden`
 */
export async function noteCall(
  context: Context,
  actor: Actor,
  mission: string,
  given: Pick<Call, "contest" | "station" | "called" | "outcome">,
): Promise<Call> {
  requireInMission(actor, mission, "tallies-review");
  if (actor.kind !== "person") throw new ProblemError("forbidden");
  const { person } = actor;
  return change(context, actor, async (tx) => {
    const { query, now } = tx;
    await existingContest(query, mission, given.contest);
    const station = readCode<StationCode>(given.station) ?? "";
    if (!(await stationInFrame(query, mission, station)).known)
      throw new ProblemError("station-unknown", { station });
    if (given.called !== null && !(await isMember(query, mission, given.called)))
      throw new ProblemError("unknown-person");
    const call = { ...given, station, id: newIdentifier(now.getTime()), calledBy: person, at: now };
    await insertCall(query, mission, call);
    const { outcome } = call;
    await tx.audit("call-noted", { mission, subject: call.id }, { station, outcome });
    await tx.tell(mission, "call-noted", "tallies-read", { call: call.id, station, outcome });
    return call;
  });
}

/** A page of calls, the latest first. */
export function listCalls(
  context: Context,
  actor: Actor,
  mission: string,
  page: { readonly after: string | null; readonly limit: number; readonly station: string | null },
): Promise<Call[]> {
  requireInMission(actor, mission, "tallies-read");
  return callPage(context.database.query, mission, page);
}

/** Stations that have not reported for a contest, by code, with whom to call. */
export async function listAwaited(
  context: Context,
  actor: Actor,
  at: { readonly mission: string; readonly contest: string },
  page: { readonly after: string; readonly limit: number; readonly stratum: string | null },
): Promise<AwaitedStation[]> {
  requireInMission(actor, at.mission, "tallies-read");
  requireInMission(actor, at.mission, "sample-read");
  requireInMission(actor, at.mission, "assignments-read");
  const { query } = context.database;
  const { election } = await existingContest(query, at.mission, at.contest);
  return awaitedPage(query, { ...at, election }, page);
}
