-- Who became whose: appended whenever a source record goes to another person, so that whoever keeps a copy can follow.
create table person_change (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  rid         bigint not null,
  from_person bigint not null,
  to_person   bigint not null,
  parted      boolean not null,
  check (from_person <> to_person)
);
create index person_change_rid on person_change (rid, id);
comment on column person_change.from_person is 'rid of the eldest record of the person that the record was of; itself when it was alone';
comment on column person_change.parted is 'somebody of the former person did not come along: what was shown of them together is to be looked at again';
comment on column person_change.to_person is 'the same of the person that it is of from then on. Ids grow in the order of commits: written under the lock of identity_head';
