import type { EvidenceTables } from "../evidence/tables.ts";
import type { MissionTables } from "../missions/tables.ts";
import type { PeopleTables } from "../people/tables.ts";

/** Every table, declared by the capability that owns it. */
export type Schema = EvidenceTables & MissionTables & PeopleTables;
