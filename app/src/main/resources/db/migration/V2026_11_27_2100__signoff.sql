-- Clinical sign-offs of a mapping (ADR 88): which entries of the journal people looked at, and what they decided.
-- No copy of a message; what tells of a patient beside an entry (rows of tables, comments) is sealed.

create table signoff (
  id       bigint generated always as identity primary key,
  place    uuid not null unique,
  source   text not null,
  mapping  text not null,
  site     text not null,
  release  text not null,
  actor    text not null,
  at       timestamptz not null default now(),
  looked   bigint not null,
  features integer not null,
  missed   bytea not null
);
create index signoff_source on signoff (source, id);
comment on column signoff.place is 'what is sealed of it does not open in another';
comment on column signoff.mapping is 'hash of the effective mapping of the source';
comment on column signoff.site is 'version of the site whose rules made the charts';
comment on column signoff.missed is 'sealed: what the pack does not show because it had to be smaller';

create table signoff_item (
  signoff bigint not null references signoff (id),
  item    integer not null,
  seq     bigint not null,
  type    text not null,
  shows   bytea not null,
  made    bytea not null,
  primary key (signoff, item)
);
comment on column signoff_item.shows is 'sealed: rules and rows of tables that no item before it shows';
comment on column signoff_item.made is 'sealed: hash of what the mapping made of the entry';

create table signoff_decision (
  id       bigint generated always as identity primary key,
  signoff  bigint not null,
  item     integer not null,
  at       timestamptz not null default now(),
  actor    text not null,
  approved boolean not null,
  comment  bytea not null,
  foreign key (signoff, item) references signoff_item (signoff, item)
);
create index signoff_decision_item on signoff_decision (signoff, item, id);
comment on table signoff_decision is 'appended; the last one of an item counts';
comment on column signoff_decision.comment is 'sealed, as it may name a patient';
