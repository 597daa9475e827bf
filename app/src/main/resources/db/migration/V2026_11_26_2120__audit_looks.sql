-- Who looked at a message: its events name the entry by its id. Few of all events do.
create index audit_event_entry on audit_event (target, event) where type = 'journal-entry';
comment on column audit_event.type is 'FHIR type, or journal-entry';
comment on column audit_event.target is 'id of the resource, or of the journal entry';
