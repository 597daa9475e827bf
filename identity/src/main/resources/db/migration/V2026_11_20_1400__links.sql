-- Decisions about who is the same person, appended and never changed (DESIGN §2 link).
create table link_decision (
  id       bigint generated always as identity primary key,
  at       timestamptz not null default now(),
  kind     smallint not null,
  survivor bigint not null,
  retired  bigint not null,
  seq      bigint,
  actor    text not null,
  reason   text not null,
  check (survivor <> retired)
);
comment on column link_decision.kind is '1 merged by a source, 2 a person says: not the same, 3 a person says: the same';
comment on column link_decision.survivor is 'rid of the Patient that goes on; for a person''s decision the first of the two';
comment on column link_decision.seq is 'journal entry of a merge by a source';
create index link_decision_survivor on link_decision (survivor);
create index link_decision_retired on link_decision (retired);
