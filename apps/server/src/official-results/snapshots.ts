import { ProblemError } from "@veedor/domain";
import type { Context } from "../context.ts";
import { areaOfFrame, areasOfFrame } from "../frames/index.ts";
import { folded } from "../imports/index.ts";
import type { MissionContest } from "../missions/index.ts";
import { existingContest } from "../missions/index.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import type { Narrowing, OfficialTally, Snapshot, TallySums } from "./store.ts";
import { figureSums, figureSumsByArea, snapshotRow, snapshotRows, tallyPage } from "./store.ts";

type At = { readonly mission: string; readonly results: string };

/** What the authority had published at which instants, the latest first. */
export async function listSnapshots(
  context: Context,
  actor: Actor,
  mission: string,
  contest: string | null,
): Promise<Snapshot[]> {
  requireInMission(actor, mission, "official-results-read");
  return snapshotRows(context.database.query, mission, contest);
}

async function snapshotFor(context: Context, actor: Actor, at: At): Promise<Snapshot> {
  requireInMission(actor, at.mission, "official-results-read");
  const snapshot = await snapshotRow(context.database.query, at.results);
  if (snapshot === null || snapshot.mission !== at.mission) throw new ProblemError("not-found");
  return snapshot;
}

/** A page of a snapshot's tallies by station, of an area of its frame or with a text in the station's words. */
export async function listOfficialTallies(
  context: Context,
  actor: Actor,
  at: At,
  asked: {
    readonly after: string | null;
    readonly limit: number;
    readonly area: number | null;
    readonly search: string;
  },
): Promise<OfficialTally[]> {
  const snapshot = await snapshotFor(context, actor, at);
  const narrowing = await narrowingOf(context, snapshot, asked.area, asked.search);
  return tallyPage(context.database.query, snapshot, narrowing, asked);
}

/** Sums of one area and of those right below it; `area` is `null` for the whole. */
export type AreaSums = TallySums & {
  readonly area: { readonly number: number; readonly name: string; readonly stations: number } | null;
};

/** What a snapshot adds up to: in all or in an area, and in each area right below. */
export async function sumSnapshot(
  context: Context,
  actor: Actor,
  at: At,
  asked: { readonly area: number | null },
): Promise<{
  readonly contest: MissionContest;
  readonly whole: AreaSums;
  readonly areas: readonly AreaSums[];
}> {
  const snapshot = await snapshotFor(context, actor, at);
  const { query } = context.database;
  const contest = await existingContest(query, at.mission, snapshot.contest);
  const lines = contest.lines.length;
  const { area } = await narrowingOf(context, snapshot, asked.area, "");
  const whole = { area: area && shown(area), ...(await figureSums(query, snapshot, area, lines)) };
  const below = snapshot.frame === null ? [] : await areasOfFrame(query, snapshot.frame, asked.area);
  const [first] = below;
  if (first === undefined) return { contest, whole, areas: [] };
  const byName = await figureSumsByArea(query, snapshot, area, first.level, lines);
  const none = { tallies: 0, sums: contest.lines.map(() => ({ sum: null, missing: 0 })) };
  const areas = below.map((one) => ({ area: shown(one), ...(byName.get(one.name) ?? none) }));
  return { contest, whole, areas };
}

const shown = ({ number, name, stations }: NonNullable<AreaSums["area"]>): AreaSums["area"] => ({
  number,
  name,
  stations,
});

async function narrowingOf(
  { database }: Context,
  { frame }: Snapshot,
  number: number | null,
  search: string,
): Promise<Narrowing & { readonly area: (NonNullable<AreaSums["area"]> & { last: number }) | null }> {
  const area = number === null || frame === null ? null : await areaOfFrame(database.query, frame, number);
  if (number !== null && area === null) throw new ProblemError("not-found");
  return { area, search: folded(search) };
}
