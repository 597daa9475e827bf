-- Updates that would make one person of a patient number into another (DESIGN §4 "Who may say what"): what they say of the
-- patient is held here, sealed, until somebody decides.
create table overlay_alarm (
  id          bigint generated always as identity primary key,
  patient_rid bigint not null,
  claim       uuid not null,
  source      text not null,
  first_seq   bigint not null,
  last_seq    bigint not null,
  opened_at   timestamptz not null,
  last_at     timestamptz not null,
  times       int not null,
  refused     int not null,
  other       real not null,
  state       smallint not null default 1,
  decided_at  timestamptz,
  decided_by  text,
  reason      bytea,
  unique (patient_rid, claim),
  check (state between 1 and 3),
  check ((state = 1) = (decided_at is null))
);
comment on column overlay_alarm.claim is 'keyed hash of the name, date of birth and sex that came';
comment on column overlay_alarm.times is 'messages that said so; those of them that were refused whole are counted in refused too';
comment on column overlay_alarm.other is 'probability that it is another person, at the first message';
comment on column overlay_alarm.state is '1 open, 2 the same person: what was held is taken, 3 another person';
comment on column overlay_alarm.reason is 'sealed: free text may name somebody';
create index overlay_alarm_open on overlay_alarm (id) where state = 1;

create table held_statement (
  alarm_id bigint not null references overlay_alarm,
  seq      bigint not null,
  names    uuid[] not null,
  body     bytea  not null,
  primary key (alarm_id, seq)
);
comment on table held_statement is 'what a message says of the patient, as table statement has it; gone when it was taken';
comment on column held_statement.names is 'names that did not lead to the patient before the message';
