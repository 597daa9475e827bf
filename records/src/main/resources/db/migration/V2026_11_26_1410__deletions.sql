-- How often each source deletes ("") an element, and where that was stopped (DESIGN §4 "Snapshot or
-- not"). Names of sources and elements only; no patient data.
create table deletion_count (
  source    text not null,
  element   text not null,
  hour      timestamptz not null,
  deletions int not null,
  primary key (source, element, hour)
);

create table deletion_pause (
  id         bigint generated always as identity primary key,
  source     text not null,
  element    text not null,
  paused_at  timestamptz not null,
  deletions  int not null,
  held       bigint not null default 0,
  allowed_at timestamptz,
  allowed_by text,
  reason     text
);
comment on column deletion_pause.deletions is 'in the hour of the pause, this batch included';
comment on column deletion_pause.held is 'deletions that were not carried out';
create unique index deletion_pause_open on deletion_pause (source, element) where allowed_at is null;
