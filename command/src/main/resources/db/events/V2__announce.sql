-- Readers on every node hear of an append as soon as it is committed.
create function events.announce() returns trigger language plpgsql as $$
begin
    perform pg_notify('edict_log', '');
    return null;
end $$;

create trigger announce after insert on events.domain_event
    for each statement execute function events.announce();

-- One round trip for the lock and what is certain once it is held: a statement of its own takes a snapshot of its own,
-- so the head is read after the wait and not before it.
create function events.take_command_lock() returns bigint language plpgsql as $$
begin
    perform pg_advisory_xact_lock(297498395476);
    return coalesce((select max(global_index) from events.domain_event), 0);
end $$;
