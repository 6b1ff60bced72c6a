-- Accounts, sessions, second factors, one-time links, devices; and personal data, sealed under a key for each person.

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

-- Second factor: time-based one-time passwords (RFC 6238).
create table totp (
  person_id uuid primary key references person,
  -- Under the person's own key.
  secret_sealed bytea not null,
  created_at timestamptz not null,
  -- Set by the first right code; until then it is not asked for.
  confirmed_at timestamptz,
  -- Time step of the last code that was taken: no code, and none before it, is taken again.
  last_step bigint not null default 0
);

-- For the day when the second factor is lost; each is good once.
create table recovery_code (
  person_id uuid not null references person,
  -- Under a key outside the database: a recovery code alone has too few bits to be hashed in the open.
  code_hmac bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (person_id, code_hmac)
);

create table passkey (
  id uuid primary key,
  person_id uuid not null references person,
  -- As the authenticator names it, base64url.
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  label text not null default '',
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_person on passkey (person_id);

-- What an authenticator has been asked to sign; good once, for a few minutes.
create table passkey_challenge (
  id uuid primary key,
  purpose text not null check (purpose in ('register', 'sign-in', 'sign-in-again')),
  person_id uuid references person,
  challenge text not null,
  expires_at timestamptz not null
);
create index passkey_challenge_person on passkey_challenge (person_id);
create index passkey_challenge_expiry on passkey_challenge (expires_at);

-- Links that are good once: the first administrator's, invitations, new passwords.
create table one_time_link (
  id uuid primary key,
  purpose text not null check (purpose in ('set-up', 'invitation', 'password')),
  token_sha256 bytea not null unique,
  -- For whom; null for the first administrator, who does not exist yet.
  person_id uuid references person,
  -- The mission on whose behalf the chief invited; null for an administrator's.
  mission_id uuid references mission,
  made_by uuid references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  check ((purpose = 'set-up') = (person_id is null))
);
create index one_time_link_person on one_time_link (person_id);
create index one_time_link_mission on one_time_link (mission_id);
create index one_time_link_made_by on one_time_link (made_by);

-- Attempts to sign in that failed or are under way, of the last hours. `subject` is a keyed hash of an account's address or of a network address.
create table sign_in_attempt (
  id bigint generated always as identity primary key,
  subject bytea not null,
  at timestamptz not null
);
create index sign_in_attempt_subject on sign_in_attempt (subject, at);
create index sign_in_attempt_at on sign_in_attempt (at);

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
alter table audit_event add foreign key (device_id) references device;
create index audit_event_device on audit_event (device_id);

-- What could name a person; what opens it lies outside the database (docs/operating/personal-data.md).
create schema personal;

-- Which key file belongs to this database, and the number of the key under which addresses are looked up.
create table personal.key_file (
  only_row boolean primary key default true check (only_row),
  id uuid not null unique,
  lookup_number integer not null default 0,
  adopted_at timestamptz not null
);

create sequence personal.key_number as integer minvalue 0 start 0;

-- Each person's key, wrapped by the key of that number, which the key file makes and can forget.
create table personal.person_key (
  person_id uuid primary key references person,
  key_file uuid not null references personal.key_file (id),
  number integer not null unique,
  wrapped bytea not null
);
create index person_key_key_file on personal.person_key (key_file);

create table personal.person_data (
  person_id uuid primary key references person,
  -- AES-256-GCM of canonical JSON.
  sealed bytea not null
);

-- HMAC of the e-mail address, so that an account is found without opening any.
create table personal.email_lookup (
  hmac bytea primary key,
  person_id uuid not null unique references person
);

-- Keys that every server process must make its key file forget.
create table personal.forgotten_key (
  number integer primary key,
  forgotten_at timestamptz not null
);
