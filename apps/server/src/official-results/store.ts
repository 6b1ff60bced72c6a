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

export async function setTallies(query: Query, id: string, tallies: number): Promise<void> {
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

/**
 * How many tallies there are, and for each sheet line the sum.
 *
 * @param lines how many the contest has
 */
export async function figureSums(
  query: Query,
  snapshot: Snapshot,
  narrowing: Narrowing,
  lines: number,
): Promise<{ readonly tallies: number; readonly sums: readonly FigureSum[] }> {
  const positions = Array.from({ length: lines }, (_, i) => sql`figures[${sql.lit(i + 1)}]`);
  const row = await tallies(query, snapshot, narrowing)
    .select([
      sql<number>`count(*)`.as("tallies"),
      sql<(number | null)[]>`array[${sql.join(positions.map((figure) => sql`sum(${figure})::float8`))}]`.as(
        "sums",
      ),
      sql<number[]>`array[${sql.join(positions.map((figure) => sql`count(${figure})::float8`))}]`.as("given"),
    ])
    .executeTakeFirstOrThrow();
  const sums = row.sums.map((sum, i) => ({
    sum,
    missing: row.tallies - (row.given[i] ?? 0),
  }));
  return { tallies: row.tallies, sums };
}
