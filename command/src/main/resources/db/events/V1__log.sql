-- The event log. Rows are inserted and read, never changed.

create table events.domain_event (
    global_index    bigint      not null primary key,
    event_id        text        not null unique,
    aggregate_type  text        not null,
    aggregate_id    text        not null,
    sequence_number bigint      not null,
    event_type      text        not null,
    revision        text        not null,
    payload         text        not null,
    metadata        text        not null,
    occurred_at     text        not null,
    unique (aggregate_id, sequence_number),
    check (payload is json object),
    check (metadata is json object)
);
comment on column events.domain_event.global_index is 'gapless; assigned under the append lock, so commit order is index order';
comment on column events.domain_event.event_type is 'logical name, never a class name';
comment on column events.domain_event.payload is 'JSON, exactly the bytes written';
comment on column events.domain_event.occurred_at is 'ISO 8601, UTC, microseconds';

create table events.content (
    sha256  text not null primary key,
    content text not null
);
comment on table events.content is 'policy texts by the SHA-256 of their UTF-8 bytes';

create table events.note (
    note_id text  not null primary key,
    salt    bytea not null,
    text    text  not null
);
comment on table events.note is 'free text that may name people; an event carries id and sha256(salt || text)';

-- Whoever appends holds the lock until the end of the transaction, whichever way the row came in:
-- without it a reader could pass an index that commits later, and never see it.
create function events.assign_global_index() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(297498395476);
    new.global_index := coalesce((select max(global_index) from events.domain_event), 0) + 1;
    return new;
end $$;

create trigger assign_global_index before insert on events.domain_event
    for each row execute function events.assign_global_index();

create function events.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% on %.% is refused: the log is append-only', tg_op, tg_table_schema, tg_table_name
        using errcode = 'restrict_violation';
end $$;

create trigger append_only before update or delete or truncate on events.domain_event
    for each statement execute function events.refuse_change();
create trigger append_only before update or delete or truncate on events.content
    for each statement execute function events.refuse_change();
create trigger append_only before update or delete or truncate on events.note
    for each statement execute function events.refuse_change();
