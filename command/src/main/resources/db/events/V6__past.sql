-- A question about the past names a zone and an instant.

create function events.zone_of(payload text) returns text language sql immutable parallel safe
    return payload::json ->> 'zoneId';
comment on function events.zone_of is 'the zone that an event concerns; * for all zones';

create index domain_event_zone on events.domain_event (events.zone_of(payload), global_index);
create index domain_event_governance on events.domain_event (events.zone_of(payload), global_index)
    where event_type in ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated');

-- recorded_at never decreases along the index, so halving finds the place without an index of its own. An event that was
-- removed from the log does not hide those after it: halving looks at the next one that is there.
create function events.head_at(instant timestamptz) returns bigint language plpgsql stable parallel safe as $$
declare
    low  bigint := 0;
    high bigint := coalesce((select mark.global_index from events.high_water mark), 0);
    half bigint;
begin
    while low < high loop
        half := low + (high - low + 1) / 2;
        if (select e.recorded_at <= instant from events.domain_event e
            where e.global_index >= half order by e.global_index limit 1) then
            low := half;
        else
            high := half - 1;
        end if;
    end loop;
    return low;
end $$;
comment on function events.head_at is 'the index of the last event that the log had taken at an instant; 0 before the first';
