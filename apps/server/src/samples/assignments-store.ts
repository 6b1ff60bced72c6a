import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";

type Query = Kysely<Schema>;

/** Who observes which station. */
export type Assignment = { readonly station: string; readonly person: string };

/** Adds assignments; those that stand already stay. @returns how many are new */
export async function insertAssignments(
  query: Query,
  mission: string,
  assignments: readonly Assignment[],
  now: Date,
): Promise<number> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto("assignment")
    .values(
      assignments.map(({ station, person }) => ({
        mission_id: mission,
        station_code: station,
        person_id: person,
        assigned_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}

export async function deleteAssignment(
  query: Query,
  mission: string,
  { station, person }: Assignment,
): Promise<boolean> {
  const { numDeletedRows } = await query
    .deleteFrom("assignment")
    .where("mission_id", "=", mission)
    .where("station_code", "=", station)
    .where("person_id", "=", person)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A page of assignments by station, then person. */
export async function assignmentPage(
  query: Query,
  mission: string,
  page: { readonly after: Assignment | null; readonly limit: number },
): Promise<Assignment[]> {
  let rows = query
    .selectFrom("assignment")
    .select(["station_code as station", "person_id as person"])
    .where("mission_id", "=", mission)
    .orderBy("station_code")
    .orderBy("person_id")
    .limit(page.limit);
  if (page.after !== null)
    rows = rows.where(
      sql<boolean>`(station_code, person_id) > (${page.after.station}::text, ${page.after.person}::uuid)`,
    );
  return rows.execute();
}

/** Codes of the stations that a person observes. */
export async function stationsAssignedTo(query: Query, mission: string, person: string): Promise<string[]> {
  const rows = await query
    .selectFrom("assignment")
    .select("station_code")
    .where("mission_id", "=", mission)
    .where("person_id", "=", person)
    .orderBy("station_code")
    .execute();
  return rows.map(({ station_code }) => station_code);
}

/** Who observes these stations. */
export async function assigneesOf(
  query: Query,
  mission: string,
  stations: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await query
    .selectFrom("assignment")
    .select(["station_code", "person_id"])
    .where("mission_id", "=", mission)
    .where(sql<boolean>`station_code = any(${[...stations]}::text[])`)
    .orderBy("assigned_at")
    .orderBy("person_id")
    .execute();
  const assignees = new Map<string, string[]>();
  for (const { station_code, person_id } of rows)
    assignees.set(station_code, [...(assignees.get(station_code) ?? []), person_id]);
  return assignees;
}

/** Those of the persons who have no part in the mission. */
export async function withoutPart(
  query: Query,
  mission: string,
  persons: readonly string[],
): Promise<string[]> {
  const rows = await query
    .selectFrom("membership")
    .select("person_id")
    .distinct()
    .where("mission_id", "=", mission)
    .where(sql<boolean>`person_id = any(${[...persons]}::uuid[])`)
    .execute();
  const members = new Set(rows.map(({ person_id }) => person_id));
  return persons.filter((person) => !members.has(person));
}
