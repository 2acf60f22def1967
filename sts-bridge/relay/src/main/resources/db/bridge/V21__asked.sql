-- Some decision points do not report: Edict asks them what they enforce.

alter table bridge.decision_point_zone
    drop constraint decision_point_zone_state_check,
    add constraint decision_point_zone_state_check
        check (state in ('loaded', 'failed', 'stale', 'not_loaded', 'foreign')),
    alter column confirmed_at drop not null,
    alter column changed_at drop not null;
comment on column bridge.decision_point_zone.state is
    'the last two only of one that was asked: it enforces nothing, or a manifest of no activation of the zone';
comment on column bridge.decision_point_zone.confirmed_at is
    'when it last knew that nothing newer governs; null: never, as far as its answers prove';

create table bridge.question (
    id          text        not null,
    incarnation bigint      not null,
    zone_id     text        not null,
    asked_at    timestamptz not null default clock_timestamp(),
    outcome     text        not null check (outcome in ('unreachable', 'failed', 'not_loaded', 'foreign')),
    error       text        not null,
    primary key (id, incarnation, zone_id),
    foreign key (id, incarnation) references bridge.decision_point on delete cascade
);
comment on table bridge.question is
    'why the last question to a decision point proved no activation of a zone; no row if it did';

create table bridge.asker (
    kind       text        primary key,
    holder     text        not null,
    held_until timestamptz not null
);
comment on table bridge.asker is 'which process asks the decision points of a kind';
