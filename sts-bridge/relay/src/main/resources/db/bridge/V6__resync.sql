create table bridge.stream_position (
    stream         text   not null primary key,
    incarnation    bigint not null,
    run_id         text,
    replication_id text,
    first_entry    text   collate "C",
    last_entry     text   collate "C",
    entries        bigint not null default 0
);
comment on table bridge.stream_position is
    'what was sent since Redis last lost something; an entry id is two numbers of 20 digits, so that ids sort as texts';
comment on column bridge.stream_position.incarnation is 'counts the losses; an entry counts only in the one it was sent in';
comment on column bridge.stream_position.run_id is 'null: Redis has not been asked yet, or does not tell';

create table bridge.stream_group (
    stream        text        not null,
    name          text        not null,
    seen_at       timestamptz not null default clock_timestamp(),
    trimmed_after text        collate "C",
    primary key (stream, name)
);
comment on table bridge.stream_group is 'consumer groups that were seen on a stream; one that is gone is created again';
comment on column bridge.stream_group.trimmed_after is
    'the last entry the group had read when a resync began because unread ones were trimmed';

create table bridge.resync (
    stream             text        not null,
    incarnation        bigint      not null,
    reasons            text        not null,
    noticed_at         timestamptz not null default clock_timestamp(),
    groups_restored_at timestamptz,
    completed_at       timestamptz,
    recorded_at        timestamptz,
    zones              integer,
    primary key (stream, incarnation)
);
comment on table bridge.resync is 'the state of every zone is published again, because Redis lost something';
comment on column bridge.resync.reasons is 'codes, separated by commas';
comment on column bridge.resync.recorded_at is 'when the event log had it';
create index resync_unrecorded on bridge.resync (incarnation) where completed_at is not null and recorded_at is null;

create table bridge.resync_dispatch (
    id             text        not null primary key,
    stream         text        not null,
    incarnation    bigint      not null,
    zone_id        text        not null,
    activation_seq bigint,
    sent_at        timestamptz,
    unique (stream, incarnation, zone_id)
);
comment on table bridge.resync_dispatch is 'one invalidation per zone and resync; id is its dispatch id';
comment on column bridge.resync_dispatch.activation_seq is 'what was published; null: nothing of the zone had been sent yet';
create index resync_dispatch_unsent on bridge.resync_dispatch (stream, incarnation, zone_id) where sent_at is null;
create index resync_dispatch_sent on bridge.resync_dispatch (sent_at) where sent_at is not null;
