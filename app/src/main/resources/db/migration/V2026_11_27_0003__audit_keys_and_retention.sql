-- Keys that sign the audit follow each other; what is older than it has to be kept is removed, and says so.

create table audit_key (
  number     int primary key check (number > 1),
  public_key bytea not null check (length(public_key) = 32),
  from_block bigint not null,
  previous   bytea not null check (length(previous) = 32),
  event      uuid not null,
  changed_at timestamptz not null,
  signature  bytea not null
);
comment on table audit_key is 'changes of the key that signs; the first key has no row';
comment on column audit_key.from_block is 'the first block that this key signs, and no other does';
comment on column audit_key.previous is 'hash of the block before';
comment on column audit_key.event is 'the event of the change, sealed by the key before';
comment on column audit_key.signature is 'by the key before, over everything else';

create table audit_removal (
  first_block bigint primary key,
  last_block  bigint not null check (last_block >= first_block),
  last_hash   bytea not null check (length(last_hash) = 32),
  removed_at  timestamptz not null,
  kept_years  int not null check (kept_years >= 6),
  event       uuid not null,
  signer      bytea not null check (length(signer) = 32),
  signature   bytea not null
);
comment on table audit_removal is 'blocks whose events were removed after their time; the blocks themselves stay';

create trigger audit_key_is_kept before update or delete on audit_key
  for each row execute function audit_is_kept();
create trigger audit_removal_is_kept before update or delete on audit_removal
  for each row execute function audit_is_kept();

-- Nothing younger than six years (45 CFR 164.316(b)(2)(i)) goes through this door, whatever is configured.
create function audit_event_has_its_time() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('trestle.audit_retention', true) = 'on'
     and old.at < now() - interval '6 years' then
    return old;
  end if;
  raise exception 'the audit is never changed';
end $$;
drop trigger audit_event_is_kept on audit_event;
create trigger audit_event_is_kept before update or delete on audit_event
  for each row execute function audit_event_has_its_time();
