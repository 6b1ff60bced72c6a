import type { EvidenceTables } from "../evidence/tables.ts";
import type { FormTables } from "../forms/tables.ts";
import type { FrameTables } from "../frames/tables.ts";
import type { ImportTables } from "../imports/tables.ts";
import type { MissionTables } from "../missions/tables.ts";
import type { OfficialResultsTables } from "../official-results/tables.ts";
import type { PeopleTables } from "../people/tables.ts";
import type { PlanTables } from "../plans/tables.ts";
import type { QuickCountTables } from "../quick-count/tables.ts";
import type { ReleaseTables } from "../releases/tables.ts";
import type { SampleTables } from "../samples/tables.ts";
import type { SubmissionTables } from "../submissions/tables.ts";
import type { TallyTables } from "../tallies/tables.ts";

/** Every table, declared by the capability that owns it. */
export type Schema = OfficialResultsTables &
  ImportTables &
  FrameTables &
  EvidenceTables &
  MissionTables &
  PeopleTables &
  PlanTables &
  SampleTables &
  FormTables &
  SubmissionTables &
  TallyTables &
  QuickCountTables &
  ReleaseTables;
