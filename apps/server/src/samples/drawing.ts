import { hash } from "node:crypto";
import { ProblemError } from "@veedor/domain";
import { combineSeed } from "@veedor/statistics";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import { change } from "../evidence/change.ts";
import { frameById } from "../frames/index.ts";
import type { Election } from "../missions/index.ts";
import { contestsHeld, contestsOfElection, existingElection, missionById } from "../missions/index.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { unsealForServer } from "../people/index.ts";
import { frozenPlanIn } from "../plans/index.ts";
import { existingSample, requireNoTally, requireUndrawn, sealOf } from "./announcement.ts";
import { startOfDay } from "./day.ts";
import { drawFrom, sha256 } from "./design.ts";
import { frameText } from "./frame-text.ts";
import { keepReplacement, nextSpare, stationInDraw } from "./stations-store.ts";
import type { Sample } from "./store.ts";
import { contributionRows, keepDraw, keepFrameText, keepOpening, sealedSecret } from "./store.ts";

type At = { readonly mission: string; readonly sample: string };

/**
 * Draws: seed from the sealed secret and the public contributions, then the sample that anyone will draw again from
 * them. What was drawn is for `sample-read` only until the mission opens it.
 *
 * @throws {ProblemError} `contribution-missing`, `sample-drawn-already`, `sample-superseded`, `tallies-have-arrived`
 */
export async function drawSample(context: Context, actor: Actor, at: At): Promise<Sample> {
  requireInMission(actor, at.mission, "sample-draw");
  const { frame: frameId } = await existingSample(context.database.query, at);
  const frame = await frameById(context, frameId);
  if (frame === null) throw new ProblemError("frame-missing");
  return change(context, actor, async (tx) => {
    const sample = await existingSample(tx.query, at, true);
    await requireUndrawn(tx.query, sample);
    requireNoTally(await contestsHeld(tx.query, sample.election));
    const { seed, contributions } = await seedOf(context, tx.query, sample);
    const drawn = drawFrom(frame.frame, sample.design, sample.allocation, seed);
    const person = actor.kind === "person" ? actor.person : null;
    await keepDraw(tx.query, sample, drawn, { at: tx.now, person });
    await tx.audit("sample-drawn", { mission: at.mission, subject: sample.id }, { contributions });
    await tx.record(at.mission, sample.id, {
      kind: "sample-drawn",
      fields: {
        sample: sample.id,
        contributions,
        // The whole list in its order, without showing it: whoever draws again finds the same.
        list: hash("sha256", drawn.map(({ station }) => `${station}\n`).join("")),
        drawnAt: tx.now.toISOString(),
      },
    });
    await tx.tell(at.mission, "sample-drawn", "mission-read", { sample: sample.id });
    return { ...sample, drawnAt: tx.now };
  });
}

async function seedOf(
  context: Context,
  query: Kysely<Schema>,
  { id }: Sample,
): Promise<{ readonly secret: string; readonly seed: string; readonly contributions: number }> {
  const contributions = (await contributionRows(query, id)).map(({ text }) => text);
  if (contributions.length === 0) throw new ProblemError("contribution-missing");
  const secret = unsealForServer(context, sealOf(id), await sealedSecret(query, id)).toString("utf8");
  return {
    secret,
    seed: combineSeed({ secret, contributions, sha256 }),
    contributions: contributions.length,
  };
}

/**
 * Puts the next spare of its stratum in the place of a station that was shown not to exist before polls opened.
 * Nothing else is a reason: a station that is silent or refuses stays in the sample as missing.
 *
 * @throws {ProblemError} `sample-not-drawn`, `station-not-in-sample`, `too-late` once polls have opened, `no-spare-left`
 */
export async function replaceStation(
  context: Context,
  actor: Actor,
  at: At,
  missing: { readonly station: string; readonly evidence: string },
): Promise<{ readonly spare: string }> {
  requireInMission(actor, at.mission, "sample-draw");
  return change(context, actor, async (tx) => {
    const sample = await existingSample(tx.query, at, true);
    if (sample.drawnAt === null) throw new ProblemError("sample-not-drawn");
    const election = await existingElection(tx.query, at.mission, sample.election);
    if (sample.openedAt !== null || tx.now >= (await pollsOpen(tx.query, election)))
      throw new ProblemError("too-late");
    requireNoTally(await contestsHeld(tx.query, sample.election));
    const { station, evidence } = missing;
    const found = await stationInDraw(tx.query, sample.id, station);
    const counts = found !== null && found.replacedBy === null && (!found.isSpare || found.replaces !== null);
    if (!counts) throw new ProblemError("station-not-in-sample");
    const spare = await nextSpare(tx.query, sample.id, found.stratum);
    if (spare === null) throw new ProblemError("no-spare-left");
    const person = actor.kind === "person" ? actor.person : null;
    await keepReplacement(tx.query, sample.id, { spare, station, evidence, at: tx.now, person });
    // Which station it was stands in the record and not in the event: the sample is under embargo.
    const order = (await stationInDraw(tx.query, sample.id, spare))?.order ?? 0;
    await tx.audit("sample-station-replaced", { mission: at.mission, subject: sample.id }, { spare: order });
    await tx.record(at.mission, sample.id, {
      kind: "sample-station-replaced",
      fields: { sample: sample.id, station, spare, evidence, replacedAt: tx.now.toISOString() },
    });
    await tx.tell(at.mission, "sample-changed", "sample-read", { sample: sample.id });
    return { spare };
  });
}

/** When polls open; where nobody has said, the day begins, which is before. */
async function pollsOpen(query: Kysely<Schema>, { mission, day, opensAt }: Election): Promise<Date> {
  if (opensAt !== null) return opensAt;
  return startOfDay(day, (await missionById(query, mission))?.timeZone ?? "UTC");
}

/**
 * Opens the secret, and with it the sample, to everyone. There is no way back, so not before polls have closed.
 *
 * @throws {ProblemError} `sample-not-drawn`, `too-early`, `conflict` when it is open
 */
export async function openSample(context: Context, actor: Actor, at: At): Promise<Sample> {
  requireInMission(actor, at.mission, "sample-open");
  const { frame: frameId } = await existingSample(context.database.query, at);
  const frame = await frameById(context, frameId);
  if (frame === null) throw new ProblemError("frame-missing");
  const text = await frameText(frame.frame, frame.hash);
  return change(context, actor, async (tx) => {
    const sample = await existingSample(tx.query, at, true);
    if (sample.drawnAt === null) throw new ProblemError("sample-not-drawn");
    if (sample.openedAt !== null) throw new ProblemError("conflict");
    const election = await existingElection(tx.query, at.mission, sample.election);
    if (tx.now < (await pollsClose(tx.query, election))) throw new ProblemError("too-early");
    const { secret, seed } = await seedOf(context, tx.query, sample);
    const person = actor.kind === "person" ? actor.person : null;
    await keepOpening(tx.query, sample.id, { at: tx.now, person, secret, seed });
    await keepFrameText(tx.query, sample.id, text);
    await tx.audit("sample-opened", { mission: at.mission, subject: sample.id }, {});
    await tx.record(at.mission, sample.id, {
      kind: "sample-opened",
      fields: { sample: sample.id, secret, seed, openedAt: tx.now.toISOString() },
    });
    await tx.tell(at.mission, "sample-opened", "mission-read", { sample: sample.id });
    return { ...sample, openedAt: tx.now, secret, seed };
  });
}

/** When the last polls close; where nobody has said, the first take of a frozen plan, which is after. */
async function pollsClose(query: Kysely<Schema>, election: Election): Promise<Date> {
  if (election.closesAt !== null) return election.closesAt;
  let first = Number.POSITIVE_INFINITY;
  for (const { id } of await contestsOfElection(query, election.id)) {
    const plan = await frozenPlanIn(query, id);
    if (plan !== null) first = Math.min(first, Date.parse(plan.plan.takes.first));
  }
  if (Number.isFinite(first)) return new Date(first);
  const timeZone = (await missionById(query, election.mission))?.timeZone ?? "UTC";
  return new Date(startOfDay(election.day, timeZone).getTime() + DAY);
}

const DAY = 86_400_000;
