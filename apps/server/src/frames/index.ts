import type { Frame, Station } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import type { FrameArea } from "./areas-store.ts";
import { areaRow, areasBelow } from "./areas-store.ts";
import { loadFrame } from "./frames.ts";
import type { FrameVersion } from "./store.ts";
import { frameRow, latestFrameRow, stationRows, stationSizes } from "./store.ts";

export { frameImporter } from "./frame-importer.ts";
export type { FrameVersion } from "./store.ts";

// For other capabilities, which have asked for permission themselves.
type Query = Kysely<Schema>;

/** The latest version of the mission's frame, with all its stations. */
export async function currentFrame(
  context: Context,
  mission: string,
): Promise<(FrameVersion & { readonly frame: Frame }) | null> {
  const version = await latestFrameRow(context.database.query, mission);
  return version === null ? null : { ...version, frame: await loadFrame(context, version) };
}

/** A version of a frame with all its stations, such as the one from which a sample was drawn. */
export async function frameById(
  context: Pick<Context, "database">,
  id: string,
): Promise<(FrameVersion & { readonly frame: Frame }) | null> {
  const version = await frameRow(context.database.query, id);
  return version === null ? null : { ...version, frame: await loadFrame(context, version) };
}

/** The latest version, without its stations. */
export const latestFrame = (query: Query, mission: string): Promise<FrameVersion | null> =>
  latestFrameRow(query, mission);

/** A version, without its stations. */
export const frameVersion = (query: Query, id: string): Promise<FrameVersion | null> => frameRow(query, id);

/** Those of the stations that the frame has, without reading the others. */
export const stationsOf = (query: Query, frame: string, codes: readonly string[]): Promise<Station[]> =>
  stationRows(query, frame, codes);

/** Codes and registered voters of all stations of a frame. */
export const registeredOf = (
  query: Query,
  frame: string,
): Promise<{ readonly code: string; readonly registered: number | null }[]> => stationSizes(query, frame);

export const areaOfFrame = (query: Query, frame: string, number: number): Promise<FrameArea | null> =>
  areaRow(query, frame, number);

/** The areas right below one, or the largest. */
export const areasOfFrame = (query: Query, frame: string, parent: number | null): Promise<FrameArea[]> =>
  areasBelow(query, frame, parent);
