import type { Look, Take } from "@veedor/quick-count";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import { takeText } from "./making.ts";
import type { TakeInput } from "./tables.ts";

type Query = Kysely<Schema>;

/** A contest that has a frozen plan and a drawn sample, with the numbers of the takes that have been made by it. */
export type ActiveContest = {
  readonly contest: string;
  readonly mission: string;
  readonly plan: string;
  readonly frozenAt: Date;
  readonly made: readonly number[];
};

export async function activeContests(query: Query): Promise<ActiveContest[]> {
  const { rows } = await sql<ActiveContest>`
    select c.id as contest, c.mission_id as mission, p.id as plan, p.frozen_at as "frozenAt",
      array(select number from take t where t.contest_id = c.id and t.plan_id = p.id) as made
    from contest c
    join lateral (
      select id, frozen_at from analysis_plan a where a.contest_id = c.id and a.frozen_at is not null
      order by version desc limit 1
    ) p on true
    where exists (select from sample s where s.election_id = c.election_id and s.drawn_at is not null)
    order by c.id`.execute(query);
  return rows;
}

/** How many stations of a frame have which values in these columns; "" where a station has none. */
export async function columnCounts(
  query: Query,
  frame: { readonly id: string; readonly areaLevels: readonly string[] },
  columns: readonly string[],
): Promise<{ readonly values: readonly string[]; readonly stations: number }[]> {
  const expressions = columns.map((column) => {
    const level = frame.areaLevels.indexOf(column);
    if (level >= 0) return sql`coalesce(areas[${sql.lit(level + 1)}], '')`;
    if (column === "centre") return sql`coalesce(centre, '')`;
    return sql`coalesce(attributes ->> ${column}, '')`;
  });
  const { rows } = await sql<{ values: string[]; stations: number }>`
    select values, count(*)::integer as stations
    from station, lateral (select array[${sql.join(expressions)}]::text[] as values) as v
    where frame_id = ${frame.id} group by values`.execute(query);
  return rows;
}

/**
 * What tells the evening of a contest from another: plan, sample and how many of its spares stand for stations. While
 * it is the same, so is everything that was settled before reports came.
 */
export async function eveningKey(query: Query, contest: string): Promise<string> {
  const { rows } = await sql<{ key: string }>`
    select concat_ws(' ', c.id, (
        select id from analysis_plan p where p.contest_id = c.id and p.frozen_at is not null
        order by version desc limit 1
      ), s.id, (
        select count(*) from sample_station t where t.sample_id = s.id and t.replaces is not null
      )) as key
    from contest c
    left join lateral (
      select id from sample where election_id = c.election_id and drawn_at is not null
      order by number desc limit 1
    ) s on true
    where c.id = ${contest}`.execute(query);
  return rows[0]?.key ?? "";
}

/** A take as it was made. */
export type StoredTake = {
  readonly id: string;
  readonly mission: string;
  readonly contest: string;
  readonly plan: string;
  readonly sample: string;
  readonly number: number;
  readonly at: Date;
  readonly madeAt: Date;
  readonly content: Take;
  readonly inputsHash: string;
};

const takes = (query: Query) =>
  query
    .selectFrom("take")
    .select(["id", "number", "at", "content"])
    .select(["mission_id as mission", "contest_id as contest", "plan_id as plan", "sample_id as sample"])
    .select(["made_at as madeAt", "inputs_hash as inputsHash"]);

/** Stores a take. @returns false when its instant has one already */
export async function insertTake(
  query: Query,
  take: StoredTake & { readonly inputs: readonly TakeInput[] },
): Promise<boolean> {
  const row = await query
    .insertInto("take")
    .values({
      id: take.id,
      number: take.number,
      at: take.at,
      mission_id: take.mission,
      contest_id: take.contest,
      plan_id: take.plan,
      sample_id: take.sample,
      made_at: take.madeAt,
      content: takeText(take.content),
      inputs: JSON.stringify(take.inputs),
      inputs_hash: take.inputsHash,
    })
    .onConflict((conflict) => conflict.columns(["contest_id", "plan_id", "number"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function takeById(query: Query, id: string): Promise<StoredTake | null> {
  return (await takes(query).where("id", "=", id).executeTakeFirst()) ?? null;
}

/** A take without the response of each stratum and without covariances, which are most of it. */
export type TakeInCourse = Omit<StoredTake, "content"> & {
  readonly content: Omit<Take, "groups" | "strata" | "postStrata" | "weighted" | "postStratified">;
};

/** Takes of a contest in the order of their instants, by whatever plan; `after` is an instant. */
export async function takePage(
  query: Query,
  contest: string,
  page: { readonly after: Date | null; readonly limit: number },
): Promise<TakeInCourse[]> {
  // Left out in the database: an evening's takes are megabytes, and screens ask for them again and again.
  const { rows } = await sql<TakeInCourse>`
    select id, mission_id as mission, contest_id as contest, plan_id as plan, sample_id as sample, number, at,
      made_at as "madeAt", inputs_hash as "inputsHash",
      (content - '{groups,strata,postStrata,weighted,postStratified}'::text[]) #- '{figures,shareCovariance}'
        as content
    from take
    where contest_id = ${contest} ${page.after === null ? sql`` : sql`and at > ${page.after}`}
    order by at, id limit ${page.limit}`.execute(query);
  return rows;
}

/** What a take looks at of those that were made before it by the same plan; all of them where it has no number. */
export async function looksBefore(
  query: Query,
  at: { readonly contest: string; readonly plan: string; readonly number: number | null },
): Promise<Look[]> {
  const { rows } = await sql<Look>`
    select content -> 'figures' as figures, (content ->> 'usable')::integer as usable,
      (content ->> 'designed')::integer as designed
    from take
    where contest_id = ${at.contest} and plan_id = ${at.plan}
      ${at.number === null ? sql`` : sql`and number < ${at.number}`}
    order by number`.execute(query);
  return rows.map((row) => ({ ...row, figures: row.figures ?? null }));
}

/** What a take was made from. */
export async function takeInputs(query: Query, take: string): Promise<readonly TakeInput[]> {
  const row = await query.selectFrom("take").select("inputs").where("id", "=", take).executeTakeFirst();
  return row?.inputs ?? [];
}

/** The estimate as it stands between takes. */
export type StoredEstimate = Pick<
  StoredTake,
  "mission" | "contest" | "plan" | "sample" | "madeAt" | "content" | "inputsHash"
>;

export async function latestEstimate(query: Query, contest: string): Promise<StoredEstimate | null> {
  const row = await query
    .selectFrom("estimate")
    .select(["content"])
    .select(["mission_id as mission", "contest_id as contest", "plan_id as plan", "sample_id as sample"])
    .select(["made_at as madeAt", "inputs_hash as inputsHash"])
    .where("contest_id", "=", contest)
    .executeTakeFirst();
  return row ?? null;
}

/** Puts an estimate in the place of an older one. */
export async function replaceEstimate(query: Query, estimate: StoredEstimate): Promise<void> {
  const row = {
    mission_id: estimate.mission,
    plan_id: estimate.plan,
    sample_id: estimate.sample,
    made_at: estimate.madeAt,
    content: takeText(estimate.content),
    inputs_hash: estimate.inputsHash,
  };
  await query
    .insertInto("estimate")
    .values({ contest_id: estimate.contest, ...row })
    .onConflict((conflict) =>
      conflict
        .column("contest_id")
        .doUpdateSet(row)
        .whereRef("estimate.made_at", "<=", sql`excluded.made_at`),
    )
    .execute();
}
