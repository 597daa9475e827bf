-- Searches for the entries that a row of a code table gave a value: searched once, asked often.
create table impact_search (
  id         bigint generated always as identity primary key,
  table_name text not null,
  row_key    text not null,
  actor      text not null,
  began_at   timestamptz not null default now(),
  ended_at   timestamptz,
  looked     bigint,
  unknown    bigint
);
comment on column impact_search.ended_at is 'null: broken off, or still going on; then impact_hit is not everything';
comment on column impact_search.unknown is 'entries whose bytes were gone, or that could not be translated any more';

create table impact_hit (
  search bigint not null references impact_search (id) on delete cascade,
  seq    bigint not null,
  primary key (search, seq)
);
