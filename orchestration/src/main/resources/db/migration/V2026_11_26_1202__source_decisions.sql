-- Stops, pauses and starts of sources, appended; the last one of a source is its state.
create table source_decision (
  id        bigint generated always as identity primary key,
  source    int not null,
  at        timestamptz not null default now(),
  actor     text not null,
  kind      text not null check (kind in ('stop', 'pause', 'start')),
  reason    text not null,
  code      int,
  location  text,
  exception bigint
);
comment on column source_decision.code is 'of a pause: the problem that many messages had';
comment on column source_decision.exception is 'of a pause: the failure that was one too many; what the source holds is counted with it';
create index source_decision_last on source_decision (source, id desc);

-- Entries that wait for their source, oldest first.
create index waiting_for_source on waiting (source, seq) where waits_for = 0;
comment on column waiting.waits_for is 'the open exception, or 0: its source is stopped or paused';
