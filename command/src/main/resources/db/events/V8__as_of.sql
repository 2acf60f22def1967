-- A question about the past also names a version, an activation, or a stream at a head.

create function events.version_of(payload text) returns text language sql immutable parallel safe
    return payload::json ->> 'versionId';
comment on function events.version_of is 'the policy version or policy-set version that an event concerns';

create function events.activation_seq_of(payload text) returns bigint language sql immutable parallel safe
    return (payload::json ->> 'activationSeq')::bigint;
comment on function events.activation_seq_of is 'the number of the change of governance that an event is';

create index domain_event_version on events.domain_event (events.version_of(payload))
    where event_type in ('policy.version_created', 'policy_set.version_created');
create index domain_event_activation on events.domain_event (events.zone_of(payload), events.activation_seq_of(payload))
    where event_type in ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated');

-- Along a stream the global index increases and the sequence number has no gap, so halving needs no other index.
create function events.last_of(stream text, head bigint) returns bigint language plpgsql stable parallel safe as $$
declare
    low  bigint := -1;
    high bigint := coalesce((select max(e.sequence_number) from events.domain_event e where e.aggregate_id = stream), -1);
    half bigint;
begin
    while low < high loop
        half := low + (high - low + 1) / 2;
        if (select e.global_index <= head from events.domain_event e
                where e.aggregate_id = stream and e.sequence_number = half) then
            low := half;
        else
            high := half - 1;
        end if;
    end loop;
    return (select e.global_index from events.domain_event e where e.aggregate_id = stream and e.sequence_number = low);
end $$;
comment on function events.last_of is 'the index of the last event of a stream up to a head; null before the first';

-- An append is dated before it commits. Whoever asks about an instant that is so near waits for the one under way.
create function events.await_append() returns void language sql volatile
begin atomic
    select pg_advisory_xact_lock_shared(297498395476);
end;
comment on function events.await_append is 'returns when no append is under way that began before the call';
