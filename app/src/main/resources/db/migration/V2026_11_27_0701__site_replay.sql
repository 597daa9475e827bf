-- Replays of stored messages by a version of the site before it is activated. Numbers and places only:
-- a value of a message is never kept here.

create table site_replay (
  id         bigint generated always as identity primary key,
  hash       bytea not null references site_version (hash),
  before     text not null,
  actor      text not null,
  source     text not null,
  began_at   timestamptz not null default now(),
  ended_at   timestamptz,
  messages   bigint not null default 0,
  looked     bigint not null default 0,
  compared   bigint not null default 0,
  differ     bigint not null default 0,
  repeats    bigint not null default 0,
  big        bigint not null default 0,
  unreadable bigint not null default 0,
  places     text not null default '[]'
);
create index site_replay_version on site_replay (hash);
comment on column site_replay.before is 'the version that was active: what it was compared with';
comment on column site_replay.source is 'the only source that was asked about, or empty';
comment on column site_replay.ended_at is 'null: broken off, or still going on';
comment on column site_replay.places is 'JSON: where messages differ, with their number';

create table site_replay_message (
  replay bigint not null references site_replay (id),
  seq    bigint not null,
  source text not null,
  type   text not null,
  places text not null,
  more   bigint not null,
  primary key (replay, seq)
);
comment on table site_replay_message is 'the first messages that differed, of the last replays';

alter table site_activation add column replay bigint references site_replay (id);
comment on column site_activation.replay is 'the last replay of this version against the one it took over from';
