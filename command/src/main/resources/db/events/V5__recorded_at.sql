-- When the log took an event: what was known when. An import dates occurred_at back, so that cannot tell.

select pg_advisory_xact_lock(297498395476);
alter table events.domain_event add column recorded_at timestamptz;
comment on column events.domain_event.recorded_at is
    'when the log took the event; set by the append under the lock, never earlier than that of the event before';

-- Nothing is changed of what was written: only the new column is filled.
alter table events.domain_event disable trigger append_only;
update events.domain_event e set recorded_at = r.recorded_at
from (select global_index, max(occurred_at::timestamptz) over (order by global_index) as recorded_at
      from events.domain_event) r
where r.global_index = e.global_index;
alter table events.domain_event enable trigger append_only;
alter table events.domain_event alter column recorded_at set not null;

alter table events.high_water add column recorded_at timestamptz not null default '-infinity';
alter table events.high_water disable trigger moved_by_appends_only;
update events.high_water mark set recorded_at = e.recorded_at
from events.domain_event e where e.global_index = mark.global_index;
alter table events.high_water enable trigger moved_by_appends_only;

-- The earlier value stands in the mark: a clock that jumps back is stood still with, at no cost of a look into the log.
create or replace function events.assign_global_index() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(297498395476);
    perform events.require_consistent();
    update events.high_water
    set global_index = global_index + 1, event_id = new.event_id, recorded_at = greatest(recorded_at, clock_timestamp())
    returning global_index, recorded_at into new.global_index, new.recorded_at;
    return new;
end $$;
