-- An id from before the row is written: the sealed detail is bound to it, and a repeated write adds nothing.
alter table audit_event add column event uuid;
create unique index audit_event_event on audit_event (event);
comment on column audit_event.event is 'UUID version 7; null in rows of before, whose detail is bound to no row';
