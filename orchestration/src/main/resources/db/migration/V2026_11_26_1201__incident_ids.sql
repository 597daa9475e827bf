-- Incidents get an id of their own, for which their bytes are sealed: rows cannot be swapped.
alter table intake_incident add column uid uuid unique;
alter table intake_incident add column incidents int not null default 1;
comment on column intake_incident.uid is 'the place that the bytes are sealed for; null before this column was there';
comment on column intake_incident.incidents is 'how many incidents the row stands for: more than one when there was no room for each';
comment on column intake_incident.sha256 is 'of all bytes that came; sealed, as it can prove what they were';
create index intake_incident_code on intake_incident (code, id);
