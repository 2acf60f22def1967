-- A timeline that is narrowed down reads no more of a zone's history than it shows: each filter runs on by sequence.

create index timeline_actor on views.timeline (zone_id, actor, sequence);
create index timeline_event on views.timeline (zone_id, event_type, sequence);
create index timeline_request on views.timeline (zone_id, request_id, sequence);
create index timeline_period on views.timeline (zone_id, occurred_at, sequence);
