-- How long messages took from being received to being settled, by the minute, as a histogram.
create table traffic_latency (
  minute   timestamptz not null,
  step     smallint not null,
  messages int not null,
  primary key (minute, step)
);
comment on column traffic_latency.step is 'took at most 2 ^ (step / 4) milliseconds, and longer than the step before';
