-- Pairs of which the answer is known, put among the reviews to measure those who answer them. An answer changes nothing.
create table known_pair (
  review     bigint primary key references match_review (id),
  same       boolean not null,
  planted_at timestamptz not null default now(),
  planted_by text not null
);
comment on column known_pair.same is 'the answer: two people said so, and the ledger says it';
comment on column match_review.kind is '1 may be the same person, 2 a link that a "not the same" forbids, 3 one shared identifier, but something speaks against it, 4 somebody wants to link them and a second person is needed, 5 an automatic link, drawn at random to be checked, 6 a pair whose answer is known, planted';
comment on column review_answer.step is '1 took effect, 2 proposed: a second person is needed, 3 agrees with a proposal, 4 does not agree with it, 5 the proposal fell: taken back, or the records changed, 6 of a planted pair: it measures, and changes nothing';
