import type { Kysely, RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";

type Side = {
  readonly id: string;
  readonly areaLevels: readonly string[];
  readonly attributeNames: readonly string[];
};

/**
 * Stores what a frame has other than the version before it, as `compareFrames` of the domain defines it: a station is
 * the same when it has the former code that the next version names, or else the same code; each previous station is
 * matched once at most, and a code that another station claims as its former one belongs to that other station. In
 * SQL, since two national frames need not both come into memory for it.
 */
export async function insertChanges(query: Kysely<Schema>, previous: Side, next: Side): Promise<void> {
  await sql`
    insert into frame_change (frame_id, number, kind, from_code, to_code, columns)
    with former as (
      select distinct former_code as code from station
      where frame_id = ${next.id} and former_code is not null
    ), wanting as (
      select code, coalesce(former_code, case when former.code is null then station.code end) as wanted
      from station left join former using (code) where frame_id = ${next.id}
    ), first as (
      select distinct on (wanted) code, wanted from wanting where wanted is not null order by wanted, code
    ), pair as (
      select first.code as to_code, p.code as from_code, ${differing(previous, next)} as columns
      from first
      join station p on p.frame_id = ${previous.id} and p.code = first.wanted
      join station n on n.frame_id = ${next.id} and n.code = first.code
    ), found as (
      select 1 as place, 'added' as kind, null as from_code, station.code as to_code, '{}'::text[] as columns
      from station left join pair on pair.to_code = station.code
      where frame_id = ${next.id} and pair.to_code is null
      union all
      select 2, 'removed', station.code, null, '{}'::text[]
      from station left join pair on pair.from_code = station.code
      where frame_id = ${previous.id} and pair.from_code is null
      union all
      select 3, 'changed', from_code, to_code, columns from pair where cardinality(columns) > 0
    )
    select ${next.id}, row_number() over (order by place, coalesce(to_code, from_code)), kind, from_code, to_code, columns
    from found`.execute(query);
}

/** Names of the columns in which stations `p` and `n` differ. */
function differing(previous: Side, next: Side): RawBuilder<string[]> {
  const own = new Set([
    ...previous.areaLevels,
    ...next.areaLevels,
    ...previous.attributeNames,
    ...next.attributeNames,
  ]);
  const names = [...own].map((name) => ({
    name,
    before: valueOf("p", previous, name),
    after: valueOf("n", next, name),
  }));
  const fixed = (["centre", "registered", "code"] as const).flatMap((name) =>
    own.has(name) && name === "centre"
      ? []
      : [{ name, before: sql`${sql.ref(`p.${name}`)}`, after: sql`${sql.ref(`n.${name}`)}` }],
  );
  const cases = [...names, ...fixed].map(
    ({ name, before, after }) => sql`case when ${before} is distinct from ${after} then ${name}::text end`,
  );
  return sql`array_remove(array[${sql.join(cases)}]::text[], null)`;
}

/** A column's value of a station, as `stationColumn` of the domain gives it. */
function valueOf(station: "p" | "n", side: Side, name: string): RawBuilder<unknown> {
  const level = side.areaLevels.indexOf(name);
  if (level >= 0) return sql`${sql.ref(`${station}.areas`)}[${sql.lit(level + 1)}]`;
  if (name === "centre") return sql`${sql.ref(`${station}.centre`)}`;
  if (!side.attributeNames.includes(name)) return sql`null::text`;
  return sql`coalesce(${sql.ref(`${station}.attributes`)} ->> ${name}::text, '')`;
}
