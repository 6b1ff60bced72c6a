-- Takes as they were made, and releases.

create table take (
  id uuid primary key,
  mission_id uuid not null references mission,
  contest_id uuid not null references contest,
  plan_id uuid not null references analysis_plan,
  sample_id uuid not null references sample,
  number integer not null,
  at timestamptz not null,
  made_at timestamptz not null,
  -- The whole take (packages/quick-count); embargoed.
  content jsonb not null,
  unique (contest_id, plan_id, number)
);
create index take_mission on take (mission_id);
create index take_plan on take (plan_id);
create index take_sample on take (sample_id);

create table release (
  id uuid primary key,
  mission_id uuid not null references mission,
  contest_id uuid not null references contest,
  take_id uuid not null references take,
  -- The frozen record as canonical JSON; what is confirmed is its SHA-256.
  record text not null,
  hash text not null,
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  -- Why it is released although the gate is shut; published with it.
  override_reason text,
  confirmed_by uuid references person check (confirmed_by <> proposed_by),
  released_at timestamptz,
  withdrawn_at timestamptz
);
create index release_mission on release (mission_id);
create index release_contest on release (contest_id);
create index release_take on release (take_id);
create index release_proposed_by on release (proposed_by);
create index release_confirmed_by on release (confirmed_by);
