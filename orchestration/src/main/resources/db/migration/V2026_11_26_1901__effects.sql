-- What an entry did to resources stands in its outcome: an index on each table that holds versions
-- would cost an insert for each resource of each message (ADR 26).
alter table outcome add column effects bigint[];
alter table outcome add column mapping int;
comment on column outcome.effects is 'for each resource named: internal number * 2^20 + version that the entry made; version 0: it said what stood already';
comment on column outcome.mapping is 'mapping_version that translated the entry; null: not translated, or before there were numbers';

-- By what entries were translated. The same three give the same translation to the byte.
create table mapping_version (
  id      int generated always as identity primary key,
  mapping text not null,
  site    text not null,
  release text not null,
  since   timestamptz not null default now(),
  unique (mapping, site, release)
);
comment on column mapping_version.mapping is 'hash of the effective mapping: base, overlays and tables of a source';
comment on column mapping_version.site is 'version of the site';

-- A mapping is used for a while: its outcomes lie together.
create index outcome_mapping on outcome using brin (mapping);
