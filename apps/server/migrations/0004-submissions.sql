-- Forms, what phones sent as they sent it, and photographs.

create table form (
  id uuid primary key,
  mission_id uuid not null references mission,
  -- XForm id and version as the definition states them.
  form_id text not null,
  version text not null,
  name text not null,
  root text not null,
  xml bytea not null,
  md5 text not null,
  -- The contest whose tally sheet this is; null for any other form.
  contest_id uuid references contest,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  unique (mission_id, form_id, version)
);
create index form_contest on form (contest_id);

-- As received, never altered. One row for each instance, whoever sends it how often.
create table submission (
  id uuid primary key,
  mission_id uuid not null references mission,
  form_id uuid not null references form,
  instance_id text not null,
  sha256 bytea not null,
  xml bytea not null,
  device_id uuid references device,
  received_at timestamptz not null,
  unique (mission_id, instance_id)
);
create index submission_device on submission (device_id);
create index submission_form on submission (form_id, id);

-- The same identifier with other content: kept aside for the desk.
create table conflicting_submission (
  id uuid primary key,
  submission_id uuid not null references submission,
  sha256 bytea not null,
  xml bytea not null,
  device_id uuid references device,
  received_at timestamptz not null,
  unique (submission_id, sha256)
);
create index conflicting_submission_device on conflicting_submission (device_id);

-- Files lie on disk under their SHA-256; a row says which submission names which file.
create table attachment (
  submission_id uuid not null references submission,
  name text not null,
  sha256 bytea,
  bytes bigint,
  media_type text,
  received_at timestamptz,
  primary key (submission_id, name)
);
