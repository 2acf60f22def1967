-- What a verification of an activation rests on.

alter table bridge.outbox add column stream_entry text collate "C";
comment on column bridge.outbox.stream_entry is
    'the entry that announces it, as two numbers of 20 digits, so that ids sort as texts; null before it is sent';

alter table bridge.stream_group
    add column last_delivered text collate "C",
    add column delivered_at   timestamptz;
comment on column bridge.stream_group.last_delivered is 'the newest entry that the group was given; null: not known';
comment on column bridge.stream_group.delivered_at is 'when that was noticed';

alter table bridge.decision_point add column gateway boolean not null default false;
comment on column bridge.decision_point.gateway is 'whether it lets requests through to a protected upstream';

alter table bridge.load add column decided_at timestamptz;
comment on column bridge.load.decided_at is 'when it first reported that it decided a request under this activation';

alter table bridge.deployment
    add column change             text check (change in ('activation', 'rollback', 'deactivation')),
    add column actor              text,
    add column request_id         text,
    add column dispatch_id        text,
    add column verification_state text check (verification_state in ('pending', 'verified', 'failed', 'superseded', 'not_verifiable')),
    add column verify_at          timestamptz not null default clock_timestamp();
comment on column bridge.deployment.verification_state is
    'what the log says, or pending; superseded: a newer change came before it was final; not_verifiable: no decision point was there';
create index deployment_verification on bridge.deployment (verify_at) where verification_state = 'pending';
