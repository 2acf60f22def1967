-- A timeline is searched by words, and each filter has an index that goes on by sequence. Keys are hashed, because a
-- number takes a third of the room of a name.

alter table views.timeline
    add column recorded_at       timestamptz,
    add column correlation_id    text,
    add column of_activation_seq bigint,
    add column search            tsvector;
comment on column views.timeline.correlation_id is 'the request that began it; others may have followed from it';
comment on column views.timeline.of_activation_seq is 'the activation that a deployment is of; null for all else';
comment on column views.timeline.search is
    'the words of the summary and of the reason, the zone, and a hash of the name on whose behalf it was done';

update views.timeline t
set recorded_at = e.recorded_at,
    correlation_id = coalesce(e.metadata::json ->> 'correlationId', t.request_id),
    of_activation_seq = case when e.event_type like 'deployment.%' then (e.payload::json ->> 'activationSeq')::bigint end,
    search = to_tsvector('simple', t.summary || ' ' || coalesce(
            (select n.text from events.note n where n.note_id = t.reason_note_id), ''))
        || array_to_tsvector(array_remove(array['zone:' || t.zone_id, (
            select 'name:' || encode(sha256(convert_to(n.text, 'UTF8')), 'hex')
            from events.note n where n.note_id = t.on_behalf_of_note_id)], null))
from events.domain_event e
where e.global_index = t.sequence;
alter table views.timeline
    alter column recorded_at set not null, alter column correlation_id set not null, alter column search set not null;

drop index views.timeline_actor, views.timeline_event, views.timeline_request, views.timeline_period;
create index timeline_actor on views.timeline (hashtextextended(zone_id || ' ' || actor, 0), sequence);
create index timeline_event on views.timeline (hashtextextended(zone_id || ' ' || event_type, 0), sequence);
create index timeline_request on views.timeline (hashtextextended(request_id, 0), sequence);
create index timeline_correlation on views.timeline (hashtextextended(correlation_id, 0), sequence)
    where correlation_id <> request_id;
create index timeline_entity on views.timeline (hashtextextended(coalesce(policy_id, policy_set_id), 0), sequence)
    where coalesce(policy_id, policy_set_id) is not null;
create index timeline_version
    on views.timeline (hashtextextended(coalesce(policy_version_id, policy_set_version_id), 0), sequence)
    where coalesce(policy_version_id, policy_set_version_id) is not null;
create index timeline_deployment on views.timeline (zone_id, of_activation_seq) where of_activation_seq is not null;
create index timeline_simulation on views.timeline (simulation_id) where simulation_id is not null;
create index timeline_reason on views.timeline (reason_note_id) where reason_note_id is not null;
create index timeline_on_behalf_of on views.timeline (on_behalf_of_note_id) where on_behalf_of_note_id is not null;
create index timeline_words on views.timeline using gin (search);
