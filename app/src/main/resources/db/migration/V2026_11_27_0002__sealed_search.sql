-- The code that somebody looked for can be whatever was typed: sealed from now on. Those of before are given up.
alter table impact_search drop column row_key;
alter table impact_search add column row_sealed bytea;
comment on column impact_search.row_sealed is 'the code as it is sent, sealed to the id; null: from before';

-- Written anew, so that what stood there is not in the file any more.
cluster impact_search using impact_search_pkey;
alter table impact_search set without cluster;
