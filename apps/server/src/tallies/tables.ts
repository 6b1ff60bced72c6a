import type { CheckCode, CheckParameters, Figure } from "@veedor/domain";
import type { ColumnType, Generated } from "kysely";

/** Whether a report may be estimated from, waits for the desk, or has been set aside by it. */
export type ReportState = "counted" | "waiting" | "set-aside";

/** What became of a report; the last three come of a rule and not of a person. */
export type DecisionKind =
  | "accepted"
  | "corrected"
  | "set-aside"
  | "restored"
  | "counted-instead"
  | "superseded"
  | "verified";

/** What came of a call about a station. */
export const CALL_OUTCOMES = [
  "reported",
  "will-report",
  "no-answer",
  "unreachable",
  "station-closed",
  "other",
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

export type TallyTables = {
  readonly tally_station: { contest_id: string; station_code: string; reports: number };
  readonly tally_report: {
    id: string;
    mission_id: string;
    contest_id: string;
    station_code: string;
    sequence: Generated<number>;
    submission_id: string | null;
    device_id: string | null;
    observer_id: string | null;
    entered_by: string | null;
    arrived_at: Date;
    comment: string | null;
    state: ReportState;
    current_version: Generated<number>;
    revision: Generated<number>;
    verified_at: Date | null;
    verified_by: string | null;
    locked_by: string | null;
    locked_until: Date | null;
  };
  readonly tally_version: {
    report_id: string;
    version: number;
    figures: ColumnType<Figure[], readonly Figure[]>;
    made_at: Date;
    made_by: string | null;
    reason: string | null;
  };
  readonly tally_flag: {
    report_id: string;
    version: number;
    code: CheckCode;
    parameters: ColumnType<CheckParameters, string>;
  };
  readonly tally_decision: {
    id: Generated<number>;
    report_id: string;
    at: Date;
    decided_by: string | null;
    kind: DecisionKind;
    version: number;
    reason: string | null;
  };
  readonly desk_call: {
    id: string;
    mission_id: string;
    contest_id: string;
    station_code: string;
    called: string | null;
    called_by: string;
    at: Date;
    outcome: CallOutcome;
  };
};
