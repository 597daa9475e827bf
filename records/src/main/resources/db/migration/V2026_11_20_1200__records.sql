-- The canonical resources (DESIGN §6 Records). Nothing here is readable patient data: bodies are
-- sealed, ids and names are keyed hashes. Clinical dates and keyed tokens of codes are in the clear
-- and bound to opaque numbers.

-- Locked by every batch: numbers and times come in the order of commits.
create table record_head (
  only_row     boolean primary key default true check (only_row),
  next_rid     bigint  not null,
  last_updated bigint  not null
);
insert into record_head (next_rid, last_updated) values (1, 0);

create table resource (
  rid          bigint   primary key,
  id           uuid     not null unique,
  type         smallint not null,
  epoch        smallint not null, -- of the index keys behind tokens and identifiers
  version      int      not null,
  last_updated bigint   not null, -- microseconds
  seq          bigint   not null, -- journal entry of this version
  patient_rid  bigint   not null, -- 0: none; a Patient's own rid
  date_low     bigint,            -- microseconds, the resource's main date; null: none
  date_high    bigint,
  tokens       bigint[] not null,
  state        bytea    not null
);
alter table resource alter column state set storage external;
alter table resource alter column tokens set storage external;
create index resource_patient on resource (patient_rid, type, date_low, rid);
create index resource_updated on resource (type, last_updated);
create index resource_tokens on resource using gin (tokens)
  with (fastupdate = on, gin_pending_list_limit = 1024);

-- A version moves here when the next one is written, with its body as it is.
create table resource_history (
  rid          bigint not null,
  version      int    not null,
  last_updated bigint not null,
  seq          bigint not null,
  state        bytea  not null,
  primary key (rid, version)
);
alter table resource_history alter column state set storage external;

-- Further names of a resource; the first is its id.
create table alias (
  hash uuid   primary key,
  rid  bigint not null
);

create table identifier (
  hash uuid   not null,
  rid  bigint not null,
  primary key (hash, rid)
);

-- Every statement beyond the first of a resource; sealed unless it only repeats.
create table statement (
  rid    bigint  not null,
  seq    bigint  not null,
  sealed boolean not null,
  body   bytea   not null,
  primary key (rid, seq)
);

-- "Said the same again": keeps the wide row from being rewritten.
create table verified (
  rid   bigint primary key,
  seq   bigint not null,
  marks bytea  not null
) with (fillfactor = 70);

-- Lists that were once complete: the resources of an owner under a name.
create table collection (
  owner_rid bigint not null,
  name      uuid   not null,
  state     bytea  not null,
  primary key (owner_rid, name)
);
