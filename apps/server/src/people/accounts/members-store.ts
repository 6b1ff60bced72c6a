import type { Role } from "@veedor/domain";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../../database/schema.ts";

type Query = Kysely<Schema>;

/** Adds a role; whether it was new. */
export async function insertMembership(
  query: Query,
  mission: string,
  person: string,
  role: Role,
  since: Date,
): Promise<boolean> {
  const row = await query
    .insertInto("membership")
    .values({ mission_id: mission, person_id: person, role, since })
    .onConflict((one) => one.columns(["mission_id", "person_id", "role"]).doNothing())
    .returning("person_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteMembership(
  query: Query,
  mission: string,
  person: string,
  role: Role,
): Promise<boolean> {
  const row = await query
    .deleteFrom("membership")
    .where("mission_id", "=", mission)
    .where("person_id", "=", person)
    .where("role", "=", role)
    .returning("person_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** The chiefs of a mission, locked, so that two do not take each other's role at one moment. */
export async function lockChiefs(query: Query, mission: string): Promise<string[]> {
  const rows = await query
    .selectFrom("membership")
    .select("person_id")
    .where("mission_id", "=", mission)
    .where("role", "=", "chief")
    .orderBy("person_id")
    .forUpdate()
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/** Locks a mission's row; whether there is one. */
export async function lockMission(query: Query, mission: string): Promise<boolean> {
  const row = await query
    .selectFrom("mission")
    .select("id")
    .where("id", "=", mission)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a chief of the mission is neither disabled nor erased. */
export async function hasChiefInUse(query: Query, mission: string): Promise<boolean> {
  const row = await query
    .selectFrom("membership")
    .innerJoin("person", "person.id", "membership.person_id")
    .select("person.id")
    .where("mission_id", "=", mission)
    .where("role", "=", "chief")
    .where("disabled_at", "is", null)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function isMember(query: Query, mission: string, person: string): Promise<boolean> {
  const row = await query
    .selectFrom("membership")
    .select("person_id")
    .where("mission_id", "=", mission)
    .where("person_id", "=", person)
    .executeTakeFirst();
  return row !== undefined;
}

/** People of a mission with their roles, a page of them by identifier. */
export function membersOf(query: Query, mission: string, after: string | null, limit: number) {
  return query
    .selectFrom("membership")
    .innerJoin("person", "person.id", "membership.person_id")
    .leftJoin("account_password", "account_password.person_id", "person.id")
    .select(["membership.person_id", "person.disabled_at"])
    .select(sql<Role[]>`array_agg(membership.role order by membership.role)`.as("roles"))
    .select(sql<boolean>`account_password.person_id is not null`.as("has_password"))
    .where("mission_id", "=", mission)
    .$if(after !== null, (select) => select.where("membership.person_id", ">", after ?? ""))
    .groupBy(["membership.person_id", "person.disabled_at", "account_password.person_id"])
    .orderBy("membership.person_id")
    .limit(limit)
    .execute();
}
