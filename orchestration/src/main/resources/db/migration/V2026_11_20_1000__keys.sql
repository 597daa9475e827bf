-- Keys of the deployment, wrapped by the master key (DESIGN §6 Sealing). The master key itself is never here.
create table keyring (
  name    text primary key,
  wrapped bytea not null
);

create table data_key (
  id      int generated always as identity primary key,
  purpose text not null,
  day     date not null,
  wrapped bytea not null,
  unique (purpose, day)
);
