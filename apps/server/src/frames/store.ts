import type { Station, StationCode } from "@veedor/domain";
import type { Kysely, Selectable } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { FrameHead, Incoming } from "../imports/index.ts";
import type { FrameTables } from "./tables.ts";

type Query = Kysely<Schema>;

/** A version of a mission's frame; it never changes. */
export type FrameVersion = {
  readonly id: string;
  readonly mission: string;
  readonly version: number;
  readonly hash: string;
  readonly areaLevels: readonly string[];
  readonly attributeNames: readonly string[];
  readonly stations: number;
  readonly fileName: string | null;
  readonly fileSha256: string | null;
  readonly importedAt: Date;
};

/** In the order in which the reading thread writes a station's cells. */
export const COPY_STATIONS =
  "copy station (frame_id, code, former_code, areas, centre, registered, attributes, area, search) from stdin";

/** The next version's number; whoever asks keeps others waiting until the end of the transaction. */
export async function nextVersion(query: Query, mission: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`frame ${mission}`}, 0))`.execute(query);
  const row = await query
    .selectFrom("frame")
    .select(({ fn }) => fn.max("version").as("latest"))
    .where("mission_id", "=", mission)
    .executeTakeFirst();
  return (row?.latest ?? 0) + 1;
}

export async function insertFrame(
  query: Query,
  incoming: Incoming,
  head: FrameHead,
  at: { readonly version: number; readonly importedAt: Date },
): Promise<void> {
  const { result, mission, fileName, fileSha256, mappingText, by } = incoming;
  const { hash, stations } = head;
  await query
    .insertInto("frame")
    .values({
      id: result,
      mission_id: mission,
      version: at.version,
      hash,
      stations,
      area_levels: [...head.areaLevels],
      attribute_names: [...head.attributeNames],
      file_name: fileName,
      file_sha256: fileSha256,
      mapping: mappingText,
      imported_at: at.importedAt,
      imported_by: by,
    })
    .execute();
}

/**
 * Lets PostgreSQL see how many stations there are now. Without it a new frame counts as a handful of rows, and a
 * question about a country's stations would be answered one row after the other.
 */
export async function analyzeStations(query: Query): Promise<void> {
  await sql`analyze station`.execute(query);
}

export async function frameRows(query: Query, mission: string): Promise<FrameVersion[]> {
  const rows = await query
    .selectFrom("frame")
    .selectAll()
    .where("mission_id", "=", mission)
    .orderBy("version", "desc")
    .execute();
  return rows.map(versionOf);
}

export async function latestFrameRow(query: Query, mission: string): Promise<FrameVersion | null> {
  const row = await query
    .selectFrom("frame")
    .selectAll()
    .where("mission_id", "=", mission)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : versionOf(row);
}

export async function frameRow(query: Query, id: string): Promise<FrameVersion | null> {
  const row = await query.selectFrom("frame").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : versionOf(row);
}

/** The version before this one. */
export async function frameBefore(
  query: Query,
  { mission, version }: FrameVersion,
): Promise<FrameVersion | null> {
  const row = await query
    .selectFrom("frame")
    .selectAll()
    .where("mission_id", "=", mission)
    .where("version", "<", version)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : versionOf(row);
}

const versionOf = (row: Selectable<FrameTables["frame"]>): FrameVersion => ({
  id: row.id,
  mission: row.mission_id,
  version: row.version,
  hash: row.hash,
  areaLevels: row.area_levels,
  attributeNames: row.attribute_names,
  stations: row.stations,
  fileName: row.file_name,
  fileSha256: row.file_sha256,
  importedAt: row.imported_at,
});

const stations = (query: Query, frame: string) =>
  query
    .selectFrom("station")
    .select(["code", "former_code", "areas", "centre", "registered", "attributes"])
    .where("frame_id", "=", frame);

type StationRow = Awaited<ReturnType<ReturnType<typeof stations>["executeTakeFirstOrThrow"]>>;

export const stationOf = (row: StationRow): Station => ({
  code: row.code as StationCode,
  formerCode: row.former_code as StationCode | null,
  areas: row.areas,
  centre: row.centre,
  registered: row.registered,
  attributes: row.attributes,
});

export async function stationRows(query: Query, frame: string, codes: readonly string[]): Promise<Station[]> {
  // As one value: a list of thousands of parameters is slow to plan.
  const rows = await stations(query, frame)
    .where(sql<boolean>`code = any(${[...codes]}::text[])`)
    .execute();
  return rows.map(stationOf);
}

/** What a page of stations is narrowed to. */
export type StationPage = {
  readonly after: string | null;
  readonly limit: number;
  readonly area: { readonly number: number; readonly last: number } | null;
  /** folded text that the station's search text must hold */
  readonly search: string;
};

export async function stationPage(query: Query, frame: string, page: StationPage): Promise<Station[]> {
  let rows = stations(query, frame).orderBy("code").limit(page.limit);
  if (page.after !== null) rows = rows.where("code", ">", page.after);
  if (page.area !== null)
    rows = rows.where("area", ">=", page.area.number).where("area", "<=", page.area.last);
  if (page.search !== "") rows = rows.where(sql<boolean>`position(${page.search} in search) > 0`);
  return (await rows.execute()).map(stationOf);
}

/** Codes and registered voters of all stations of a frame. */
export async function stationSizes(
  query: Query,
  frame: string,
): Promise<{ readonly code: string; readonly registered: number | null }[]> {
  return query.selectFrom("station").select(["code", "registered"]).where("frame_id", "=", frame).execute();
}

export async function changeRows(
  query: Query,
  frame: string,
  page: { readonly after: number; readonly limit: number },
): Promise<Selectable<FrameTables["frame_change"]>[]> {
  return query
    .selectFrom("frame_change")
    .selectAll()
    .where("frame_id", "=", frame)
    .where("number", ">", page.after)
    .orderBy("number")
    .limit(page.limit)
    .execute();
}

export async function changeCounts(query: Query, frame: string): Promise<Record<string, number>> {
  const rows = await query
    .selectFrom("frame_change")
    .select(({ fn }) => ["kind" as const, fn.countAll<number>().as("count")])
    .where("frame_id", "=", frame)
    .groupBy("kind")
    .execute();
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}
