-- Codes that no table of the site knows, counted with the outcomes of the messages that had them.

create table unmapped_code (
  source     int not null,
  code_table text not null,
  hash       uuid not null,
  sealed     bytea not null,
  times      bigint not null,
  first_at   timestamptz not null,
  last_at    timestamptz not null,
  example    bigint not null,
  primary key (source, code_table, hash)
) with (fillfactor = 70);
comment on column unmapped_code.hash is 'keyed hash of the code; zero: all further ones, when a table has very many';
comment on column unmapped_code.sealed is 'code and text as sent: somebody may have typed a name; empty for further ones';
comment on column unmapped_code.example is 'the last journal entry that had it';
