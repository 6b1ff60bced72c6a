import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Election, Mission, MissionContest } from "./mission.ts";
import { contestRow, contestRows, electionRow, electionRows, heldContestRows, missionRow } from "./store.ts";

export { existingContest, freezeContest } from "./contests.ts";
export { existingElection } from "./elections.ts";
export type { Election, Mission, MissionContest } from "./mission.ts";
export { nameIn } from "./mission.ts";
export { createMission } from "./missions.ts";

// For other capabilities, which have asked for permission themselves; a transaction serves as a query.
type Query = Kysely<Schema>;

export const missionById = (query: Query, id: string): Promise<Mission | null> => missionRow(query, { id });

export const missionByCode = (query: Query, code: string): Promise<Mission | null> =>
  missionRow(query, { code });

export const electionById = (query: Query, mission: string, id: string): Promise<Election | null> =>
  electionRow(query, mission, id);

export const electionsOf = (query: Query, mission: string): Promise<Election[]> =>
  electionRows(query, mission);

/** A contest of any mission: compare its `mission` with the one that was asked for. */
export const contestById = (query: Query, id: string): Promise<MissionContest | null> =>
  contestRow(query, id);

export const contestsOf = (query: Query, mission: string): Promise<MissionContest[]> =>
  contestRows(query, { mission });

export const contestsOfElection = (query: Query, election: string): Promise<MissionContest[]> =>
  contestRows(query, { election });

/** The same, held until the transaction ends: no tally of theirs can be the first meanwhile. */
export const contestsHeld = (query: Query, election: string): Promise<MissionContest[]> =>
  heldContestRows(query, election);
