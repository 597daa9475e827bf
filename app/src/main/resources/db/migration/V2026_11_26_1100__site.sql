-- The site: versions that never change, and the ledger of their activations, which only grows.

create table site_version (
  hash       bytea primary key check (length(hash) = 32),
  files      bytea not null,
  file_count integer not null,
  kept_at    timestamptz not null default now()
);
comment on column site_version.hash is 'SHA-256 of the files with their paths';
comment on column site_version.files is 'sealed: paths and texts';

create table site_activation (
  id      bigint generated always as identity primary key,
  request uuid not null unique,
  hash    bytea not null references site_version (hash),
  at      timestamptz not null default now(),
  actor   text not null,
  reason  text not null,
  kind    text not null check (kind in ('start', 'activate', 'rollback'))
);
comment on table site_activation is 'the active version is that of the highest id';
comment on column site_activation.request is 'an activation whose answer was lost is looked up by it';

create function site_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'versions and activations of the site are never changed';
end $$;
create trigger site_version_is_kept before update or delete on site_version
  for each row execute function site_is_kept();
create trigger site_activation_is_kept before update or delete on site_activation
  for each row execute function site_is_kept();
