import { ProblemError } from "@veedor/domain";
import type { SampleDesign } from "@veedor/quick-count";
import type { Json } from "@veedor/transparency-log";
import type { Context } from "../context.ts";
import { existingContest, type MissionContest } from "../missions/index.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { frozenPlan } from "../plans/index.ts";
import { versionsInOrder } from "../tallies/index.ts";
import { type Evening, readEvening } from "./evening.ts";
import { writtenInput } from "./making.ts";
import type { StoredEstimate, StoredTake, TakeInCourse } from "./store.ts";
import { latestEstimate, looksBefore, takeById, takeInputs, takePage } from "./store.ts";

type At = { readonly mission: string; readonly contest: string };

/** A contest for somebody who may see its estimates. */
async function contestFor(context: Context, actor: Actor, at: At): Promise<MissionContest> {
  requireInMission(actor, at.mission, "estimate-read");
  return existingContest(context.database.query, at.mission, at.contest);
}

/** The quick count of a contest as it now stands. */
export type PresentEstimate = {
  readonly contest: MissionContest;
  readonly plan: Awaited<ReturnType<typeof frozenPlan>>;
  readonly estimate: StoredEstimate | null;
};

/** The latest estimate, made as reports come; `null` before there is one. */
export async function readEstimate(context: Context, actor: Actor, at: At): Promise<PresentEstimate> {
  const contest = await contestFor(context, actor, at);
  const plan = await frozenPlan(context, contest.id);
  const estimate = await latestEstimate(context.database.query, contest.id);
  return { contest, plan, estimate };
}

/** A page of a contest's takes in the order of their instants. */
export async function listTakes(
  context: Context,
  actor: Actor,
  at: At,
  page: { readonly after: Date | null; readonly limit: number },
): Promise<TakeInCourse[]> {
  const { id } = await contestFor(context, actor, at);
  return takePage(context.database.query, id, page);
}

/** One take. @throws {ProblemError} `not-found`, `forbidden` */
export async function readTake(
  context: Context,
  actor: Actor,
  at: At & { readonly take: string },
): Promise<StoredTake> {
  const { id } = await contestFor(context, actor, at);
  const take = await takeById(context.database.query, at.take);
  if (take === null || take.contest !== id) throw new ProblemError("not-found");
  return take;
}

/**
 * Everything that a take was made from, so that anyone who is given it computes the same (`docs/method/takes.md`).
 * Under embargo like the tallies and the sample that are in it.
 */
export async function takeInputsOf(
  context: Context,
  actor: Actor,
  at: At & { readonly take: string },
): Promise<Readonly<Record<string, Json>>> {
  requireInMission(actor, at.mission, "tallies-read");
  requireInMission(actor, at.mission, "sample-read");
  const take = await readTake(context, actor, at);
  const { query } = context.database;
  const evening = await readEvening(context, at.contest);
  if (evening === null || evening.plan.id !== take.plan || evening.sample !== take.sample)
    throw new ProblemError("take-superseded");
  const inputs = await takeInputs(query, take.id);
  const versions = await versionsInOrder(
    query,
    at.mission,
    inputs.map(([sequence, version]) => ({ sequence, version })),
  );
  const earlier = await looksBefore(query, take);
  return {
    format: "veedor-take-inputs/1",
    take: take.id,
    number: take.number,
    at: take.at.toISOString(),
    inputsHash: take.inputsHash,
    ...settled(evening),
    earlier: JSON.parse(JSON.stringify(earlier)) as Json,
    reports: versions.map((version, i) => writtenInput({ ...version, setAside: inputs[i]?.[2] === 0 })),
  };
}

/** What was settled before reports came. */
function settled({ plan, contest, frame, design }: Evening): Readonly<Record<string, Json>> {
  return {
    plan: JSON.parse(JSON.stringify(plan.plan)) as Json,
    planHash: plan.hash,
    frameHash: frame.hash,
    contest: {
      code: contest.code,
      name: contest.name,
      lines: contest.lines.map(({ code, name, role }) => ({ code, name, role })),
    },
    design: writtenDesign(design),
  };
}

/** A sample design as JSON: what maps hold stands in lists of pairs. */
const writtenDesign = ({ frameGroups, ...design }: SampleDesign): Json =>
  JSON.parse(JSON.stringify({ ...design, frameGroups: frameGroups.map((groups) => [...groups]) })) as Json;
