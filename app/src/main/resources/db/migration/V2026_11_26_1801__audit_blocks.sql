-- The audit in signed, chained blocks (DESIGN §6 Audit). Events are never changed: what seals them stands here.

create table audit_block (
  number    bigint primary key check (number > 0),
  previous  bytea not null check (length(previous) = 32),
  sealed_at timestamptz not null,
  first_at  timestamptz not null,
  last_at   timestamptz not null,
  members   int8multirange not null,
  digests   bytea not null,
  signer    bytea not null check (length(signer) = 32),
  hash      bytea not null check (length(hash) = 32),
  signature bytea not null
);
alter table audit_block alter column digests set storage external;
create index audit_block_last_at on audit_block (last_at);
comment on column audit_block.previous is 'hash of the block before; of the first one 32 zero bytes';
comment on column audit_block.first_at is 'time of the earliest event in it; to find the blocks of a period';
comment on column audit_block.members is 'ids of its events: which, and in which order (ascending)';
comment on column audit_block.digests is 'SHA-256 of each event, in the order of members: names the event that was changed';
comment on column audit_block.signer is 'public key (Ed25519)';
comment on column audit_block.hash is 'SHA-256 over number, previous, sealed_at, members, signer and digests';

-- Where the sealer goes on. No evidence: a look at what it believed.
create table audit_head (
  one     boolean primary key default true check (one),
  number  bigint not null,
  hash    bytea not null,
  last_id bigint not null,
  open    int8multirange not null
);
insert into audit_head (number, hash, last_id, open)
values (0, decode(repeat('00', 32), 'hex'), 0, '{}');
comment on column audit_head.last_id is 'the highest id that is sealed';
comment on column audit_head.open is 'ids below last_id that were not there yet: their transactions may still commit';

create function audit_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is never changed';
end $$;
create trigger audit_event_is_kept before update or delete on audit_event
  for each row execute function audit_is_kept();
create trigger audit_block_is_kept before update or delete on audit_block
  for each row execute function audit_is_kept();

-- Search, newest first: ids of events (UUID version 7) are in the order of time.
create index audit_event_actor on audit_event (actor, event);
create index audit_event_action on audit_event (action, event);
create index audit_event_patients on audit_event using gin (patients) with (gin_pending_list_limit = 1024);
