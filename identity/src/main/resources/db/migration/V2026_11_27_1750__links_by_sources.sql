-- Links that a source says (A24) and takes back (A37), beside merges: the last word by the time at the source stands.
comment on column link_decision.kind is '1 merged by a source, 2 a person: not the same, 3 a person: the same, 4 automatic: one identifier of a shared authority, 5 the ground of an automatic link is gone, 6 a person: later, 7 automatic: probability, 8 linked by a source, 9 a source takes 1 and 8 back';
drop index link_decision_merges;
create index link_decision_of_sources on link_decision (id) where kind in (1, 8, 9);
