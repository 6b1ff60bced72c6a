-- What is observed: elections, contests, the frame of stations; how it is observed: analysis plan and sample.

create table election (
  id uuid primary key,
  mission_id uuid not null references mission,
  day date not null,
  name jsonb not null,
  -- A first round and its runoff are two elections of one mission.
  round text not null default 'only' check (round in ('only', 'first', 'runoff')),
  -- When polls open and when the last ones close, where they are known.
  opens_at timestamptz,
  closes_at timestamptz check (closes_at > opens_at),
  unique (mission_id, day)
);

create table contest (
  id uuid primary key,
  mission_id uuid not null references mission,
  election_id uuid not null references election,
  code text not null,
  -- Name by language; lines as [{code, name (by language), role}] in the order of the printed sheet.
  name jsonb not null,
  lines jsonb not null,
  -- How the contest is decided: {"rule": "plurality"} …
  deciding_rule jsonb not null,
  -- Set when figures over the lines are first taken in: from then on lines and rule never change.
  frozen_at timestamptz,
  -- Set when the first tally arrives from the field: from then on plan and sample are fixed.
  first_tally_at timestamptz,
  unique (mission_id, code)
);
create index contest_election on contest (election_id);

create table frame (
  id uuid primary key,
  mission_id uuid not null references mission,
  version integer not null,
  -- SHA-256 of the canonical form (docs/method/frame-hash.md), hexadecimal.
  hash text not null,
  area_levels text[] not null,
  attribute_names text[] not null,
  stations integer not null,
  imported_at timestamptz not null,
  imported_by uuid references person,
  unique (mission_id, version)
);
create index frame_imported_by on frame (imported_by);

create table station (
  frame_id uuid not null references frame,
  code text not null,
  former_code text,
  areas text[] not null,
  centre text,
  registered integer,
  attributes jsonb not null,
  primary key (frame_id, code)
);

create table analysis_plan (
  id uuid primary key,
  mission_id uuid not null references mission,
  contest_id uuid not null references contest,
  version integer not null,
  -- The document as it was written; its hash is SHA-256 over its canonical JSON (RFC 8785).
  document text not null,
  hash text not null,
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  confirmed_by uuid references person check (confirmed_by <> proposed_by),
  frozen_at timestamptz,
  -- Why it was changed after an earlier version was frozen; published with it.
  reason text,
  unique (contest_id, version)
);
create index analysis_plan_mission on analysis_plan (mission_id);
create index analysis_plan_proposed_by on analysis_plan (proposed_by);
create index analysis_plan_confirmed_by on analysis_plan (confirmed_by);

create table sample (
  id uuid primary key,
  mission_id uuid not null references mission,
  election_id uuid not null references election,
  frame_id uuid not null references frame,
  -- Stations, strata columns, allocation, minimum, spares, merge map.
  design jsonb not null,
  -- Published before the draw: SHA-256 of the mission's secret. The secret itself is sealed until it is opened.
  secret_sha256 text not null,
  secret_sealed bytea not null,
  announced_at timestamptz not null,
  announced_by uuid not null references person,
  contributions text[],
  seed text,
  drawn_at timestamptz,
  opened_at timestamptz
);
create index sample_mission on sample (mission_id);
create index sample_election on sample (election_id);
create index sample_frame on sample (frame_id);
create index sample_announced_by on sample (announced_by);

create table sample_station (
  sample_id uuid not null references sample,
  station_code text not null,
  stratum text not null,
  stratum_stations integer not null,
  stratum_drawn integer not null,
  draw_order integer not null,
  ticket text not null,
  is_spare boolean not null,
  -- A spare takes the place of a station shown not to exist before opening, with the evidence.
  replaces text,
  replacement_evidence text,
  primary key (sample_id, station_code)
);

create table assignment (
  mission_id uuid not null references mission,
  station_code text not null,
  person_id uuid not null references person,
  assigned_at timestamptz not null,
  primary key (mission_id, station_code, person_id)
);
create index assignment_person on assignment (person_id);
