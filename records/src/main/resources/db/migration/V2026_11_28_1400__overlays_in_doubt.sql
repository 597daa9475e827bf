-- Readers of a chart are told of alarms that nobody settled as one person (table overlay_alarm).
create index overlay_alarm_in_doubt on overlay_alarm (patient_rid) where state <> 2;
