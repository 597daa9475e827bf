-- What happened in each minute, for plots and for what is usual. The balance does not lean on it.
create table traffic (
  source     text not null,
  minute     timestamptz not null,
  received   int not null,
  settled    int not null,
  exceptions int not null,
  primary key (source, minute)
);
create index traffic_minute on traffic using brin (minute);
