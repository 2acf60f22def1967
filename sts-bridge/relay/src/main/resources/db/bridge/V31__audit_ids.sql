-- audit_event_id has each id once, in any month; a second index of ids cost every event as much as a filter does.
alter table bridge.audit_events drop constraint audit_events_pkey;
