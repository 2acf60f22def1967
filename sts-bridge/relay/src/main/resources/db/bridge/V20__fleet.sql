-- What became of each activation, which decision points there are, and what each of them enforces. Every time is the
-- database's, unless it says otherwise.

create table bridge.deployment (
    zone_id         text        not null,
    activation_seq  bigint      not null,
    version_id      text,
    manifest_sha256 text,
    committed_at    timestamptz not null default clock_timestamp(),
    watched         boolean     not null default true,
    next_look_at    timestamptz not null default clock_timestamp(),
    expected        integer,
    settled_at      timestamptz,
    overdue         boolean     not null default false,
    primary key (zone_id, activation_seq)
);
comment on table bridge.deployment is 'one row per activation, rollback or deactivation, written in its transaction';
comment on column bridge.deployment.version_id is 'null: nothing governs from here on';
comment on column bridge.deployment.watched is 'whether its propagation, or the record of it, is still to be seen';
comment on column bridge.deployment.expected is 'how many decision points had to load it; null while some still have to';
comment on column bridge.deployment.overdue is 'whether the log says so';
create index deployment_watched on bridge.deployment (next_look_at) where watched;

create table bridge.decision_point (
    id                       text        not null,
    incarnation              bigint      not null,
    kind                     text        not null check (kind in ('replica', 'sts')),
    owner                    text        not null,
    zone_id                  text,
    zones                    text[],
    software                 text,
    staleness_budget_seconds integer,
    counter                  bigint      not null default 0,
    confirmed_at             timestamptz,
    began_at                 timestamptz not null,
    reported_at              timestamptz not null,
    lease_until              timestamptz not null,
    ended_at                 timestamptz,
    ended_by                 text check (ended_by in ('goodbye', 'dismissed')),
    primary key (id, incarnation),
    check ((ended_at is null) = (ended_by is null))
);
comment on table bridge.decision_point is 'one row per process that ever claimed an id';
comment on column bridge.decision_point.owner is 'the name of the token that registered it, e.g. admin:bootstrap';
comment on column bridge.decision_point.zone_id is 'the only zone of its token; null for all zones';
comment on column bridge.decision_point.zones is 'the only zones that it loads; null for all that its token may see';
comment on column bridge.decision_point.confirmed_at is
    'when it last knew, of every zone whose newest activation it enforces, that nothing newer governs';
comment on column bridge.decision_point.staleness_budget_seconds is
    'for how long it goes on allowing without news; null: for ever';
create index decision_point_owner on bridge.decision_point (owner, lease_until);
create index decision_point_pruning on bridge.decision_point (lease_until);

create table bridge.decision_point_zone (
    id              text        not null,
    incarnation     bigint      not null,
    zone_id         text        not null,
    state           text        not null check (state in ('loaded', 'failed', 'stale')),
    activation_seq  bigint      not null,
    manifest_sha256 text,
    error           text,
    loaded_seq      bigint,
    loaded_at       timestamptz,
    confirmed_at    timestamptz not null,
    changed_at      timestamptz not null,
    reported_at     timestamptz not null,
    primary key (id, incarnation, zone_id),
    foreign key (id, incarnation) references bridge.decision_point on delete cascade
);
comment on table bridge.decision_point_zone is 'the newest report of a decision point about a zone';
comment on column bridge.decision_point_zone.activation_seq is 'what it enforces, or failed to load';
comment on column bridge.decision_point_zone.loaded_seq is 'the newest that it loaded; null for none';
comment on column bridge.decision_point_zone.loaded_at is 'by the clock of the decision point';
comment on column bridge.decision_point_zone.confirmed_at is 'when it last knew that nothing newer governs';

create table bridge.load (
    replica        text        not null,
    incarnation    bigint      not null,
    zone_id        text        not null,
    activation_seq bigint      not null,
    from_at        timestamptz not null,
    to_at          timestamptz,
    recorded_at    timestamptz not null,
    primary key (replica, incarnation, zone_id, from_at, activation_seq),
    check (to_at is null or to_at >= from_at)
);
comment on table bridge.load is 'what a decision point enforced from when to when, as it reported';
comment on column bridge.load.from_at is 'by the clock of the decision point, never after recorded_at';
comment on column bridge.load.to_at is 'null: still';
create unique index load_open on bridge.load (replica, incarnation, zone_id) where to_at is null;
create index load_seq on bridge.load (replica, incarnation, zone_id, activation_seq, recorded_at);
create index load_pruning on bridge.load (to_at) where to_at is not null;

-- Before this table nobody reported, so there is nothing to see about what was activated before.
do $$
begin
    if to_regclass('views.policy_set_versions') is not null then
        insert into bridge.deployment (zone_id, activation_seq, version_id, manifest_sha256, committed_at, watched, expected)
        select o.zone_id, o.activation_seq, o.policy_set_version_id, v.manifest_sha256, o.created_at, false, 0
        from bridge.outbox o left join views.policy_set_versions v on v.id = o.policy_set_version_id;
    end if;
end $$;
