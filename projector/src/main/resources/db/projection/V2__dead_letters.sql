create table projection.dead_letter (
    letter_id            text   not null primary key,
    processor_name       text   not null,
    zone_id              text   not null,
    position_in_zone     bigint not null,
    message_type         text   not null,
    event_id             text   not null,
    occurred_at          text   not null,
    event_type           text   not null,
    revision             text,
    payload              bytea  not null,
    metadata             bytea,
    aggregate_type       text,
    aggregate_id         text,
    sequence_number      bigint,
    token_type           text,
    token                bytea,
    enqueued_at          text   not null,
    last_touched         text,
    processing_started   text,
    cause_type           text,
    cause_message        text,
    diagnostics          bytea,
    unique (processor_name, zone_id, position_in_zone)
);
comment on table projection.dead_letter is
    'events that a projector could not handle and all later ones of their zone, in order, until they are replayed';
