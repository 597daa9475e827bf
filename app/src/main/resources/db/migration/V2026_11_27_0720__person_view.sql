-- Which records an application is shown as one person.

alter table access_token add column person_view text not null default 'linked';
comment on column access_token.person_view is 'linked, confirmed (no links by probability alone) or source (each record by itself)';
