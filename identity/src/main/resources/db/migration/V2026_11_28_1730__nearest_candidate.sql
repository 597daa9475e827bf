-- Who else came nearest when it was decided who is who, and was not taken for the same person.
alter table link_decision add column nearest_rid bigint;
alter table link_decision add column nearest_same double precision;
comment on column link_decision.nearest_rid is 'the nearest candidate that was not taken, when this was decided; null with nearest_same 0: nobody came to 0.1';
comment on column link_decision.nearest_same is 'probability that the nearest candidate is one person with one of the two; null: not kept (what sources say, older releases)';
comment on column identity_pair.verdict is '1 share an identifier, 2 share one but something speaks against it, 3 link by themselves unless somebody else fits, 4 for a person, 5 near: from 0.1 on';
