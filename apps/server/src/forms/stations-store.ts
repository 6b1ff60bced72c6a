import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../database/schema.ts";

type Query = Kysely<Schema>;

/** A station's code as it is typed, the expression of the index `station_typed`; `typedCode` of `@veedor/xforms`. */
const TYPED = sql<string>`upper(regexp_replace(normalize(code, NFKD), '[^0-9A-Za-z]', '', 'g'))`;

/** Codes of the stations that are typed like this: none, one, or several that only separators tell apart. */
export async function stationsTypedAs(query: Query, frame: string, typed: string): Promise<string[]> {
  const rows = await query
    .selectFrom("station")
    .select("code")
    .where("frame_id", "=", frame)
    .where(TYPED, "=", typed)
    .limit(2)
    .execute();
  return rows.map(({ code }) => code);
}

/** How the frame's codes are typed: the longest, and whether digits suffice. */
export async function typingOfFrame(
  query: Query,
  frame: string,
): Promise<{ readonly longest: number; readonly isDigits: boolean }> {
  const row = await query
    .selectFrom("station")
    .select([
      sql<number>`coalesce(max(length(${TYPED})), 0)`.as("longest"),
      sql<boolean>`coalesce(bool_and(${TYPED} ~ '^[0-9]*$'), true)`.as("isDigits"),
    ])
    .where("frame_id", "=", frame)
    .executeTakeFirstOrThrow();
  return row;
}

/** A station that a person is assigned to. */
export type OwnStation = {
  readonly code: string;
  readonly areas: readonly string[];
  readonly centre: string | null;
  readonly registered: number | null;
};

/** The person's own stations, as the mission's latest frame has them. */
export async function ownStations(query: Query, mission: string, person: string): Promise<OwnStation[]> {
  return query
    .selectFrom("assignment")
    .innerJoin("station", "station.code", "assignment.station_code")
    .select(["station.code", "station.areas", "station.centre", "station.registered"])
    .where("assignment.mission_id", "=", mission)
    .where("assignment.person_id", "=", person)
    .where("station.frame_id", "=", (one) =>
      one
        .selectFrom("frame")
        .select("frame.id")
        .where("frame.mission_id", "=", mission)
        .orderBy("frame.version", "desc")
        .limit(1),
    )
    .orderBy("station.code")
    .execute();
}
