import type { Kysely, Selectable } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { SampleTables } from "./tables.ts";

type Query = Kysely<Schema>;

/**
 * A station of a draw.
 *
 * @property order in its stratum, from 1, spares counted on
 * @property replaces the station whose place this spare has taken
 * @property replacedBy the spare that has taken this station's place
 */
export type SampleStation = {
  readonly code: string;
  readonly stratum: string;
  readonly stratumStations: number;
  readonly stratumDrawn: number;
  readonly order: number;
  readonly ticket: string;
  readonly isSpare: boolean;
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  readonly evidence: string | null;
};

const stations = (query: Query, sample: string) =>
  query
    .selectFrom("sample_station as s")
    .leftJoin("sample_station as r", (join) =>
      join.onRef("r.sample_id", "=", "s.sample_id").onRef("r.replaces", "=", "s.station_code"),
    )
    .selectAll("s")
    .select("r.station_code as replaced_with")
    .where("s.sample_id", "=", sample);

const stationOf = (
  row: Selectable<SampleTables["sample_station"]> & { readonly replaced_with: string | null },
): SampleStation => ({
  code: row.station_code,
  stratum: row.stratum,
  stratumStations: row.stratum_stations,
  stratumDrawn: row.stratum_drawn,
  order: row.draw_order,
  ticket: row.ticket,
  isSpare: row.is_spare,
  replaces: row.replaces,
  replacedBy: row.replaced_with,
  evidence: row.replacement_evidence,
});

/** Place in a draw after which a page begins. */
export type DrawPlace = { readonly stratum: string; readonly order: number };

/** The draw in its order: strata by name, in each the drawn stations, then the spares. */
export async function drawPage(
  query: Query,
  sample: string,
  page: { readonly after: DrawPlace | null; readonly limit: number },
): Promise<SampleStation[]> {
  const { after, limit } = page;
  let rows = stations(query, sample).orderBy(sql`s.stratum collate "C"`).orderBy("s.draw_order").limit(limit);
  if (after !== null)
    rows = rows.where(
      sql<boolean>`(s.stratum collate "C", s.draw_order) > (${after.stratum}::text, ${after.order}::integer)`,
    );
  return (await rows.execute()).map(stationOf);
}

/** The stations that count: those drawn and not replaced, and the spares that stand for others. */
export async function stationsInForce(query: Query, sample: string): Promise<SampleStation[]> {
  const rows = await stations(query, sample)
    .where("r.station_code", "is", null)
    .where((where) => where.or([where("s.is_spare", "=", false), where("s.replaces", "is not", null)]))
    .orderBy(sql`s.stratum collate "C"`)
    .orderBy("s.draw_order")
    .execute();
  return rows.map(stationOf);
}

export async function stationInDraw(
  query: Query,
  sample: string,
  code: string,
): Promise<SampleStation | null> {
  const row = await stations(query, sample).where("s.station_code", "=", code).executeTakeFirst();
  return row === undefined ? null : stationOf(row);
}

/** The first spare of a stratum that stands for no other station yet. */
export async function nextSpare(query: Query, sample: string, stratum: string): Promise<string | null> {
  const row = await query
    .selectFrom("sample_station")
    .select("station_code")
    .where("sample_id", "=", sample)
    .where("stratum", "=", stratum)
    .where("is_spare", "=", true)
    .where("replaces", "is", null)
    .orderBy("draw_order")
    .limit(1)
    .executeTakeFirst();
  return row?.station_code ?? null;
}

export async function keepReplacement(
  query: Query,
  sample: string,
  replacement: {
    readonly spare: string;
    readonly station: string;
    readonly evidence: string;
    readonly at: Date;
    readonly person: string | null;
  },
): Promise<void> {
  const { spare, station, evidence, at, person } = replacement;
  await query
    .updateTable("sample_station")
    .set({ replaces: station, replacement_evidence: evidence, replaced_at: at, replaced_by: person })
    .where("sample_id", "=", sample)
    .where("station_code", "=", spare)
    .execute();
}
