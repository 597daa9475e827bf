-- Finding a message again: by the keys that order it, by what became of it, by its source and type.

-- Filled by the message index a second behind the journal; can be made anew from it.
create table journal_key (
  key bigint not null,
  seq bigint not null,
  primary key (key, seq)
);
comment on column journal_key.key is 'first half of a keyed hash in journal.keys';

create table journal_key_head (
  one boolean primary key default true check (one),
  seq bigint not null
);
insert into journal_key_head (seq) values (0);

-- What is rarer than applied.
create index outcome_other on outcome (outcome, seq) where outcome <> 1;
