-- Who may call the API, and what they did.

create table access_token (
  id         bigint generated always as identity primary key,
  hash       bytea not null unique,
  name       text not null,
  roles      text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
comment on column access_token.hash is 'SHA-256 of the token; the token itself is shown once and kept nowhere';

-- Appended, never changed. Sealing in blocks comes behind it.
create table audit_event (
  id       bigint generated always as identity primary key,
  at       timestamptz not null,
  actor    text not null,
  action   text not null,
  outcome  smallint not null,
  type     text,
  target   uuid,
  patients uuid[],
  detail   bytea
);
create index audit_event_at on audit_event using brin (at);
comment on column audit_event.outcome is '0 success, 4 refused, 8 failed (FHIR R4 audit-event-outcome)';
comment on column audit_event.detail is 'sealed: the query as it was asked';
