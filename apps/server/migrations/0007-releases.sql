-- What two people released: a frozen record, by its hash.

create table release (
  id uuid primary key,
  mission_id uuid not null references mission,
  contest_id uuid not null references contest,
  take_id uuid not null references take,
  -- The frozen record as canonical JSON; what is confirmed is its SHA-256.
  record text not null,
  hash text not null,
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  -- Why it is released although the gate is shut; published with it.
  override_reason text,
  confirmed_by uuid references person check (confirmed_by <> proposed_by),
  released_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid references person,
  -- Published with a released record that no longer stands.
  withdrawal_reason text,
  check (released_at is null or confirmed_by is not null)
);
create index release_mission on release (mission_id);
create index release_contest on release (contest_id);
create index release_take on release (take_id);
create index release_proposed_by on release (proposed_by);
create index release_confirmed_by on release (confirmed_by);
create index release_withdrawn_by on release (withdrawn_by);

-- A released record is never changed; only that and why it was withdrawn may be added.
create function release_is_kept() returns trigger language plpgsql as $$
begin
  if old.released_at is not null and (
    new.record is distinct from old.record or new.hash is distinct from old.hash
    or new.released_at is distinct from old.released_at or new.confirmed_by is distinct from old.confirmed_by
    or new.proposed_by is distinct from old.proposed_by or new.take_id is distinct from old.take_id
  ) then
    raise exception 'a released record is never changed';
  end if;
  return new;
end $$;
create trigger release_is_kept before update on release for each row execute function release_is_kept();
