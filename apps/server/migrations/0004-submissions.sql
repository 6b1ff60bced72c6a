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
  -- Names of files that it needs beside it.
  media text[] not null default '{}',
  -- The contest whose tally sheet this is, and the layout: {"lines": [codes in order], "alphabet": …}.
  contest_id uuid references contest,
  tally jsonb,
  created_at timestamptz not null,
  -- No longer handed out; what phones have filled of it is still taken in.
  withdrawn_at timestamptz,
  check ((contest_id is null) = (tally is null)),
  unique (mission_id, form_id, version)
);
create index form_contest on form (contest_id);

-- Files that phones fetch with a form: pictures, sounds, lists.
create table form_media (
  form_id uuid not null references form,
  name text not null,
  content bytea not null,
  media_type text not null,
  md5 text not null,
  primary key (form_id, name)
);

-- Stations by their code as it is typed: digits and capital letters only (docs/method/check-characters.md).
create index station_typed on station
  (frame_id, upper(regexp_replace(normalize(code, NFKD), '[^0-9A-Za-z]', '', 'g')));

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

-- The same identifier with other content: kept aside for the desk, each content once.
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

-- Files lie on disk under their SHA-256; a row says which submission names which file. Without one it is awaited.
create table attachment (
  submission_id uuid not null references submission,
  name text not null,
  sha256 bytea,
  bytes bigint,
  media_type text,
  received_at timestamptz,
  primary key (submission_id, name),
  check ((sha256 is null) = (bytes is null) and (sha256 is null) = (received_at is null))
);
create index attachment_file on attachment (sha256);

-- Files that came with a refused content, or under a name that already has another file.
create table conflicting_attachment (
  submission_id uuid not null references submission,
  name text not null,
  sha256 bytea not null,
  bytes bigint not null,
  media_type text not null,
  -- Of the XML that it came with.
  xml_sha256 bytea not null,
  received_at timestamptz not null,
  primary key (submission_id, name, sha256)
);
create index conflicting_attachment_file on conflicting_attachment (sha256);

-- Stores submissions that are new, in as few steps as there are tables, whatever their number; phones wait for it
-- (apps/server/src/submissions/batch-store.ts). A device that was revoked meanwhile stores nothing, nor does an
-- identifier that is taken. Rows go in the order of identifiers, so that two processes with the same ones never wait
-- for each other in a circle. A function, since plans are kept in it for as long as a connection lives, also behind a
-- pooler, and planning these steps costs more than running them.
create function store_submissions(
  ids uuid[], missions uuid[], forms uuid[], instances text[], hashes bytea[], xmls bytea[], devices uuid[],
  received timestamptz[], bodies bytea[], salt_keys bytea[], leaves bytea[],
  file_submissions uuid[], file_names text[], file_hashes bytea[], file_bytes bigint[], file_types text[],
  file_received timestamptz[], file_bodies bytea[], file_salt_keys bytea[], file_leaves bytea[],
  news_at timestamptz, news_channel text
) returns uuid[] language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  stored uuid[];
begin
  with kept as (
    insert into submission (id, mission_id, form_id, instance_id, sha256, xml, device_id, received_at)
    select g.id, g.mission, g.form, g.instance, g.hash, g.xml, g.device, g.at
    from unnest(ids, missions, forms, instances, hashes, xmls, devices, received)
      as g (id, mission, form, instance, hash, xml, device, at)
    where exists (
      select 1 from device d left join person p on p.id = d.person_id
      where d.id = g.device and d.mission_id = g.mission and d.revoked_at is null
        and p.disabled_at is null and p.erased_at is null
        and (d.person_id is null or exists (
          select 1 from membership m where m.mission_id = d.mission_id and m.person_id = d.person_id)))
    order by g.mission, g.instance
    on conflict (mission_id, instance_id) do nothing
    returning id
  )
  select array_agg(id) into stored from kept;
  if stored is null then return '{}'; end if;

  insert into pending_leaf (mission_id, kind, subject, body, salt_key, leaf)
  select g.mission, 'submission', g.id, g.body, g.salt_key, g.leaf
  from unnest(ids, missions, bodies, salt_keys, leaves) as g (id, mission, body, salt_key, leaf)
  where g.id = any (stored);

  if cardinality(file_submissions) > 0 then
    insert into attachment (submission_id, name, sha256, bytes, media_type, received_at)
    select f.submission, f.name, f.hash, f.size, f.type, f.at
    from unnest(file_submissions, file_names, file_hashes, file_bytes, file_types, file_received)
      as f (submission, name, hash, size, type, at)
    where f.submission = any (stored);

    insert into pending_leaf (mission_id, kind, subject, body, salt_key, leaf)
    select g.mission, 'attachment', f.submission, f.body, f.salt_key, f.leaf
    from unnest(file_submissions, file_bodies, file_salt_keys, file_leaves)
      as f (submission, body, salt_key, leaf)
    join unnest(ids, missions) as g (id, mission) on g.id = f.submission
    where f.submission = any (stored) and f.leaf is not null;
  end if;

  insert into mission_event (mission_id, kind, audience, data, at)
  select g.mission, 'submissions', 'submissions-read',
    jsonb_build_object('submissions', jsonb_agg(jsonb_build_object('id', g.id, 'form', g.form))), news_at
  from unnest(ids, missions, forms) as g (id, mission, form)
  where g.id = any (stored)
  group by g.mission;
  perform pg_notify(news_channel, mission::text) from (select distinct unnest(missions) as mission) as told;
  return stored;
end
$$;
