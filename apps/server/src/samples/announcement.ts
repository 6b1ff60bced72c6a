import { hash, randomBytes } from "node:crypto";
import { ProblemError } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import { change } from "../evidence/change.ts";
import { currentFrame, latestFrame } from "../frames/index.ts";
import type { MissionContest } from "../missions/index.ts";
import { contestsHeld, existingElection } from "../missions/index.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { sealForServer } from "../people/index.ts";
import { frozenPlanIn } from "../plans/index.ts";
import type { SampleDesignEntry } from "./design.ts";
import { allocate, mergedStrata } from "./design.ts";
import type { Contribution, Sample } from "./store.ts";
import { contributionRows, insertContribution, insertSample, sampleRow, sampleRows } from "./store.ts";
import type { AnnouncedPlan } from "./tables.ts";

/** What the secret's seal is about. */
export const sealOf = (sample: string): string => `sample-secret ${sample}`;

/**
 * Announces a draw: fixes design and allocation, frame, analysis plans, and a secret by its hash, all of them public
 * from here on. Nobody has seen the secret, and nobody does before the mission opens it.
 *
 * @param announcement.reason why an election's draw is begun anew; published
 * @throws {ProblemError} `frame-missing`, `plan-not-frozen`, `tallies-have-arrived`, `reason-needed`, and what
 *   {@link allocate} refuses
 */
export async function announceSample(
  context: Context,
  actor: Actor,
  at: { readonly mission: string; readonly election: string },
  announcement: { readonly design: SampleDesignEntry; readonly reason: string | null },
): Promise<Sample> {
  requireInMission(actor, at.mission, "sample-draw");
  if (actor.kind !== "person") throw new ProblemError("forbidden", { action: "sample-draw" });
  await existingElection(context.database.query, at.mission, at.election);
  const { design, reason } = announcement;
  const frame = await currentFrame(context, at.mission);
  if (frame === null) throw new ProblemError("frame-missing");
  const allocation = allocate(frame.frame, design);
  const mergedInto = mergedStrata(frame.frame, design);
  const id = newIdentifier(context.clock.now());
  const secret = randomBytes(32).toString("hex");
  return change(context, actor, async (tx) => {
    await existingElection(tx.query, at.mission, at.election, true);
    const contests = await contestsHeld(tx.query, at.election);
    requireNoTally(contests);
    const plans = await plansOf(tx.query, contests);
    if ((await latestFrame(tx.query, at.mission))?.id !== frame.id) throw new ProblemError("conflict");
    const earlier = await sampleRows(tx.query, { election: at.election });
    if (earlier.length > 0 && reason === null) throw new ProblemError("reason-needed");
    const made = {
      ...at,
      id,
      number: (earlier.at(-1)?.number ?? 0) + 1,
      design,
      mergedInto,
      allocation,
      plans,
      reason,
      frame: frame.id,
      secretSha256: hash("sha256", secret),
      announcedAt: tx.now,
    };
    const secretSealed = sealForServer(context, sealOf(id), Buffer.from(secret, "utf8"));
    await insertSample(tx.query, { ...made, secretSealed, announcedBy: actor.person });
    const { stations } = design;
    await tx.audit("sample-announced", { mission: at.mission, subject: id }, { stations, frame: frame.hash });
    await tx.record(at.mission, id, {
      kind: "sample-announced",
      fields: {
        election: at.election,
        frame: frame.hash,
        design: { ...design, merge: { ...design.merge }, allocation: { ...design.allocation } },
        allocation: allocation.map((one) => ({ ...one })),
        plans: plans.map((one) => ({ ...one })),
        secretSha256: made.secretSha256,
        reason,
        announcedAt: tx.now.toISOString(),
      },
    });
    await tx.tell(at.mission, "sample-announced", "mission-read", { election: at.election, sample: id });
    return { ...made, drawnAt: null, openedAt: null, secret: null, seed: null };
  });
}

/** The plans that hold for the election's contests; at least one must, so that nothing is chosen by what is drawn. */
async function plansOf(query: Kysely<Schema>, contests: readonly MissionContest[]): Promise<AnnouncedPlan[]> {
  const plans: AnnouncedPlan[] = [];
  for (const { id, contest } of contests) {
    const plan = await frozenPlanIn(query, id);
    if (plan !== null) plans.push({ contest: contest.code, version: plan.version, hash: plan.hash });
  }
  if (plans.length === 0) throw new ProblemError("plan-not-frozen");
  return plans;
}

/** Once a tally is there, a draw would no longer be blind. The contests' rows are held, so none arrives meanwhile. */
export function requireNoTally(contests: readonly MissionContest[]): void {
  if (contests.some(({ firstTallyAt }) => firstTallyAt !== null))
    throw new ProblemError("tallies-have-arrived");
}

/**
 * Adds what was thrown or drawn in public, in the order in which it was; public at once.
 *
 * @param given.text the line that enters the seed, as it is
 * @param given.source who gave it, for the record
 * @throws {ProblemError} `sample-drawn-already`, `sample-superseded`
 */
export async function addContribution(
  context: Context,
  actor: Actor,
  at: { readonly mission: string; readonly sample: string },
  given: { readonly text: string; readonly source: string },
): Promise<Contribution> {
  requireInMission(actor, at.mission, "sample-draw");
  return change(context, actor, async (tx) => {
    const sample = await existingSample(tx.query, at, true);
    await requireUndrawn(tx.query, sample);
    const number = (await contributionRows(tx.query, sample.id)).length + 1;
    const contribution = { number, ...given, addedAt: tx.now };
    const addedBy = actor.kind === "person" ? actor.person : null;
    await insertContribution(tx.query, sample.id, { ...contribution, addedBy });
    await tx.audit("sample-contribution-added", { mission: at.mission, subject: sample.id }, { number });
    await tx.record(at.mission, sample.id, {
      kind: "sample-contribution",
      fields: { sample: sample.id, number, ...given, addedAt: tx.now.toISOString() },
    });
    await tx.tell(at.mission, "sample-contribution", "mission-read", { sample: sample.id, number });
    return contribution;
  });
}

/** The draw, if the mission has it. @throws {ProblemError} `not-found` */
export async function existingSample(
  query: Kysely<Schema>,
  at: { readonly mission: string; readonly sample: string },
  lock = false,
): Promise<Sample> {
  const sample = await sampleRow(query, at.sample, lock);
  if (sample === null || sample.mission !== at.mission) throw new ProblemError("not-found");
  return sample;
}

/** @throws {ProblemError} `sample-drawn-already`, `sample-superseded` */
export async function requireUndrawn(query: Kysely<Schema>, sample: Sample): Promise<void> {
  if (sample.drawnAt !== null) throw new ProblemError("sample-drawn-already");
  const latest = (await sampleRows(query, { election: sample.election })).at(-1);
  if (latest?.id !== sample.id) throw new ProblemError("sample-superseded");
}
