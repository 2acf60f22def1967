-- A note is erased with its salt, so that its hash in an event confirms no guess. The events stay as they are.

create function events.reason_note_of(payload text) returns text language sql immutable parallel safe
    return coalesce(payload::json #>> '{reason,noteId}', payload::json #>> '{grounds,reason,noteId}');
comment on function events.reason_note_of is 'the note with the reason for an event; null for none';

create function events.name_note_of(metadata text) returns text language sql immutable parallel safe
    return metadata::json ->> 'onBehalfOfNote';
comment on function events.name_note_of is 'the note with the name on whose behalf an event was caused; null for none';

create index domain_event_reason on events.domain_event (events.reason_note_of(payload))
    where events.reason_note_of(payload) is not null;
create index domain_event_name on events.domain_event (events.name_note_of(metadata))
    where events.name_note_of(metadata) is not null;

create function events.refuse_erasure() returns trigger language plpgsql as $$
begin
    if not exists (select from events.domain_event e
            where e.aggregate_id = old.note_id and e.event_type = 'note.erased') then
        raise exception 'DELETE on events.note is refused: the log is append-only, and no event says that note % is erased',
            old.note_id using errcode = 'restrict_violation';
    end if;
    return old;
end $$;

drop trigger append_only on events.note;
create trigger append_only before update or truncate on events.note
    for each statement execute function events.refuse_change();
create trigger erased_by_event_only before delete on events.note
    for each row execute function events.refuse_erasure();

create function events.erase_note(note text) returns void language sql security definer set search_path = ''
begin atomic
    delete from events.note n where n.note_id = note;
end;
comment on function events.erase_note is 'needs the event that says so, in the same transaction or before';
revoke execute on function events.erase_note from public;

-- Views and look-ups hold such names as authors. A name belongs to the events of one command, so these are few.
create function events.done_for(note text)
    returns table (zone_id text, policy_id text, policy_set_id text, version_id text, simulation_id text, name text,
        actor text, at timestamptz)
    language sql stable parallel safe
begin atomic
    select events.zone_of(e.payload), p."policyId", p."policySetId", p."versionId", p."simulationId", p.name,
        e.metadata::json ->> 'actor', e.occurred_at::timestamptz
    from events.domain_event e
        cross join json_to_record(e.payload::json) as p ("policyId" text, "policySetId" text, "versionId" text,
            "simulationId" text, name text)
    where events.name_note_of(e.metadata) = note;
end;
comment on function events.done_for is 'the events that were caused on behalf of the name in a note';
