-- What each zone asks its decision points after a change, what they answered, and what became of it.

create table bridge.zone_canaries (
    zone_id  text    not null primary key,
    version  bigint  not null,
    canaries integer not null
);
comment on table bridge.zone_canaries is 'how many canaries a zone has, and in which version';

create table bridge.zone_canary (
    zone_id       text not null,
    name          text not null,
    expect        text not null check (expect in ('allow', 'deny')),
    expect_reason text,
    primary key (zone_id, name)
);
comment on table bridge.zone_canary is 'what the answer to each canary should be';
comment on column bridge.zone_canary.expect_reason is 'null: any will do';

alter table bridge.decision_point add column evaluates_canaries boolean not null default false;

alter table bridge.deployment
    add column canaries integer not null default 0,
    add column canaries_state text check (canaries_state in ('pending', 'passed', 'failed', 'not_verifiable')),
    add column canaries_look_at timestamptz not null default clock_timestamp();
comment on column bridge.deployment.canaries is 'how many canaries the zone had at the commit';
comment on column bridge.deployment.canaries_state is
    'what the log says, or pending; not_verifiable: no decision point that could evaluate them loaded it';
create index deployment_canaries on bridge.deployment (canaries_look_at) where canaries_state = 'pending';

create table bridge.canary_run (
    zone_id          text        not null,
    activation_seq   bigint      not null,
    id               text        not null,
    incarnation      bigint      not null,
    canaries_version bigint      not null,
    passed           integer     not null,
    failed           integer     not null,
    failing          jsonb       not null,
    recorded_at      timestamptz not null default clock_timestamp(),
    primary key (zone_id, activation_seq, id, incarnation),
    foreign key (zone_id, activation_seq) references bridge.deployment on delete cascade
);
comment on table bridge.canary_run is 'how a decision point decided the canaries of a zone under the bundle that it had just loaded';
comment on column bridge.canary_run.id is 'of the decision point';
comment on column bridge.canary_run.failing is 'the first ten that failed';

-- Each answer is an event of the audit, in days of its own, so that months of decisions are not dropped sooner or later for it.
create table bridge.canary_events (like bridge.audit_events including defaults) partition by range (occurred_at);
comment on table bridge.canary_events is 'the answers of decision points to canaries, as decisions';
create index canary_events_newest on bridge.canary_events (zone_id, occurred_at, seq);
create index canary_events_arrival on bridge.canary_events (zone_id, seq);
create index canary_events_request on bridge.canary_events (bridge.audit_key(zone_id, request_id), occurred_at);
create index canary_events_decision on bridge.canary_events (bridge.audit_key(zone_id, decision), occurred_at);
create index canary_events_reason on bridge.canary_events (bridge.audit_key(zone_id, reason), occurred_at)
    where reason is not null;
create index canary_events_version on bridge.canary_events (bridge.audit_key(zone_id, policy_set_version_id), occurred_at);
create index canary_events_decision_point on bridge.canary_events (bridge.audit_key(zone_id, decision_point), occurred_at);

create function bridge.make_canary_day(day date) returns void language plpgsql as
$$
begin
    execute format('create table if not exists bridge.%I partition of bridge.canary_events for values from (%L) to (%L)',
        'canary_events_' || to_char(day, 'YYYYMMDD'), day::timestamp at time zone 'UTC',
        (day + 1)::timestamp at time zone 'UTC');
end
$$;
comment on function bridge.make_canary_day is 'makes the partition of a day, unless it exists';
select bridge.make_canary_day((now() at time zone 'UTC')::date + i) from generate_series(0, 2) as days (i);
