-- A big message is stored in sealed chunks before its entry is appended, so that its bytes pass neither through
-- the head's lock nor through one large row.
create table big_message (
  id        uuid primary key,
  begun_at  timestamptz not null default now(),
  retention smallint not null default 0,
  seq       bigint unique
);
comment on table big_message is 'bytes of journal entries whose raw is null and that repeat no other';
comment on column big_message.id is 'id of the entry, and the place its chunks are sealed for';
comment on column big_message.seq is 'null until the entry is appended; what stays so is deleted at the next start';

create table big_message_chunk (
  id     uuid not null references big_message on delete cascade,
  n      int not null,
  sealed bytea not null,
  primary key (id, n)
);
alter table big_message_chunk alter column sealed set storage external;
