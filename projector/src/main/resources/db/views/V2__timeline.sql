create table views.timeline (
    sequence              bigint      not null primary key,
    event_id              text        not null,
    event_type            text        not null,
    occurred_at           timestamptz not null,
    actor                 text        not null,
    request_id            text        not null,
    zone_id               text        not null,
    summary               text        not null,
    policy_id             text,
    policy_version_id     text,
    policy_set_id         text,
    policy_set_version_id text,
    activation_seq        bigint,
    previous_version_id   text,
    governing_version_id  text,
    simulation_id         text,
    reason_note_id        text
);
comment on table views.timeline is 'one row per event, for people; sequence is the global index of the event';
comment on column views.timeline.reason_note_id is 'the text stands in events.note, so that erasing it there erases it everywhere';
create index timeline_zone on views.timeline (zone_id, sequence);
