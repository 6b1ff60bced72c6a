export type PlanTables = {
  readonly analysis_plan: {
    id: string;
    mission_id: string;
    contest_id: string;
    version: number;
    document: string;
    hash: string;
    proposed_by: string;
    proposed_at: Date;
    confirmed_by: string | null;
    frozen_at: Date | null;
    after_first_tally: boolean | null;
    reason: string | null;
  };
};
