-- How far the log has come, kept beside it by every append: an event that is removed from the end of the log is missed,
-- instead of its index being given to another event that readers beyond it never see.

create table events.high_water (
    only_row     boolean not null primary key default true check (only_row),
    global_index bigint  not null,
    event_id     text    not null
);
comment on table events.high_water is 'index and identifier of the last event ever appended; the log has to end with it';

-- No append between the reading of the last index and the trigger that follows it.
select pg_advisory_xact_lock(297498395476);
lock table events.domain_event in share row exclusive mode;

insert into events.high_water (global_index, event_id)
select coalesce(max(global_index), 0), coalesce((array_agg(event_id order by global_index desc))[1], '')
from (select global_index, event_id from events.domain_event order by global_index desc limit 1) last;

create trigger moved_by_appends_only before update on events.high_water
    for each statement when (pg_trigger_depth() = 0) execute function events.refuse_change();
create trigger never_removed before delete or truncate on events.high_water
    for each statement execute function events.refuse_change();

create function events.indices(first bigint, last bigint, one text, several text) returns text language sql immutable
return case when first = last then format('event %s %s', first, one) else format('events %s to %s %s', first, last, several) end;

-- One statement, so that both are read as of the same moment; two probes, however long the log is.
create function events.inconsistency() returns text language sql stable
return (
    select case
        when mark.global_index is null then 'the high-water mark of the log is missing'
        when last.global_index is null or last.global_index < mark.global_index then
            events.indices(coalesce(last.global_index, 0) + 1, mark.global_index, 'is', 'are')
                || ' missing from the end of the log'
        when last.global_index > mark.global_index then
            events.indices(mark.global_index + 1, last.global_index, 'was', 'were') || ' not appended by Edict'
        when last.event_id <> mark.event_id then
            format('event %s is not the one that was appended', last.global_index)
    end
    from (values (1)) one
        left join events.high_water mark on true
        left join (select e.global_index, e.event_id from events.domain_event e order by e.global_index desc limit 1)
            last on true
    where mark.global_index is null or mark.global_index > 0 or last.global_index is not null
);

create function events.require_consistent() returns void language plpgsql as $$
declare
    trouble text := events.inconsistency();
begin
    if trouble is not null then
        raise exception '%', trouble using errcode = 'ED001';
    end if;
end $$;

create or replace function events.assign_global_index() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(297498395476);
    perform events.require_consistent();
    update events.high_water set global_index = global_index + 1, event_id = new.event_id
    returning global_index into new.global_index;
    return new;
end $$;

create or replace function events.take_command_lock(out head bigint, out head_event_id text) language plpgsql as $$
begin
    perform pg_advisory_xact_lock(297498395476);
    -- A node that stands still with the lock stands in the way of all others; where sessions may idle for ever, so may it.
    if current_setting('idle_in_transaction_session_timeout')::interval > interval '4 seconds' then
        perform set_config('idle_in_transaction_session_timeout', '4s', true);
    end if;
    perform events.require_consistent();
    select mark.global_index, mark.event_id into head, head_event_id from events.high_water mark;
end $$;
