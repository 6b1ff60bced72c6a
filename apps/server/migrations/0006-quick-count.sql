-- Takes as they were made, and the latest estimate.

create table take (
  id uuid primary key,
  mission_id uuid not null references mission,
  contest_id uuid not null references contest,
  plan_id uuid not null references analysis_plan,
  sample_id uuid not null references sample,
  -- Place of its instant among those of the plan, from 1.
  number integer not null,
  at timestamptz not null,
  -- Later than its instant when nobody was there to make it.
  made_at timestamptz not null,
  -- The whole take (packages/quick-count); embargoed.
  content jsonb not null,
  -- What it was made from, in order of arrival: [[report's sequence, version, 1 or 0 where it was not estimated from]].
  inputs jsonb not null,
  -- SHA-256 over the canonical form of the same with stations and figures (docs/method/takes.md).
  inputs_hash text not null,
  unique (contest_id, plan_id, number)
);
create index take_mission on take (mission_id);
create index take_plan on take (plan_id);
create index take_sample on take (sample_id);

-- The quick count as it stands between takes, replaced as reports come; it releases nothing.
create table estimate (
  contest_id uuid primary key references contest,
  mission_id uuid not null references mission,
  plan_id uuid not null references analysis_plan,
  sample_id uuid not null references sample,
  made_at timestamptz not null,
  content jsonb not null,
  inputs_hash text not null
);
create index estimate_mission on estimate (mission_id);
create index estimate_plan on estimate (plan_id);
create index estimate_sample on estimate (sample_id);
