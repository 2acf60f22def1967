create table bridge.outbox (
    id                    text        not null primary key,
    zone_id               text        not null,
    activation_seq        bigint      not null,
    policy_set_id         text        not null,
    policy_set_version_id text,
    request_id            text        not null,
    created_at            timestamptz not null,
    attempts              integer     not null default 0,
    next_attempt_at       timestamptz not null,
    last_error            text,
    sent_at               timestamptz,
    unique (zone_id, activation_seq)
);
comment on table bridge.outbox is 'one invalidation per activation, rollback or deactivation; id is the dispatch id';
comment on column bridge.outbox.policy_set_version_id is 'null: nothing governs from here on';
create index outbox_unsent on bridge.outbox (zone_id, activation_seq) where sent_at is null;
create index outbox_newest on bridge.outbox (zone_id, policy_set_id, policy_set_version_id, activation_seq desc);

create table bridge.relay_zone (
    zone_id text not null primary key
);
comment on table bridge.relay_zone is 'locked by whichever node relays the zone, one row in flight per zone';

create function bridge.announce() returns trigger language plpgsql as $$
begin
    perform pg_notify('edict_outbox', new.zone_id);
    return null;
end $$;

create trigger announce after insert on bridge.outbox for each row execute function bridge.announce();
