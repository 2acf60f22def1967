-- A report on a period asks for these events from the beginning of the log on; there are few of them in a long log.
create index domain_event_report on events.domain_event (events.zone_of(payload), global_index)
    where event_type in ('zone.registered', 'zone.changed', 'policy_set.version_created', 'admin_token.minted',
        'admin_token.revoked', 'decision_partition.sealed');

-- An event that was removed from the log does not hide those after it: halving looks at the next one that is there.
create or replace function events.head_at(instant timestamptz) returns bigint language plpgsql stable parallel safe as $$
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
