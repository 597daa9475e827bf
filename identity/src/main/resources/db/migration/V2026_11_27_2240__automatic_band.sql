-- From which probability links are made by themselves, where people's checks say that the model's threshold is too low.
-- Appended, never changed; the last row holds. It never loosens by itself.
create table automatic_band (
  id             bigint generated always as identity primary key,
  at             timestamptz not null default now(),
  by_whom        text not null,
  reason         text not null,
  automatic_from double precision
);
comment on column automatic_band.automatic_from is 'null: that of the model, taken back by a person';
comment on column match_review.kind is '1 may be the same person, 2 a link that a "not the same" forbids, 3 one shared identifier, but something speaks against it, 4 somebody wants to link them and a second person is needed, 5 an automatic link, drawn at random to be checked';
create index match_review_check on match_review (id) where kind = 5;
create index link_decision_words on link_decision (id) where kind in (2, 3);
