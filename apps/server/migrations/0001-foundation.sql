-- People and missions as everything else refers to them; audit events, events for open screens, and commitments.

-- What could name a person stands in a schema of its own, encrypted; here is only the identifier.
create table person (
  id uuid primary key,
  is_administrator boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz,
  erased_at timestamptz
);

create table mission (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{1,60}$'),
  -- Name by language: {"es": "…", "en": "…"}.
  name jsonb not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  languages text[] not null check (cardinality(languages) > 0),
  time_zone text not null,
  -- A rehearsal plays a fictional or past evening; a real mission's database refuses to hold one.
  kind text not null check (kind in ('real', 'rehearsal')),
  area_levels text[] not null default '{}',
  created_at timestamptz not null
);

create table membership (
  mission_id uuid not null references mission,
  person_id uuid not null references person,
  role text not null check (role in ('chief', 'statistician', 'desk', 'observer', 'reader')),
  since timestamptz not null,
  primary key (mission_id, person_id, role)
);
create index membership_person on membership (person_id);

-- Every change by a person; actions and their details are declared in one table (packages/domain).
create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  mission_id uuid references mission,
  person_id uuid references person,
  device_id uuid,
  action text not null,
  subject uuid,
  details jsonb not null
);
create index audit_event_mission on audit_event (mission_id, id);
create index audit_event_person on audit_event (person_id);

-- What open screens are told. `xid` is the transaction that wrote a row: a reader asks for what has been committed
-- since a snapshot, so that what began early and was committed late is not missed (docs/decisions).
create table mission_event (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  mission_id uuid not null references mission,
  kind text not null,
  -- The mission action that one must be allowed in order to be told.
  audience text not null,
  data jsonb not null,
  at timestamptz not null
);
create index mission_event_reader on mission_event (mission_id, xid, id);

-- Commitments to accepted facts, waiting for the public log.
create table pending_leaf (
  id bigint generated always as identity primary key,
  mission_id uuid not null references mission,
  kind text not null,
  subject uuid not null,
  -- Canonical bytes (RFC 8785) of kind and salted commitments; the leaf is SHA-256(0x00 || body), RFC 6962.
  body bytea not null,
  salt_key bytea not null,
  leaf bytea not null
);
create index pending_leaf_subject on pending_leaf (subject);
create index pending_leaf_mission on pending_leaf (mission_id, id);
