-- Numbers that move from one patient to another (A43, ADR 101). What a number leads to stands in alias; this says since when.
alter table move_decision add column name uuid;
create index move_decision_name on move_decision (name) where name is not null;
comment on column move_decision.name is 'number that moved, as the hash of the name; null: the thing rid moved';
comment on column move_decision.rid is 'what was moved: the visit or account; of a number the record that it stays the name of and that goes with it, 0: the number alone';
comment on column move_decision.from_rid is 'Patient it was of; of a number 0 when that is not known';
