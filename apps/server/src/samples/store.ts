import type { DrawnStation } from "@veedor/statistics";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Allocated, SampleDesignEntry } from "./design.ts";
import type { AnnouncedPlan, SampleTables } from "./tables.ts";

type Query = Kysely<Schema>;

/**
 * A draw, from its announcement to its opening.
 *
 * @property number of the election's draws, in the order of their announcements
 * @property mergedInto for a stratum too small, the one that it was merged into
 * @property secret what its seal holds, once opened; with the contributions it makes the seed
 */
export type Sample = {
  readonly id: string;
  readonly mission: string;
  readonly election: string;
  readonly number: number;
  readonly frame: string;
  readonly design: SampleDesignEntry;
  readonly mergedInto: Readonly<Record<string, string>>;
  readonly allocation: readonly Allocated[];
  readonly plans: readonly AnnouncedPlan[];
  readonly secretSha256: string;
  readonly reason: string | null;
  readonly announcedAt: Date;
  readonly drawnAt: Date | null;
  readonly openedAt: Date | null;
  readonly secret: string | null;
  readonly seed: string | null;
};

export type Contribution = {
  readonly number: number;
  readonly text: string;
  readonly source: string;
  readonly addedAt: Date;
};

/** All but the sealed secret, which is read only to draw and to open. */
const COLUMNS = [
  "id",
  "mission_id",
  "election_id",
  "number",
  "frame_id",
  "design",
  "merged_into",
  "allocation",
  "plans",
  "secret_sha256",
  "reason",
  "announced_at",
  "drawn_at",
  "opened_at",
  "secret",
  "seed",
] as const;

type Row = Pick<Selectable<SampleTables["sample"]>, (typeof COLUMNS)[number]>;

const sampleOf = (row: Row): Sample => ({
  id: row.id,
  mission: row.mission_id,
  election: row.election_id,
  number: row.number,
  frame: row.frame_id,
  design: row.design,
  mergedInto: row.merged_into,
  allocation: row.allocation,
  plans: row.plans,
  secretSha256: row.secret_sha256,
  reason: row.reason,
  announcedAt: row.announced_at,
  drawnAt: row.drawn_at,
  openedAt: row.opened_at,
  secret: row.secret,
  seed: row.seed,
});

export async function insertSample(
  query: Query,
  sample: Omit<Sample, "drawnAt" | "openedAt" | "secret" | "seed"> & {
    readonly secretSealed: Buffer;
    readonly announcedBy: string;
  },
): Promise<void> {
  const { id, number, design, allocation, plans, reason } = sample;
  await query
    .insertInto("sample")
    .values({
      id,
      number,
      reason,
      mission_id: sample.mission,
      election_id: sample.election,
      frame_id: sample.frame,
      design: JSON.stringify(design),
      merged_into: JSON.stringify(sample.mergedInto),
      allocation: JSON.stringify(allocation),
      plans: JSON.stringify(plans),
      secret_sha256: sample.secretSha256,
      secret_sealed: sample.secretSealed,
      announced_at: sample.announcedAt,
      announced_by: sample.announcedBy,
    })
    .execute();
}

/** @param lock holds the row until the transaction ends */
export async function sampleRow(query: Query, id: string, lock = false): Promise<Sample | null> {
  let rows = query.selectFrom("sample").select(COLUMNS).where("id", "=", id);
  if (lock) rows = rows.forNoKeyUpdate();
  const row = await rows.executeTakeFirst();
  return row === undefined ? null : sampleOf(row);
}

/** Every draw that was announced, in its order. */
export async function sampleRows(
  query: Query,
  of: { readonly mission: string } | { readonly election: string },
): Promise<Sample[]> {
  const rows = query.selectFrom("sample").select(COLUMNS).orderBy("announced_at").orderBy("number");
  const chosen =
    "mission" in of ? rows.where("mission_id", "=", of.mission) : rows.where("election_id", "=", of.election);
  return (await chosen.execute()).map(sampleOf);
}

/** The latest draw of an election that has been made. */
export async function latestDrawn(query: Query, election: string): Promise<Sample | null> {
  const row = await query
    .selectFrom("sample")
    .select(COLUMNS)
    .where("election_id", "=", election)
    .where("drawn_at", "is not", null)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : sampleOf(row);
}

export async function sealedSecret(query: Query, id: string): Promise<Buffer> {
  const row = await query
    .selectFrom("sample")
    .select("secret_sealed")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.secret_sealed;
}

export async function insertContribution(
  query: Query,
  sample: string,
  contribution: Contribution & { readonly addedBy: string | null },
): Promise<void> {
  const { number, text, source, addedAt, addedBy } = contribution;
  await query
    .insertInto("sample_contribution")
    .values({ sample_id: sample, number, text, source, added_at: addedAt, added_by: addedBy })
    .execute();
}

export async function contributionRows(query: Query, sample: string): Promise<Contribution[]> {
  const rows = await query
    .selectFrom("sample_contribution")
    .selectAll()
    .where("sample_id", "=", sample)
    .orderBy("number")
    .execute();
  return rows.map(({ number, text, source, added_at }) => ({ number, text, source, addedAt: added_at }));
}

/** Rows that one statement inserts. */
const TOGETHER = 2_000;

export async function keepDraw(
  query: Query,
  sample: Sample,
  drawn: readonly DrawnStation[],
  by: { readonly at: Date; readonly person: string | null },
): Promise<void> {
  const strata = new Map(sample.allocation.map((one) => [one.stratum, one]));
  for (let start = 0; start < drawn.length; start += TOGETHER) {
    const values = drawn.slice(start, start + TOGETHER).map(({ station, stratum, order, ticket, spare }) => ({
      sample_id: sample.id,
      station_code: station,
      stratum,
      stratum_stations: strata.get(stratum)?.stations ?? 0,
      stratum_drawn: strata.get(stratum)?.drawn ?? 0,
      draw_order: order,
      ticket,
      is_spare: spare,
    }));
    await query.insertInto("sample_station").values(values).execute();
  }
  await query
    .updateTable("sample")
    .set({ drawn_at: by.at, drawn_by: by.person })
    .where("id", "=", sample.id)
    .execute();
}

export async function keepOpening(
  query: Query,
  id: string,
  opening: {
    readonly at: Date;
    readonly person: string | null;
    readonly secret: string;
    readonly seed: string;
  },
): Promise<void> {
  const { at, person, secret, seed } = opening;
  await query
    .updateTable("sample")
    .set({ opened_at: at, opened_by: person, secret, seed })
    .where("id", "=", id)
    .execute();
}

/** Keeps the canonical form of an opened sample's frame. */
export async function keepFrameText(query: Query, sample: string, gzip: Buffer): Promise<void> {
  await query.insertInto("sample_frame_text").values({ sample_id: sample, gzip }).execute();
}

export async function frameTextOf(query: Query, sample: string): Promise<Buffer | null> {
  const row = await query
    .selectFrom("sample_frame_text")
    .select("gzip")
    .where("sample_id", "=", sample)
    .executeTakeFirst();
  return row?.gzip ?? null;
}
