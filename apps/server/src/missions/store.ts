import type { Insertable, Kysely, Updateable } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Election, Mission, MissionContest } from "./mission.ts";
import { contestOf, electionOf, missionOf } from "./mission.ts";
import type { MissionTables } from "./tables.ts";

type Query = Kysely<Schema>;

export async function missionRow(
  query: Query,
  by: { readonly id: string } | { readonly code: string },
): Promise<Mission | null> {
  const [column, value] = "id" in by ? (["id", by.id] as const) : (["code", by.code] as const);
  const row = await query.selectFrom("mission").selectAll().where(column, "=", value).executeTakeFirst();
  return row === undefined ? null : missionOf(row);
}

export async function missionRows(query: Query, ids: readonly string[] | "all"): Promise<Mission[]> {
  let rows = query.selectFrom("mission").selectAll().orderBy("created_at").orderBy("id");
  if (ids !== "all") rows = rows.where("id", "in", [...ids, NO_ID]);
  return (await rows.execute()).map(missionOf);
}

/** Stands in lists that may be empty, which SQL's `in` may not. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** Kinds of the missions that the database holds; taken under a lock, so that two at once do not mix them. */
export async function kindsHeld(query: Query): Promise<string[]> {
  await sql`lock table mission in share row exclusive mode`.execute(query);
  const rows = await query.selectFrom("mission").select("kind").distinct().execute();
  return rows.map(({ kind }) => kind);
}

export async function insertMission(query: Query, row: Insertable<MissionTables["mission"]>): Promise<void> {
  await query.insertInto("mission").values(row).execute();
}

export async function updateMission(
  query: Query,
  id: string,
  changes: Updateable<MissionTables["mission"]>,
): Promise<void> {
  await query.updateTable("mission").set(changes).where("id", "=", id).execute();
}

export async function personExists(query: Query, id: string): Promise<boolean> {
  const row = await query
    .selectFrom("person")
    .select("id")
    .where("id", "=", id)
    .where("disabled_at", "is", null)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function electionRows(query: Query, mission: string): Promise<Election[]> {
  const rows = await query
    .selectFrom("election")
    .selectAll()
    .where("mission_id", "=", mission)
    .orderBy("day")
    .execute();
  return rows.map(electionOf);
}

/** @param lock holds the row until the transaction ends */
export async function electionRow(
  query: Query,
  mission: string,
  id: string,
  lock = false,
): Promise<Election | null> {
  let rows = query.selectFrom("election").selectAll().where("mission_id", "=", mission).where("id", "=", id);
  if (lock) rows = rows.forNoKeyUpdate();
  const row = await rows.executeTakeFirst();
  return row === undefined ? null : electionOf(row);
}

export async function insertElection(
  query: Query,
  row: Insertable<MissionTables["election"]>,
): Promise<void> {
  await query.insertInto("election").values(row).execute();
}

export async function updateElection(
  query: Query,
  id: string,
  changes: Updateable<MissionTables["election"]>,
): Promise<void> {
  await query.updateTable("election").set(changes).where("id", "=", id).execute();
}

const contests = (query: Query) =>
  query
    .selectFrom("contest")
    .innerJoin("mission", "mission.id", "contest.mission_id")
    .selectAll("contest")
    .select("mission.languages");

export async function contestRows(
  query: Query,
  by: { readonly mission: string } | { readonly election: string },
): Promise<MissionContest[]> {
  let rows = contests(query).orderBy("contest.code");
  if ("mission" in by) rows = rows.where("contest.mission_id", "=", by.mission);
  else rows = rows.where("contest.election_id", "=", by.election);
  return (await rows.execute()).map((row) => contestOf(row, row.languages));
}

/** The contests of an election, held until the transaction ends. */
export async function heldContestRows(query: Query, election: string): Promise<MissionContest[]> {
  const rows = await contests(query)
    .where("contest.election_id", "=", election)
    .orderBy("contest.id")
    .forNoKeyUpdate("contest")
    .execute();
  return rows.map((row) => contestOf(row, row.languages));
}

/** @param lock holds the row until the transaction ends */
export async function contestRow(query: Query, id: string, lock = false): Promise<MissionContest | null> {
  let rows = contests(query).where("contest.id", "=", id);
  // Not the key: reports that are being stored point at the contest, and would wait in a circle with who freezes it.
  if (lock) rows = rows.forNoKeyUpdate("contest");
  const row = await rows.executeTakeFirst();
  return row === undefined ? null : contestOf(row, row.languages);
}

export async function insertContest(query: Query, row: Insertable<MissionTables["contest"]>): Promise<void> {
  await query.insertInto("contest").values(row).execute();
}

export async function updateContest(
  query: Query,
  id: string,
  changes: Updateable<MissionTables["contest"]>,
): Promise<void> {
  await query.updateTable("contest").set(changes).where("id", "=", id).execute();
}
