-- The rules of every mapping that was ever active, by ordinal: origins name a rule by its ordinal.
create table mapping_rules (
  mapping text primary key,
  rules   text not null,
  kept_at timestamptz not null default now()
);
comment on column mapping_rules.rules is 'one line a rule, in the order of the ordinals: id, layers, place; separated by tabs';
