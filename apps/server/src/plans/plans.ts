import { ProblemError } from "@veedor/domain";
import type { Context } from "../context.ts";
import { change } from "../evidence/change.ts";
import { latestFrame } from "../frames/index.ts";
import type { MissionContest } from "../missions/index.ts";
import { existingContest } from "../missions/index.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor, PersonActor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { hashOfPlan, parsedPlan, requireFit } from "./document.ts";
import type { PlanVersion } from "./store.ts";
import { freezePlan, frozenRow, insertPlan, planRow, planRows } from "./store.ts";

type At = { readonly mission: string; readonly contest: string };

/** The versions of a contest's analysis plan, proposals too, the latest first. */
export async function listPlans(context: Context, actor: Actor, at: At): Promise<PlanVersion[]> {
  requireInMission(actor, at.mission, "plan-read");
  const { query } = context.database;
  const { id } = await existingContest(query, at.mission, at.contest);
  return planRows(query, id);
}

/**
 * Proposes a version of a contest's analysis plan. Nothing holds before another person has confirmed it.
 *
 * @param proposal.reason why a plan is changed that was frozen, or first made when tallies had arrived; published
 * @throws {ProblemError} `plan-malformed`, `plan-does-not-fit`, `reason-needed`
 */
export async function proposePlan(
  context: Context,
  actor: Actor,
  at: At,
  proposal: { readonly document: string; readonly reason: string | null },
): Promise<PlanVersion> {
  requireInMission(actor, at.mission, "plan-propose");
  const proposer = personOf(actor);
  const { document, reason } = proposal;
  const plan = parsedPlan(document);
  const id = newIdentifier(context.clock.now());
  return change(context, actor, async (tx) => {
    const contest = await existingContest(tx.query, at.mission, at.contest, true);
    requireFit(plan, contest, await latestFrame(tx.query, at.mission));
    requireReason(contest, await frozenRow(tx.query, contest.id), reason);
    const [latest] = await planRows(tx.query, contest.id);
    const version = (latest?.version ?? 0) + 1;
    const hash = hashOfPlan(plan);
    const proposedAt = tx.now;
    const made = { ...at, id, version, document, hash, reason, proposedBy: proposer, proposedAt };
    await insertPlan(tx.query, made);
    await tx.audit("plan-proposed", { mission: at.mission, subject: id }, { version, hash });
    await tx.tell(at.mission, "plans-changed", "plan-read", { contest: contest.id });
    return { ...made, confirmedBy: null, frozenAt: null, afterFirstTally: false };
  });
}

/**
 * Confirms a proposal, which freezes and publishes it. What is confirmed is the hash that the confirming person has
 * seen, and it must be another person than the one who proposed.
 *
 * @throws {ProblemError} `same-person`, `hash-differs`, `reason-needed`, `conflict` when it is frozen already or a
 *   later version is
 */
export async function confirmPlan(
  context: Context,
  actor: Actor,
  at: At & { readonly plan: string },
  hash: string,
): Promise<PlanVersion> {
  requireInMission(actor, at.mission, "plan-confirm");
  const person = personOf(actor);
  return change(context, actor, async (tx) => {
    // Two who confirm at once come one after the other; so does a first tally, which holds the same row.
    const contest = await existingContest(tx.query, at.mission, at.contest, true);
    const plan = await planRow(tx.query, at.plan);
    if (plan === null || plan.contest !== contest.id) throw new ProblemError("not-found");
    const frozen = await frozenRow(tx.query, contest.id);
    if (plan.frozenAt !== null || (frozen !== null && frozen.version > plan.version))
      throw new ProblemError("conflict");
    if (plan.proposedBy === person) throw new ProblemError("same-person");
    if (plan.hash !== hash) throw new ProblemError("hash-differs");
    // A tally may have arrived since the proposal.
    requireReason(contest, frozen, plan.reason);
    const afterFirstTally = contest.firstTallyAt !== null;
    await freezePlan(tx.query, plan.id, { person, at: tx.now, afterFirstTally });
    const { version, reason } = plan;
    await tx.audit("plan-confirmed", { mission: at.mission, subject: plan.id }, { version, hash });
    await tx.record(at.mission, plan.id, {
      kind: "analysis-plan",
      fields: {
        contest: contest.contest.code,
        version,
        hash,
        reason,
        afterFirstTally,
        at: tx.now.toISOString(),
      },
    });
    await tx.tell(at.mission, "plan-frozen", "mission-read", { contest: contest.id, version, hash });
    return { ...plan, confirmedBy: person, frozenAt: tx.now, afterFirstTally };
  });
}

/** After the first tally, or once a version has been published, a plan is changed only with a reason for all to read. */
function requireReason(contest: MissionContest, frozen: PlanVersion | null, reason: string | null): void {
  const mustSayWhy = contest.firstTallyAt !== null || frozen !== null;
  if (mustSayWhy && reason === null) throw new ProblemError("reason-needed");
}

function personOf(actor: Actor): PersonActor["person"] {
  if (actor.kind !== "person") throw new ProblemError("forbidden", { action: "plan-propose" });
  return actor.person;
}
