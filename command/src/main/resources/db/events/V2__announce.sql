-- Readers on every node hear of an append as soon as it is committed.
create function events.announce() returns trigger language plpgsql as $$
begin
    perform pg_notify('edict_log', '');
    return null;
end $$;

create trigger announce after insert on events.domain_event
    for each statement execute function events.announce();

-- One round trip for the lock and what is certain once it is held: a statement of its own takes a snapshot of its own,
-- so the head is read after the wait and not before it. Its identifier tells whether anything was appended since: an
-- index alone could be given to another event after a rollback.
create function events.take_command_lock(out head bigint, out head_event_id text) language plpgsql as $$
begin
    perform pg_advisory_xact_lock(297498395476);
    -- A node that stands still with the lock stands in the way of all others; where sessions may idle for ever, so may it.
    if current_setting('idle_in_transaction_session_timeout')::interval > interval '4 seconds' then
        perform set_config('idle_in_transaction_session_timeout', '4s', true);
    end if;
    select e.global_index, e.event_id into head, head_event_id
    from events.domain_event e order by e.global_index desc limit 1;
    head := coalesce(head, 0);
    head_event_id := coalesce(head_event_id, '');
end $$;
