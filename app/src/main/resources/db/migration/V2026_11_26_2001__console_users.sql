-- People who sign in to the console. What they did is in the audit.
create table console_user (
  name        text primary key,
  hash        text not null,
  roles       text not null,
  created_at  timestamptz not null default now(),
  changed_at  timestamptz not null default now(),
  disabled_at timestamptz,
  failed      int not null default 0,
  failed_at   timestamptz
);
comment on column console_user.hash is 'bcrypt of the password; the password is kept nowhere';
comment on column console_user.changed_at is 'of password, roles or state: sessions from before end';
comment on column console_user.failed is 'wrong passwords since the last right one';
