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

-- An authority's file on its way in: asked for, received, read, stored or refused. Written outside of the transaction
-- that stores, so that its progress can be seen and its end is told also when nothing was stored.
create table import_job (
  id uuid primary key,
  mission_id uuid not null references mission,
  purpose text not null check (purpose in ('frame', 'official-results')),
  state text not null check (state in ('waiting', 'receiving', 'reading', 'done', 'refused', 'failed')),
  file_name text not null,
  -- The mapping as JSON text, as it was given.
  mapping text not null,
  -- What else was asked, such as the contest.
  request jsonb not null,
  created_at timestamptz not null,
  created_by uuid references person,
  -- The process that works on it says so every few seconds, by the database's own clock: a process that is gone
  -- leaves a job that is interrupted.
  heartbeat_at timestamptz,
  bytes bigint,
  bytes_read bigint not null default 0,
  lines_read integer not null default 0,
  file_sha256 text,
  -- Why the file as a whole cannot be read: code and the words of its sentence.
  problem jsonb,
  -- How many lines were kept, refused …, and findings by check.
  report jsonb,
  -- The frame or the snapshot that it became.
  result uuid
);
create index import_job_mission on import_job (mission_id, id);
create index import_job_created_by on import_job (created_by);

-- What is wrong or odd on a line of an authority's file.
create table import_finding (
  job_id uuid not null references import_job,
  number integer not null,
  line integer not null,
  station text,
  code text not null,
  -- Whether the line was refused for it.
  refuses boolean not null,
  parameters jsonb not null,
  primary key (job_id, number)
);

create table frame (
  id uuid primary key,
  mission_id uuid not null references mission,
  version integer not null,
  -- SHA-256 of the canonical form (docs/method/frame-hash.md), hexadecimal.
  hash text not null,
  area_levels text[] not null,
  attribute_names text[] not null,
  stations integer not null,
  -- The authority's file that it was read from, and how.
  file_name text,
  file_sha256 text,
  mapping text,
  imported_at timestamptz not null,
  imported_by uuid references person,
  unique (mission_id, version)
);
create index frame_imported_by on frame (imported_by);

-- The area tree of a frame, numbered from the root down (depth first): an area holds the areas and stations whose
-- numbers lie between its own and `last`.
create table frame_area (
  frame_id uuid not null references frame,
  number integer not null,
  last integer not null,
  parent integer,
  level integer not null,
  name text not null,
  stations integer not null,
  -- Sum of those that are given, null when none is.
  registered bigint,
  registered_missing integer not null,
  primary key (frame_id, number)
);

create table station (
  frame_id uuid not null references frame,
  code text not null,
  former_code text,
  areas text[] not null,
  centre text,
  registered integer,
  attributes jsonb not null,
  -- The smallest area that holds it; null where the frame has no area levels.
  area integer,
  -- Code, centre and areas without accents and in small letters.
  search text not null default '',
  primary key (frame_id, code)
);
create index station_area on station (frame_id, area);

-- What a frame has other than the version before it.
create table frame_change (
  frame_id uuid not null references frame,
  number integer not null,
  kind text not null check (kind in ('added', 'removed', 'changed')),
  from_code text,
  to_code text,
  columns text[] not null,
  primary key (frame_id, number)
);

-- What the authority had published at an instant, for one contest.
create table official_results (
  id uuid primary key,
  mission_id uuid not null references mission,
  contest_id uuid not null references contest,
  -- The frame that its stations were held against; null when there was none.
  frame_id uuid references frame,
  kind text not null check (kind in ('preliminary', 'final')),
  published_at timestamptz not null,
  tallies integer not null,
  file_name text not null,
  file_sha256 text not null,
  mapping text not null,
  imported_at timestamptz not null,
  imported_by uuid references person
);
create index official_results_mission on official_results (mission_id, id);
create index official_results_contest on official_results (contest_id, published_at);
create index official_results_frame on official_results (frame_id);
create index official_results_imported_by on official_results (imported_by);

create table official_tally (
  official_results_id uuid not null references official_results,
  station_code text not null,
  -- One figure a sheet line of the contest; null is "not given", never 0.
  figures integer[] not null,
  registered integer,
  primary key (official_results_id, station_code)
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
  -- Whether a tally had arrived before it was frozen.
  after_first_tally boolean,
  -- Why it was changed after an earlier version was frozen; published with it.
  reason text,
  unique (contest_id, version)
);
create index analysis_plan_mission on analysis_plan (mission_id);
create index analysis_plan_proposed_by on analysis_plan (proposed_by);
create index analysis_plan_confirmed_by on analysis_plan (confirmed_by);

-- A draw from its announcement to its opening (docs/method/drawing.md).
create table sample (
  id uuid primary key,
  mission_id uuid not null references mission,
  election_id uuid not null references election,
  -- In the order of announcement.
  number integer not null,
  frame_id uuid not null references frame,
  -- Stations, strata columns, allocation rule, minimum, spares, merge map.
  design jsonb not null,
  -- What follows from design and frame by arithmetic: where strata too small went, {stratum: stratum}, and what is
  -- drawn of each, [{stratum, stations, drawn}].
  merged_into jsonb not null default '{}',
  allocation jsonb not null,
  -- The analysis plans that held: [{contest, version, hash}].
  plans jsonb not null,
  -- Published before the draw: SHA-256 of the mission's secret. The secret itself is sealed until it is opened.
  secret_sha256 text not null,
  secret_sealed bytea not null,
  -- Why a draw of the same election is begun anew; published with it.
  reason text,
  announced_at timestamptz not null,
  announced_by uuid not null references person,
  drawn_at timestamptz,
  drawn_by uuid references person,
  opened_at timestamptz,
  opened_by uuid references person,
  -- Known to everyone once opened; before, they are nowhere but in the seal.
  secret text,
  seed text,
  unique (election_id, number)
);
create index sample_mission on sample (mission_id);
create index sample_frame on sample (frame_id);
create index sample_announced_by on sample (announced_by);
create index sample_drawn_by on sample (drawn_by);
create index sample_opened_by on sample (opened_by);

-- The frame of an opened sample in its canonical form, gzip: made once, since many download it on the same evening.
create table sample_frame_text (
  sample_id uuid primary key references sample,
  gzip bytea not null
);

-- What was thrown or drawn in public, each one line of text, in its order.
create table sample_contribution (
  sample_id uuid not null references sample,
  number integer not null,
  text text not null,
  -- Who gave it, for the record; not part of the seed.
  source text not null,
  added_at timestamptz not null,
  added_by uuid references person,
  primary key (sample_id, number)
);
create index sample_contribution_added_by on sample_contribution (added_by);

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
  replaced_at timestamptz,
  replaced_by uuid references person,
  primary key (sample_id, station_code)
);
create unique index sample_station_replaces on sample_station (sample_id, replaces);
create index sample_station_replaced_by on sample_station (replaced_by);

create table assignment (
  mission_id uuid not null references mission,
  station_code text not null,
  person_id uuid not null references person,
  assigned_at timestamptz not null,
  primary key (mission_id, station_code, person_id)
);
create index assignment_person on assignment (person_id);
