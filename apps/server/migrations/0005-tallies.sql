-- Figures of tally sheets. A report is what one observer says of one station's sheet; each correction is a new
-- version of it, and no version is ever changed.

-- One row for each station that has reported: whoever takes in or decides on a report of it holds this row, so that
-- what happens to one station happens in an order, whatever process it happens in.
create table tally_station (
  contest_id uuid not null,
  station_code text not null,
  reports integer not null,
  primary key (contest_id, station_code)
) with (fillfactor = 80);

create table tally_report (
  id uuid primary key,
  mission_id uuid not null references mission,
  contest_id uuid not null references contest,
  station_code text not null,
  -- Order of arrival over the whole server.
  sequence bigint generated always as identity,
  submission_id uuid references submission,
  device_id uuid references device,
  -- Who saw the sheet.
  observer_id uuid references person,
  -- The person who typed it in at the desk (report by telephone).
  entered_by uuid references person,
  arrived_at timestamptz not null,
  comment text,
  -- counted: may be estimated from; waiting: a check spoke, the desk decides; set-aside: not estimated from.
  state text not null check (state in ('counted', 'waiting', 'set-aside')),
  current_version integer not null default 1,
  -- Goes up with every change of the row, so that nobody decides on what they have not seen.
  revision integer not null default 1,
  -- By the desk, or (where verified_by is null) by another observer's report that says the same.
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
create index tally_report_observer on tally_report (observer_id);
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

-- Which checks spoke on a version, with what fills their sentences (figures too: as embargoed as the report).
create table tally_flag (
  report_id uuid not null references tally_report,
  version integer not null,
  code text not null,
  parameters jsonb not null,
  primary key (report_id, version, code)
);

-- What became of a report, in order: by the desk, or (where decided_by is null) by a rule.
create table tally_decision (
  id bigint generated always as identity primary key,
  report_id uuid not null references tally_report,
  at timestamptz not null,
  decided_by uuid references person,
  kind text not null
    check (kind in ('accepted', 'corrected', 'set-aside', 'restored', 'counted-instead', 'superseded', 'verified')),
  version integer not null,
  reason text
);
create index tally_decision_report on tally_decision (report_id, id);
create index tally_decision_decided_by on tally_decision (decided_by);

-- Who was called about which station, by whom, and what came of it.
create table desk_call (
  id uuid primary key,
  mission_id uuid not null references mission,
  contest_id uuid not null references contest,
  station_code text not null,
  called uuid references person,
  called_by uuid not null references person,
  at timestamptz not null,
  outcome text not null
    check (outcome in ('reported', 'will-report', 'no-answer', 'unreachable', 'station-closed', 'other'))
);
create index desk_call_station on desk_call (contest_id, station_code, id);
create index desk_call_mission on desk_call (mission_id, id);
create index desk_call_called on desk_call (called);
create index desk_call_called_by on desk_call (called_by);
