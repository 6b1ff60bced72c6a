export type ReleaseTables = {
  readonly release: {
    id: string;
    mission_id: string;
    contest_id: string;
    take_id: string;
    record: string;
    hash: string;
    proposed_by: string;
    proposed_at: Date;
    override_reason: string | null;
    confirmed_by: string | null;
    released_at: Date | null;
    withdrawn_at: Date | null;
    withdrawn_by: string | null;
    withdrawal_reason: string | null;
  };
};
