-- Models of the linking that were trained on this index, and which one was in use when. A model lists only what many
-- people share; it is sealed all the same.
create table identity_model (
  id       bigint generated always as identity primary key,
  made_at  timestamptz not null default now(),
  made_by  text not null,
  reason   text not null,
  state    smallint not null default 0,
  step     text not null default '',
  version  text,
  records  bigint,
  labels   bigint,
  model    bytea,
  effect   text,
  check (state <> 1 or (version is not null and model is not null and effect is not null))
);
comment on column identity_model.state is '0 in training, 1 ready, 2 failed';
comment on column identity_model.step is 'what is being done, or why it failed; no patient data';
comment on column identity_model.effect is 'what it would change, as JSON: counts and ids';
create table identity_model_use (
  id      bigint generated always as identity primary key,
  at      timestamptz not null default now(),
  by_whom text not null,
  reason  text not null,
  model   bigint references identity_model (id)
);
comment on column identity_model_use.model is 'null: the model that comes with Trestle';
