-- Pairs of records that are more likely one person than not, or share an identifier: what links by itself is worked out
-- from them, and what nearly did is kept with its evidence. Nothing of a Patient stands in it in the clear.
create table identity_pair (
  low      bigint not null,
  high     bigint not null,
  same     double precision not null,
  verdict  smallint not null,
  conflict boolean not null,
  model    text not null,
  evidence bytea not null,
  primary key (low, high),
  check (low < high)
);
create index identity_pair_high on identity_pair (high);
comment on column identity_pair.same is 'probability that they are one person';
comment on column identity_pair.verdict is '1 share an identifier, 2 share one but something speaks against it, 3 link by themselves unless somebody else fits, 4 for a person, 5 near';
comment on column identity_pair.conflict is 'something speaks against it, or one health system keeps them as two: no part of one automatic group';
comment on column identity_pair.evidence is 'sealed: what was compared';
comment on column link_decision.kind is '1 merged by a source, 2 a person: not the same, 3 a person: the same, 4 automatic: one identifier of a shared authority, 5 the ground of an automatic link is gone, 6 a person: later, 7 automatic: probability';
