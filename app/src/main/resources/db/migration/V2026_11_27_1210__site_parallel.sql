-- A version of the site that runs beside the active one on a feed. It is a replay that goes on with what comes in:
-- counts, places and messages stand where those of replays do. Numbers and places only.

create table site_parallel (
  replay   bigint primary key references site_replay (id),
  source   text not null,
  reason   text not null,
  position bigint not null,
  running  boolean not null default true,
  ending   text not null default ''
);
create unique index site_parallel_running on site_parallel (source) where running;
comment on table site_parallel is 'versions beside the active one, one for a feed at a time';
comment on column site_parallel.position is 'entries up to this number were looked at';
comment on column site_parallel.ending is 'why it ended; empty while it runs';
