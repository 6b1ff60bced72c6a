import type { Figure } from "@veedor/domain";
import type { Kysely, Selectable } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { OfficialResultsTables } from "./tables.ts";

type Query = Kysely<Schema>;

/** What the authority had published at an instant, for one contest. */
export type Snapshot = {
  readonly id: string;
  readonly mission: string;
  readonly contest: string;
  readonly frame: string | null;
  readonly kind: "preliminary" | "final";
  readonly publishedAt: Date;
  readonly tallies: number;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly importedAt: Date;
};

/** In the order in which the reading thread writes a tally's cells. */
export const COPY_TALLIES =
  "copy official_tally (official_results_id, station_code, figures, registered) from stdin";

export async function insertSnapshot(
  query: Query,
  snapshot: Omit<Snapshot, "tallies"> & { readonly mapping: string; readonly by: string | null },
): Promise<void> {
  const { id, kind, mapping } = snapshot;
  await query
    .insertInto("official_results")
    .values({
      id,
      kind,
      mapping,
      mission_id: snapshot.mission,
      contest_id: snapshot.contest,
      frame_id: snapshot.frame,
      published_at: snapshot.publishedAt,
      tallies: 0,
      file_name: snapshot.fileName,
      file_sha256: snapshot.fileSha256,
      imported_at: snapshot.importedAt,
      imported_by: snapshot.by,
    })
    .execute();
}

/** Completes a snapshot; PostgreSQL is let see how many tallies there are now, so that sums are planned for as many. */
export async function setTallies(query: Query, id: string, tallies: number): Promise<void> {
  await sql`analyze official_tally`.execute(query);
  await query.updateTable("official_results").set({ tallies }).where("id", "=", id).execute();
}

export async function snapshotRow(query: Query, id: string): Promise<Snapshot | null> {
  const row = await query.selectFrom("official_results").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : snapshotOf(row);
}

/** Of a mission, the latest published first; of one contest where it is named. */
export async function snapshotRows(
  query: Query,
  mission: string,
  contest: string | null,
): Promise<Snapshot[]> {
  let rows = query
    .selectFrom("official_results")
    .selectAll()
    .where("mission_id", "=", mission)
    .orderBy("published_at", "desc")
    .orderBy("id", "desc");
  if (contest !== null) rows = rows.where("contest_id", "=", contest);
  return (await rows.execute()).map(snapshotOf);
}

const snapshotOf = (row: Selectable<OfficialResultsTables["official_results"]>): Snapshot => ({
  id: row.id,
  mission: row.mission_id,
  contest: row.contest_id,
  frame: row.frame_id,
  kind: row.kind,
  publishedAt: row.published_at,
  tallies: row.tallies,
  fileName: row.file_name,
  fileSha256: row.file_sha256,
  importedAt: row.imported_at,
});

/** What official tallies are narrowed to: an area of the snapshot's frame, a text of the station. */
export type Narrowing = {
  readonly area: { readonly number: number; readonly last: number } | null;
  readonly search: string;
};

/** Tallies of a snapshot, tied to the stations of its frame where they are asked by area or text. */
function tallies(query: Query, { id, frame }: Snapshot, { area, search }: Narrowing) {
  let rows = query.selectFrom("official_tally").where("official_results_id", "=", id);
  if (area !== null || search !== "") {
    let codes = query.selectFrom("station").select("code").where("frame_id", "=", frame);
    if (area !== null) codes = codes.where("area", ">=", area.number).where("area", "<=", area.last);
    if (search !== "") codes = codes.where(sql<boolean>`position(${search} in search) > 0`);
    rows = rows.where("station_code", "in", codes);
  }
  return rows;
}

export type OfficialTally = {
  readonly station: string;
  readonly figures: readonly Figure[];
  readonly registered: number | null;
};

export async function tallyPage(
  query: Query,
  snapshot: Snapshot,
  narrowing: Narrowing,
  page: { readonly after: string | null; readonly limit: number },
): Promise<OfficialTally[]> {
  let rows = tallies(query, snapshot, narrowing)
    .select(["station_code", "figures", "registered"])
    .orderBy("station_code")
    .limit(page.limit);
  if (page.after !== null) rows = rows.where("station_code", ">", page.after);
  return (await rows.execute()).map(({ station_code, figures, registered }) => ({
    station: station_code,
    figures,
    registered,
  }));
}

/** A sum over the tallies whose figure is given (`null` when none is), and how many have none. */
export type FigureSum = { readonly sum: number | null; readonly missing: number };

/** What tallies add up to: how many there are, and for each sheet line the sum. */
export type TallySums = { readonly tallies: number; readonly sums: readonly FigureSum[] };

/** @param lines how many the contest has */
const sumColumns = (lines: number) => {
  const figures = Array.from({ length: lines }, (_, i) => sql`figures[${sql.lit(i + 1)}]`);
  return [
    sql<number>`count(*)`.as("tallies"),
    sql<(number | null)[]>`array[${sql.join(figures.map((figure) => sql`sum(${figure})::float8`))}]`.as(
      "sums",
    ),
    sql<number[]>`array[${sql.join(figures.map((figure) => sql`count(${figure})::float8`))}]`.as("given"),
  ] as const;
};

function sumsOf(row: {
  readonly tallies: number;
  readonly sums: readonly (number | null)[];
  readonly given: readonly number[];
}): TallySums {
  const { tallies, sums, given } = row;
  return { tallies, sums: sums.map((sum, i) => ({ sum, missing: tallies - (given[i] ?? 0) })) };
}

/** Sums over a whole snapshot, or over an area of its frame. */
export async function figureSums(
  query: Query,
  snapshot: Snapshot,
  area: Narrowing["area"],
  lines: number,
): Promise<TallySums> {
  const row = await tallies(query, snapshot, { area, search: "" })
    .select(sumColumns(lines))
    .executeTakeFirstOrThrow();
  return sumsOf(row);
}

/**
 * Sums for each area of one level, by its name, within an area or in all; in one pass over the tallies.
 *
 * @param level of the frame's levels, from 0
 */
export async function figureSumsByArea(
  query: Query,
  { id, frame }: Snapshot,
  within: Narrowing["area"],
  level: number,
  lines: number,
): Promise<Map<string, TallySums>> {
  let rows = query
    .selectFrom("official_tally")
    .innerJoin("station", (join) =>
      join.onRef("station.code", "=", "official_tally.station_code").on("station.frame_id", "=", frame),
    )
    .where("official_results_id", "=", id)
    .select(sql<string>`areas[${sql.lit(level + 1)}]`.as("name"))
    .select(sumColumns(lines))
    .groupBy("name");
  if (within !== null) rows = rows.where("area", ">=", within.number).where("area", "<=", within.last);
  return new Map((await rows.execute()).map((row) => [row.name, sumsOf(row)]));
}
