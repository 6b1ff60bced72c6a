import { hash } from "node:crypto";
import { ProblemError } from "@veedor/domain";
import { canonicalJson } from "@veedor/transparency-log";
import type { Context } from "../context.ts";
import { change } from "../evidence/change.ts";
import { frameVersion } from "../frames/index.ts";
import { electionById, existingContest, missionById } from "../missions/index.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { requireFreshSignIn } from "../people/index.ts";
import { planById } from "../plans/index.ts";
import { storedTake } from "../quick-count/index.ts";
import { sampleById } from "../samples/index.ts";
import { isGateOpen, type RecordSource, releaseRecordOf } from "./record.ts";
import {
  heldRelease,
  insertRelease,
  markReleased,
  markWithdrawn,
  publicReleases,
  type Release,
  releasesOf,
} from "./store.ts";

/** How long ago whoever releases may have signed in: someone who finds a screen open must not be able to. */
const FRESH_FOR_RELEASE = 5 * 60_000;

type At = { readonly mission: string; readonly contest: string };

/** Proposed, released and withdrawn records of a contest, the latest first. */
export async function listReleases(context: Context, actor: Actor, at: At): Promise<Release[]> {
  requireInMission(actor, at.mission, "estimate-read");
  const { query } = context.database;
  const { id } = await existingContest(query, at.mission, at.contest);
  return releasesOf(query, id);
}

/**
 * Freezes the record of a take and proposes its release.
 *
 * @param proposal.overrideReason why figures are released although the gate is shut; published with them
 * @throws {ProblemError} `nothing-to-release` for a take without figures, `gate-shut` where a reason is needed
 */
export async function proposeRelease(
  context: Context,
  actor: Actor,
  at: At,
  proposal: { readonly take: string; readonly overrideReason: string | null },
): Promise<Release> {
  requireInMission(actor, at.mission, "release-propose");
  const proposer = personOf(actor);
  // A take never changes, so nothing has to be held while it is read.
  const source = await recordSource(context, at, proposal);
  const { figures } = source.take;
  if (figures === null) throw new ProblemError("nothing-to-release");
  const gateOpen = isGateOpen(source.take);
  if (!gateOpen && proposal.overrideReason === null) throw new ProblemError("gate-shut");
  const record = releaseRecordOf(source, figures);
  const recordText = canonicalJson(record);
  const id = newIdentifier(context.clock.now());
  return change(context, actor, async (tx) => {
    const release = {
      id,
      ...at,
      take: proposal.take,
      hash: hash("sha256", recordText),
      proposedBy: proposer,
      proposedAt: tx.now,
    };
    await insertRelease(tx.query, { ...release, recordText, overrideReason: record.overrideReason });
    const { number } = source.take;
    await tx.audit(
      "release-proposed",
      { mission: at.mission, subject: id },
      { take: number, hash: release.hash, gateOpen },
    );
    await tx.tell(at.mission, "release-proposed", "estimate-read", { release: id, contest: at.contest });
    return {
      ...release,
      record,
      state: "proposed",
      confirmedBy: null,
      releasedAt: null,
      withdrawnAt: null,
      withdrawalReason: null,
    };
  });
}

async function recordSource(
  context: Context,
  at: At,
  proposal: { readonly take: string; readonly overrideReason: string | null },
): Promise<RecordSource> {
  const { query } = context.database;
  const contest = await existingContest(query, at.mission, at.contest);
  const stored = await storedTake(query, proposal.take);
  if (stored === null || stored.contest !== contest.id) throw new ProblemError("not-found");
  const [mission, election, plan, sample] = await Promise.all([
    missionById(query, at.mission),
    electionById(query, at.mission, contest.election),
    planById(query, stored.plan),
    sampleById(query, stored.sample),
  ]);
  const frame = sample === null ? null : await frameVersion(query, sample.frame);
  if (mission === null || election === null || plan === null || sample === null || frame === null)
    throw new ProblemError("not-found");
  return {
    mission,
    election,
    contest,
    take: stored.content,
    plan: plan.plan,
    frameStations: frame.stations,
    inputs: {
      planHash: plan.hash,
      frameHash: frame.hash,
      secretSha256: sample.secretSha256,
      reportsHash: stored.inputsHash,
    },
    overrideReason: proposal.overrideReason,
  };
}

/**
 * Releases what another person proposed. What is confirmed is the hash that this person has seen.
 *
 * @throws {ProblemError} `sign-in-again`, `same-person`, `hash-differs`, `release-settled`
 */
export async function confirmRelease(
  context: Context,
  actor: Actor,
  at: { readonly mission: string; readonly release: string },
  hashSeen: string,
): Promise<Release> {
  requireInMission(actor, at.mission, "release-confirm");
  requireFreshSignIn(context, actor, FRESH_FOR_RELEASE);
  const { person } = actor;
  return change(context, actor, async (tx) => {
    const release = await heldRelease(tx.query, at.mission, at.release);
    if (release === null) throw new ProblemError("not-found");
    if (release.state !== "proposed") throw new ProblemError("release-settled");
    if (release.proposedBy === person) throw new ProblemError("same-person");
    if (release.hash !== hashSeen) throw new ProblemError("hash-differs");
    await markReleased(tx.query, release.id, { person, at: tx.now });
    const { gateOpen } = release.record;
    const about = { mission: at.mission, subject: release.id };
    await tx.audit("release-confirmed", about, { hash: release.hash, gateOpen });
    await tx.record(at.mission, release.id, {
      kind: "release",
      fields: { hash: release.hash, record: release.record, at: tx.now.toISOString() },
    });
    await tx.tell(at.mission, "released", "mission-read", { release: release.id, contest: release.contest });
    return { ...release, state: "released", confirmedBy: person, releasedAt: tx.now };
  });
}

/**
 * Withdraws a proposal; or says in public that a released record no longer stands, and why. The record itself stays
 * where it was: nothing that was said disappears.
 *
 * @throws {ProblemError} `sign-in-again`, `release-settled` when it is withdrawn already
 */
export async function withdrawRelease(
  context: Context,
  actor: Actor,
  at: { readonly mission: string; readonly release: string },
  reason: string,
): Promise<Release> {
  requireInMission(actor, at.mission, "release-confirm");
  requireFreshSignIn(context, actor, FRESH_FOR_RELEASE);
  const { person } = actor;
  return change(context, actor, async (tx) => {
    const release = await heldRelease(tx.query, at.mission, at.release);
    if (release === null) throw new ProblemError("not-found");
    if (release.state === "withdrawn") throw new ProblemError("release-settled");
    const wasPublic = release.state === "released";
    await markWithdrawn(tx.query, release.id, { person, at: tx.now, reason });
    await tx.audit("release-withdrawn", { mission: at.mission, subject: release.id }, { wasPublic });
    if (wasPublic) {
      const fields = { hash: release.hash, reason, at: tx.now.toISOString() };
      await tx.record(at.mission, release.id, { kind: "release-withdrawal", fields });
    }
    const audience = wasPublic ? "mission-read" : "estimate-read";
    await tx.tell(at.mission, "release-withdrawn", audience, { release: release.id });
    return { ...release, state: "withdrawn", withdrawnAt: tx.now, withdrawalReason: reason };
  });
}

/** For everyone: what a mission has released. Empty for one that has not, and for one that does not exist. */
export const publishedReleases = (context: Context, missionCode: string): Promise<Release[]> =>
  publicReleases(context.database.query, missionCode);

/** For everyone: one released record. @throws {ProblemError} `not-found`, also before it is released */
export async function publishedRelease(context: Context, missionCode: string, id: string): Promise<Release> {
  const wellFormed = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  const asked = wellFormed ? id : "00000000-0000-0000-0000-000000000000";
  const [found] = await publicReleases(context.database.query, missionCode, asked);
  if (found === undefined) throw new ProblemError("not-found");
  return found;
}

function personOf(actor: Actor): string {
  if (actor.kind !== "person") throw new ProblemError("forbidden", { action: "release-propose" });
  return actor.person;
}
