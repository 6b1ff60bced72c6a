import type { Frame, Station } from "@veedor/domain";
import { defineFrame, ProblemError } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import { folded } from "../imports/index.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import type { FrameArea } from "./areas-store.ts";
import { areaRow, areasBelow } from "./areas-store.ts";
import { everyStation } from "./stations-stream.ts";
import type { FrameVersion } from "./store.ts";
import { changeCounts, changeRows, frameBefore, frameRow, frameRows, stationPage } from "./store.ts";

/** The versions of the mission's frame, the latest first. */
export async function listFrames(context: Context, actor: Actor, mission: string): Promise<FrameVersion[]> {
  requireInMission(actor, mission, "frame-read");
  return frameRows(context.database.query, mission);
}

/** @throws {ProblemError} `not-found` */
async function frameFor(
  context: Context,
  actor: Actor,
  at: { readonly mission: string; readonly frame: string },
): Promise<FrameVersion> {
  requireInMission(actor, at.mission, "frame-read");
  const frame = await frameRow(context.database.query, at.frame);
  if (frame === null || frame.mission !== at.mission) throw new ProblemError("not-found");
  return frame;
}

/** A page of a frame's stations in the order of their codes. */
export async function listStations(
  context: Context,
  actor: Actor,
  at: { readonly mission: string; readonly frame: string },
  asked: {
    readonly after: string | null;
    readonly limit: number;
    readonly area: number | null;
    readonly search: string;
  },
): Promise<Station[]> {
  const frame = await frameFor(context, actor, at);
  const { query } = context.database;
  const area = asked.area === null ? null : await areaRow(query, frame.id, asked.area);
  if (asked.area !== null && area === null) throw new ProblemError("not-found");
  const { after, limit } = asked;
  return stationPage(query, frame.id, { after, limit, area, search: folded(asked.search) });
}

/** The areas right below one, or the largest, each with the sums of its stations. */
export async function listAreas(
  context: Context,
  actor: Actor,
  at: { readonly mission: string; readonly frame: string },
  parent: number | null,
): Promise<{ readonly levels: readonly string[]; readonly areas: readonly FrameArea[] }> {
  const frame = await frameFor(context, actor, at);
  return { levels: frame.areaLevels, areas: await areasBelow(context.database.query, frame.id, parent) };
}

/** What a frame has other than the version before it; `previous` is `null` for the first. */
export async function readComparison(
  context: Context,
  actor: Actor,
  at: { readonly mission: string; readonly frame: string },
  page: { readonly after: number; readonly limit: number },
) {
  const frame = await frameFor(context, actor, at);
  const { query } = context.database;
  const previous = await frameBefore(query, frame);
  const counts = await changeCounts(query, frame.id);
  const changes = await changeRows(query, frame.id, page);
  return { previous, counts, changes };
}

type FramesInMemory = {
  readonly held: Map<string, WeakRef<Frame>>;
  readonly underWay: Map<string, Promise<Frame>>;
};
const inMemory = new WeakMap<Context["database"]["pool"], FramesInMemory>();

/**
 * A version of a frame with all its stations. It never changes, so whoever asks while another still holds it gets the
 * same; a country's stations do not stay in memory after their draw.
 */
export async function loadFrame(context: Pick<Context, "database">, version: FrameVersion): Promise<Frame> {
  const { pool, query } = context.database;
  const frames: FramesInMemory = inMemory.get(pool) ?? { held: new Map(), underWay: new Map() };
  inMemory.set(pool, frames);
  const { held, underWay } = frames;
  const known = held.get(version.id)?.deref() ?? underWay.get(version.id);
  if (known !== undefined) return known;
  const reading = readWholeFrame(query, version);
  underWay.set(version.id, reading);
  try {
    const frame = await reading;
    held.set(version.id, new WeakRef(frame));
    return frame;
  } finally {
    underWay.delete(version.id);
  }
}

async function readWholeFrame(query: Kysely<Schema>, version: FrameVersion): Promise<Frame> {
  const stations: Station[] = [];
  for await (const station of everyStation(query, version.id)) stations.push(station);
  const { areaLevels, attributeNames } = version;
  return defineFrame({ version: version.version, areaLevels, attributeNames, stations });
}
