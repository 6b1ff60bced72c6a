import type { Kysely, Selectable } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { FrameHead } from "../imports/index.ts";
import type { FrameTables } from "./tables.ts";

type Query = Kysely<Schema>;

/** An area with the sums of its stations. */
export type FrameArea = {
  readonly number: number;
  readonly last: number;
  readonly parent: number | null;
  readonly level: number;
  readonly name: string;
  readonly stations: number;
  readonly registered: number | null;
  readonly registeredMissing: number;
};

const areaOf = (row: Selectable<FrameTables["frame_area"]>): FrameArea => ({
  number: row.number,
  last: row.last,
  parent: row.parent,
  level: row.level,
  name: row.name,
  stations: row.stations,
  registered: row.registered,
  registeredMissing: row.registered_missing,
});

export async function areaRow(query: Query, frame: string, number: number): Promise<FrameArea | null> {
  const row = await query
    .selectFrom("frame_area")
    .selectAll()
    .where("frame_id", "=", frame)
    .where("number", "=", number)
    .executeTakeFirst();
  return row === undefined ? null : areaOf(row);
}

/** The areas right below an area, or the largest ones. */
export async function areasBelow(query: Query, frame: string, parent: number | null): Promise<FrameArea[]> {
  let rows = query.selectFrom("frame_area").selectAll().where("frame_id", "=", frame).orderBy("number");
  rows = parent === null ? rows.where("parent", "is", null) : rows.where("parent", "=", parent);
  return (await rows.execute()).map(areaOf);
}

/** Columns as lists: a country has tens of thousands of the smallest areas, more values than a statement takes. */
export async function insertAreas(query: Query, frame: string, areas: FrameHead["areas"]): Promise<void> {
  const column = <Name extends keyof FrameHead["areas"][number]>(name: Name) =>
    areas.map((area) => area[name]);
  await sql`
    insert into frame_area (frame_id, number, last, parent, level, name, stations, registered, registered_missing)
    select ${frame}, * from unnest(
      ${column("number")}::integer[], ${column("last")}::integer[], ${column("parent")}::integer[],
      ${column("level")}::integer[], ${column("name")}::text[], ${column("stations")}::integer[],
      ${column("registered")}::bigint[], ${column("registeredMissing")}::integer[])`.execute(query);
}
