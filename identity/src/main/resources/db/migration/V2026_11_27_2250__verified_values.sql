-- Values of a source record that a person verified, or took back: appended, the last word on a value counts.
create table value_verified (
  id       bigint generated always as identity primary key,
  at       timestamptz not null default now(),
  rid      bigint not null,
  element  text not null,
  value    uuid not null,
  verified boolean not null,
  actor    text not null,
  note     bytea not null
);
create index value_verified_rid on value_verified (rid, id);
comment on column value_verified.value is 'keyed hash of what the value says: when the record says something else, it is not verified';
comment on column value_verified.note is 'sealed: how it was verified';
