-- Replays of the log into tables beside the live ones: how far each has come, and what came out.

create table projection.replay (
    id           text        not null primary key,
    up_to        bigint      not null,
    to_the_head  boolean     not null,
    position     bigint      not null default 0,
    state        text        not null default 'running'
        check (state in ('running', 'cancelled', 'failed', 'completed')),
    cancelled    boolean     not null default false,
    schema_id    bigint,
    holder       integer,
    tables       jsonb,
    error        text,
    problem      text,
    requested_by text        not null,
    started_at   timestamptz not null default clock_timestamp(),
    resumed_at   timestamptz not null default clock_timestamp(),
    resumed_from bigint      not null default 0,
    moved_at     timestamptz not null default clock_timestamp(),
    ended_at     timestamptz
);
comment on column projection.replay.up_to is 'the index of the last event that is replayed';
comment on column projection.replay.to_the_head is 'whether the tables are compared with the live ones, which are at the head';
comment on column projection.replay.cancelled is 'whether the one that runs is asked to stop';
comment on column projection.replay.schema_id is 'the OID of the schema with its tables; another one is not its own';
comment on column projection.replay.holder is 'the session that runs it, and holds the lock of rebuilds as long as it does';
comment on column projection.replay.error is 'a code; problem says it in words';
