-- Accounts, sessions, second factors, invitations, devices; and personal data, sealed under a key for each person.

create table account_password (
  person_id uuid primary key references person,
  hash text not null,
  changed_at timestamptz not null
);

create table session (
  id uuid primary key,
  person_id uuid not null references person,
  -- SHA-256 of the 256 random bits that the browser holds.
  token_sha256 bytea not null unique,
  created_at timestamptz not null,
  -- When the person last proved who they are.
  signed_in_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- Kind of device and browser in a few words, for the person's own list.
  description text not null default ''
);
create index session_person on session (person_id);

create table device (
  id uuid primary key,
  mission_id uuid not null references mission,
  -- The observer who carries it; null for a device of the desk.
  person_id uuid references person,
  label text not null default '',
  token_sha256 bytea not null unique,
  created_at timestamptz not null,
  created_by uuid references person,
  last_seen_at timestamptz,
  revoked_at timestamptz
);
create index device_mission on device (mission_id, id);
create index device_person on device (person_id);
create index device_created_by on device (created_by);
