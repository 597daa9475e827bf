-- What sources moved from one patient to another, appended and never changed (DESIGN §2 move). Whose something is now
-- stands in its subject; this says what was decided by whom, and under which patients' numbers else it may be named.
create table move_decision (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  rid         bigint  not null,
  from_rid    bigint  not null,
  to_rid      bigint  not null,
  seq         bigint  not null,
  actor       text    not null,
  time_micros bigint  not null,
  moved       int     not null,
  check (from_rid <> to_rid)
);
create index move_decision_to on move_decision (to_rid);
create index move_decision_from on move_decision (from_rid);
create index move_decision_rid on move_decision (rid);
comment on column move_decision.rid is 'what was moved: the visit';
comment on column move_decision.from_rid is 'Patient it was of';
comment on column move_decision.to_rid is 'Patient it is of';
comment on column move_decision.time_micros is 'statement time: the last one says whose it is';
comment on column move_decision.moved is 'how many resources changed their patient by it, the visit among them; 0: a later move stands, or nothing had come yet';
