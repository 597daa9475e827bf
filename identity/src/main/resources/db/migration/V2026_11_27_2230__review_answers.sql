-- What people answer to reviews, appended and never changed. A link may need two people: the first proposes, the second
-- agrees or not; what takes effect stands in link_decision as before.
create table review_answer (
  id       bigint generated always as identity primary key,
  at       timestamptz not null default now(),
  review   bigint not null,
  actor    text not null,
  answer   smallint not null,
  step     smallint not null,
  proposal bigint references review_answer (id),
  note     bytea
);
comment on column review_answer.answer is '1 same, 2 different, 3 later: needs more, 4 two people of one household';
comment on column review_answer.step is '1 took effect, 2 proposed: a second person is needed, 3 agrees with a proposal, 4 does not agree with it, 5 the proposal fell: taken back, or the records changed';
comment on column review_answer.proposal is 'the answer that 3, 4 and 5 are about';
comment on column review_answer.note is 'sealed: the reason a person gave, in free text';
create index review_answer_review on review_answer (review, id);
create index review_answer_at on review_answer (at);

alter table match_review add column proposal bigint references review_answer (id);
comment on column match_review.proposal is 'the answer that waits for a second person, while the review is open';
comment on column match_review.kind is '1 may be the same person, 2 a link that a "not the same" forbids, 3 one shared identifier, but something speaks against it, 4 somebody wants to link them and a second person is needed';
create index match_review_proposed on match_review (id) where status = 0 and proposal is not null;

alter table link_decision add column household boolean not null default false;
comment on column link_decision.household is 'with kind 2: the two are of one household; training learns from it';

-- Open reviews in the order of the harm that may come of waiting, times how uncertain the answer is (docs/identity.md).
alter table match_review add column urgency double precision not null default 0;
alter table match_review add column weighed_at timestamptz;
comment on column match_review.urgency is 'expected harm times uncertainty; 0 until it is weighed';
comment on column match_review.weighed_at is 'when the records'' charts were looked at for it; null: not yet';
drop index match_review_open;
create index match_review_open on match_review (deferred, (-urgency), id) where status = 0;
create index match_review_weigh on match_review (weighed_at nulls first) where status = 0;
