-- What people say about an exception and who takes it, appended; it stays when the exception is settled.
create table exception_note (
  id    bigint generated always as identity primary key,
  seq   bigint not null,
  at    timestamptz not null default now(),
  actor text not null,
  kind  text not null check (kind in ('comment', 'assign')),
  text  bytea not null
);
create index exception_note_seq on exception_note (seq, id);
comment on column exception_note.text is 'comment: sealed, as it may name a patient; assign: the name of who takes it, sealed too';
