-- The journal and what settles its entries (DESIGN §3, §6 Journal).

-- Names of sources as small numbers. Not patient data.
create table source (
  id   int generated always as identity primary key,
  name text not null unique
);

-- One row. Whoever holds its lock may append: order of numbers is order of commits.
create table journal_head (
  one         boolean primary key default true check (one),
  seq         bigint not null,
  received_at timestamptz not null
);
insert into journal_head (seq, received_at) values (0, 'epoch');

-- Append-only, never updated. Retention drops partitions.
create table journal (
  retention    smallint not null,
  seq          bigint not null,
  id           uuid not null,
  source       int not null,
  received_at  timestamptz not null,
  bytes        int not null,
  type         text not null,
  duplicate_of bigint,
  position     bigint,
  id_reused    boolean not null default false,
  keys         bytea not null,
  kinds        text not null,
  raw          bytea,
  primary key (retention, seq)
) partition by list (retention);
create table journal_default partition of journal for values in (0) partition by range (seq);
comment on column journal.keys is 'naming-key hashes of the ordering keys, 16 bytes each';
comment on column journal.kinds is 'one letter for each key: P patient, M patient of a merge, V visit, O order';
comment on column journal.position is 'of a corrected copy: the place of the original in the order of its keys';
comment on column journal.id_reused is 'the control id was used before with other content';
comment on column journal.raw is 'sealed; null for a duplicate, whose bytes are those of duplicate_of';

-- What was received, so that a repeat is known. Its window is longer than a sender repeats.
create table dedupe (
  source      int not null,
  control     uuid not null,
  content     uuid not null,
  seq         bigint not null,
  received_at timestamptz not null,
  primary key (source, control, content)
);

-- What the appender counted, one row for each batch and source; the balance holds it against everything else.
create table received (
  source  int not null,
  at      timestamptz not null,
  entries int not null,
  bytes   bigint not null
);
create index received_at on received using brin (at);

-- How an entry was settled; written once, in the transaction that did it. The row is exactly-once.
create table outcome (
  seq         bigint primary key,
  source      int not null,
  received_at timestamptz not null,
  outcome     smallint not null,
  settled_at  timestamptz not null default now(),
  ref         bigint,
  resources   int not null default 0,
  findings    text
);
comment on column outcome.outcome is '1 applied, 2 unchanged, 3 duplicate, 4 filtered, 5 rejected, 6 dismissed';
comment on column outcome.ref is 'duplicate: the first copy; dismissed: the corrected copy, if any';
comment on column outcome.findings is 'severity letter, problem number and location, joined by ;';
create index outcome_received_at on outcome using brin (received_at);

-- A message that could not go on (DESIGN §2).
create table exception (
  seq         bigint primary key,
  source      int not null,
  received_at timestamptz not null,
  opened_at   timestamptz not null default now(),
  code        int not null,
  location    text not null,
  text        text not null,
  attempts    int not null default 1
);

-- Entries that wait for an open exception they depend on.
create table waiting (
  seq         bigint primary key,
  source      int not null,
  received_at timestamptz not null,
  waits_for   bigint not null,
  since       timestamptz not null default now()
);
create index waiting_waits_for on waiting (waits_for);

-- All entries up to here are settled, exceptions or waiting: where a restart begins to read.
create table watermark (
  one boolean primary key default true check (one),
  seq bigint not null
);
insert into watermark (seq) values (0);

-- What touched a socket and did not become a message. The first bytes are sealed.
create table intake_incident (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  listener    text not null,
  peer        text not null,
  code        int not null,
  total_bytes bigint not null,
  sha256      bytea,
  first_bytes bytea not null
);

-- Decisions people take on exceptions, appended.
create table decision (
  id      bigint generated always as identity primary key,
  seq     bigint not null,
  at      timestamptz not null default now(),
  actor   text not null,
  kind    text not null,
  reason  text not null,
  attempt int,
  ref     bigint
);
comment on column decision.kind is 'resubmit, repeat (by the sender), correct, dismiss';
comment on column decision.attempt is 'to be tried again: exception.attempts then; done when that is higher or the row is gone';
create index decision_seq on decision (seq);
