-- One for each filter of GET /v1/zones/{zone}/audit, in the order of its pages. Nobody can ask for more than 128
-- characters, and a longer text would not fit into an index: the 129th says that it is none of those.
create index audit_events_decision on bridge.audit_events (zone_id, decision, occurred_at desc, id desc);
create index audit_events_type on bridge.audit_events (zone_id, event_type, occurred_at desc, id desc);
create index audit_events_application on bridge.audit_events
    (zone_id, left(metadata_json ->> 'application_id', 129), occurred_at desc, id desc);
create index audit_events_agent_session on bridge.audit_events
    (zone_id, left(metadata_json ->> 'agent_session_id', 129), occurred_at desc, id desc);
create index audit_events_authority on bridge.audit_events
    (zone_id, left(metadata_json ->> 'session_id', 129), occurred_at desc, id desc);
create index audit_events_labels on bridge.audit_events using gin ((metadata_json -> 'agent_labels') jsonb_path_ops);
