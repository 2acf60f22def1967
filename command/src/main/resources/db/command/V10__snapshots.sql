-- States of aggregates, so that a command reads the last events of a stream and not all of them. Any row may be deleted:
-- it is made again from the log. There is one per revision of the state, for nodes of two versions beside each other.

create table command.snapshot (
    aggregate_id    text        not null,
    revision        text        not null,
    aggregate_type  text        not null,
    sequence_number bigint      not null,
    event_id        text        not null,
    event_type      text        not null,
    payload         text        not null,
    metadata        text        not null,
    occurred_at     text        not null,
    stored_at       timestamptz not null default now(),
    primary key (aggregate_id, revision)
);
comment on column command.snapshot.event_id is 'the last event of the state; a snapshot whose event is not in the log is ignored';
comment on column command.snapshot.event_type is 'class of the state';
