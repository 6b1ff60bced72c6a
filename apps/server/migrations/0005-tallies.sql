-- Figures of tally sheets. A report is what one observer says of one station's sheet; each correction is a new
-- version of it, and no version is ever changed.

create table tally_report (
  id uuid primary key,
  mission_id uuid not null references mission,
  contest_id uuid not null references contest,
  station_code text not null,
  -- Order of arrival over the whole server.
  sequence bigint generated always as identity,
  submission_id uuid references submission,
  device_id uuid references device,
  -- The person who typed it in at the desk (report by telephone).
  entered_by uuid references person,
  arrived_at timestamptz not null,
  comment text,
  -- counted: may be estimated from; waiting: a check spoke, the desk decides; set-aside: not estimated from.
  state text not null check (state in ('counted', 'waiting', 'set-aside')),
  current_version integer not null default 1,
  verified_at timestamptz,
  verified_by uuid references person,
  -- Who works on it, so that two people do not edit one report.
  locked_by uuid references person,
  locked_until timestamptz
);
create unique index tally_report_submission on tally_report (submission_id, contest_id);
create index tally_report_station on tally_report (contest_id, station_code, sequence);
create index tally_report_queue on tally_report (mission_id, sequence) where state = 'waiting';
create index tally_report_mission on tally_report (mission_id, sequence);
create index tally_report_device on tally_report (device_id);
create index tally_report_entered_by on tally_report (entered_by);
create index tally_report_verified_by on tally_report (verified_by);
create index tally_report_locked_by on tally_report (locked_by);

create table tally_version (
  report_id uuid not null references tally_report,
  version integer not null,
  -- One figure a sheet line of the contest; null is "not given", never 0.
  figures integer[] not null,
  made_at timestamptz not null,
  made_by uuid references person,
  reason text,
  primary key (report_id, version)
);
create index tally_version_made_by on tally_version (made_by);

create table tally_flag (
  report_id uuid not null references tally_report,
  version integer not null,
  code text not null,
  parameters jsonb not null,
  primary key (report_id, version, code)
);
