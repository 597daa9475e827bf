-- Who is the same person (DESIGN §3 Identity). Names, numbers and dates stand nowhere in the clear:
-- traits, notes and evidence are sealed, keys and digests are keyed hashes.

alter table link_decision add column time_micros bigint;
alter table link_decision add column model text;
alter table link_decision add column evidence bytea;
alter table link_decision add column note bytea;
comment on column link_decision.kind is '1 merged by a source, 2 a person: not the same, 3 a person: the same, 4 automatic: one identifier of a shared authority, 5 the ground of an automatic link is gone, 6 a person: later';
comment on column link_decision.time_micros is 'statement time of a merge by a source';
comment on column link_decision.note is 'sealed: the reason a person gave, in free text';
comment on column link_decision.evidence is 'sealed: what was compared, as it was seen then';
create index link_decision_merges on link_decision (id) where kind = 1;

-- Locked by whoever changes who is who: the resolver, or a person's decision. One row.
create table identity_head (
  one          boolean primary key default true check (one),
  last_updated bigint not null,
  merge_id     bigint not null,
  method       text not null
);
insert into identity_head (last_updated, merge_id, method) values (0, 0, '');
comment on column identity_head.last_updated is 'Patients up to here are resolved';
comment on column identity_head.merge_id is 'merges by sources in link_decision up to here are resolved';
comment on column identity_head.method is 'version of model and authorities; when it changes, everybody is looked at again';

-- One Patient as one health system knows it.
create table source_record (
  rid      bigint primary key,
  id       uuid not null unique,
  person   bigint,
  standing smallint not null,
  digest   uuid not null,
  seq      bigint not null,
  blocks   bigint[] not null,
  traits   bytea not null
);
comment on column source_record.id is 'id of the Patient; as the id of a person it leads to the person this record belongs to, for ever';
comment on column source_record.person is 'the eldest record of the person; null: a person of its own';
comment on column source_record.standing is '0 comparable, 1 temporary name or newborn, 2 test patient, 3 nothing to compare, 4 unreadable';
comment on column source_record.digest is 'keyed hash of what comparing looks at';
create index source_record_person on source_record (person) where person is not null;

-- Who may be the same: records that share a key.
create table identity_block (
  key bigint not null,
  rid bigint not null,
  primary key (key, rid)
);

-- Keys that too many records share: they say nothing.
create table identity_full_block (
  key   bigint primary key,
  since timestamptz not null default now()
);

-- Records to be compared again although they did not change.
create table identity_again (rid bigint primary key);

create table match_review (
  id        bigint generated always as identity primary key,
  low       bigint not null,
  high      bigint not null,
  kind      smallint not null,
  status    smallint not null,
  deferred  boolean not null default false,
  posterior double precision not null,
  model     text not null,
  evidence  bytea not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  unique (low, high, kind),
  check (low < high)
);
comment on column match_review.kind is '1 may be the same person, 2 a link that a "not the same" forbids, 3 one shared identifier, but something speaks against it';
comment on column match_review.status is '0 open, 1 decided same, 2 decided different, 3 withdrawn: no longer true';
create index match_review_high on match_review (high);
create index match_review_open on match_review (deferred, posterior desc, id) where status = 0;

-- An identifier joined a source record; the look-up table is alias.
create table alias_decision (
  id     bigint generated always as identity primary key,
  at     timestamptz not null default now(),
  rid    bigint not null,
  name   uuid not null,
  seq    bigint not null,
  actor  text not null,
  reason smallint not null
);
comment on column alias_decision.reason is '1 named together in one message';
create index alias_decision_rid on alias_decision (rid);

-- A retired identifier that spoke again; once for each.
create table retired_use (
  name uuid primary key,
  rid  bigint not null,
  seq  bigint not null,
  at   timestamptz not null default now()
);
