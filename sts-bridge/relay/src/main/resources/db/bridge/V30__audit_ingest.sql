-- Events arrive from decision points: in one order, each id once, in months that are dropped whole.

-- A transaction that stores events has locked this row, so that their numbers become visible in their order.
create table bridge.audit_arrival (
    only_one      boolean     not null primary key default true check (only_one),
    closed_before timestamptz not null default '-infinity'
);
comment on column bridge.audit_arrival.closed_before is 'no event from before it is taken: its months are dropped, or about to be';
insert into bridge.audit_arrival default values;

create sequence bridge.audit_event_seq;

create table bridge.audit_event_id (
    id          text        collate "C" not null primary key,
    occurred_at timestamptz not null
);
comment on table bridge.audit_event_id is 'which events there are: the key of audit_events has the time in it';

create table bridge.audit_dead_letter (
    id          bigint      generated always as identity primary key,
    source      text        not null check (source in ('stream', 'opa')),
    source_id   text        not null,
    reason      text        not null,
    detail      text        not null,
    zone_id     text,
    event_id    text,
    length      integer     not null,
    sha256      bytea       not null,
    data        text,
    received_at timestamptz not null default clock_timestamp(),
    unique (source, source_id, sha256)
);
comment on table bridge.audit_dead_letter is 'what decision points sent and could not be stored';
comment on column bridge.audit_dead_letter.source_id is 'of the entry in the stream, or of the decision in a log of OPA';
comment on column bridge.audit_dead_letter.length is 'of what was received, in bytes';
create index audit_dead_letter_received on bridge.audit_dead_letter (received_at);
comment on column bridge.audit_dead_letter.data is 'the event after redaction; null if it could not be read';

-- With a default partition, months could not be detached while others read.
alter table bridge.audit_events detach partition bridge.audit_events_default;

alter table bridge.audit_events
    alter column id type text collate "C",
    alter column zone_id type text collate "C",
    add column seq             bigint not null default nextval('bridge.audit_event_seq'),
    add column source          text   not null default 'stream',
    add column received_sha256 bytea,
    add column reason          text,
    add column decision_point  text;
comment on column bridge.audit_events.seq is 'in the order of arrival';
comment on column bridge.audit_events.source is 'stream, or opa for a decision log';
comment on column bridge.audit_events.received_sha256 is 'of the bytes as received, before redaction';
comment on column bridge.audit_events.content_sha256 is 'of what is stored (contract 7.2), hex';
comment on column bridge.audit_events.reason is 'why it was denied or is on hold, or why no policy was evaluated';

-- What a search looks for: a number for a text of a zone, so that an entry of an index is small and soon compared. The
-- text itself is compared too, because two texts may have one number.
create function bridge.audit_key(zone text, value text) returns bigint language sql immutable strict parallel safe as
$$ select hashtextextended(value, hashtextextended(zone, 0)) $$;

-- One for each filter, in the order of its pages.
drop index bridge.audit_events_newest;
drop index bridge.audit_events_request;
drop index bridge.audit_events_decision;
drop index bridge.audit_events_type;
drop index bridge.audit_events_application;
drop index bridge.audit_events_agent_session;
drop index bridge.audit_events_authority;
drop index bridge.audit_events_labels;
create index audit_events_newest on bridge.audit_events (zone_id, occurred_at, seq);
create index audit_events_arrival on bridge.audit_events (zone_id, seq);
create index audit_events_request on bridge.audit_events (bridge.audit_key(zone_id, request_id), occurred_at);
-- Of all decisions and types: which of them are rare differs between zones, and a rare one would be looked for in all.
create index audit_events_decision on bridge.audit_events (bridge.audit_key(zone_id, decision), occurred_at);
create index audit_events_type on bridge.audit_events (bridge.audit_key(zone_id, event_type), occurred_at);
create index audit_events_reason on bridge.audit_events (bridge.audit_key(zone_id, reason), occurred_at)
    where reason is not null;
create index audit_events_version on bridge.audit_events (bridge.audit_key(zone_id, policy_set_version_id), occurred_at);
create index audit_events_decision_point on bridge.audit_events (bridge.audit_key(zone_id, decision_point), occurred_at)
    where decision_point is not null;
create index audit_events_resource on bridge.audit_events
    (bridge.audit_key(zone_id, metadata_json ->> 'resource'), occurred_at);
create index audit_events_application on bridge.audit_events
    (bridge.audit_key(zone_id, metadata_json ->> 'application_id'), occurred_at);
create index audit_events_agent_session on bridge.audit_events
    (bridge.audit_key(zone_id, metadata_json ->> 'agent_session_id'), occurred_at);
create index audit_events_session on bridge.audit_events
    (bridge.audit_key(zone_id, metadata_json ->> 'session_id'), occurred_at);
create index audit_events_lists on bridge.audit_events using gin
    ((metadata_json -> 'agent_labels') jsonb_path_ops, (metadata_json -> 'requested_scopes') jsonb_path_ops);

-- A month is made beside the table and attached when it is complete: readers and writers of other months go on.
create function bridge.make_audit_month(day date) returns boolean language plpgsql as
$$
declare
    first date := date_trunc('month', day)::date;
    name  text := format('audit_events_y%sm%s', to_char(first, 'YYYY'), to_char(first, 'MM'));
begin
    if to_regclass('bridge.' || name) is not null then
        return exists (select from pg_inherits where inhrelid = to_regclass('bridge.' || name)
            and inhparent = 'bridge.audit_events'::regclass and not inhdetachpending);
    end if;
    -- Rows of decisions have up to a few thousand bytes: compressing each would cost more than storing it.
    execute format('create table bridge.%I (like bridge.audit_events including all) with (toast_tuple_target = 8160)', name);
    execute format('alter table bridge.audit_events attach partition bridge.%I for values from (%L) to (%L)', name,
        first::timestamp at time zone 'UTC', (first + interval '1 month')::timestamp at time zone 'UTC');
    return true;
end
$$;
comment on function bridge.make_audit_month is 'makes the partition of a month, unless it exists; false if its table is detached';

create table bridge.audit_month_drop (
    month       date        not null primary key check (month = date_trunc('month', month)),
    began_at    timestamptz not null default clock_timestamp(),
    drop_ms     bigint,
    finished_at timestamptz
);
comment on table bridge.audit_month_drop is 'months of audit_events that are dropped, or about to be';
comment on column bridge.audit_month_drop.drop_ms is 'how long it took to detach and drop the partition';
comment on column bridge.audit_month_drop.finished_at is 'when its ids had left audit_event_id';
create index audit_month_drop_finished on bridge.audit_month_drop (finished_at);

do
$$
declare
    month date;
begin
    for month in select distinct date_trunc('month', occurred_at at time zone 'UTC')::date from bridge.audit_events_default loop
        perform bridge.make_audit_month(month);
    end loop;
    for i in 0..3 loop
        perform bridge.make_audit_month(((now() at time zone 'UTC') + i * interval '1 month')::date);
    end loop;
end
$$;
insert into bridge.audit_events (id, zone_id, event_type, request_id, decision, policy_set_id, policy_set_version_id,
    manifest_sha, evaluation_status, determining_policies_json, diagnostics_json, metadata_json, occurred_at, ingested_at,
    content_sha256, prev_content_sha256, chain_hmac, chain_seq, ingest_signature)
select id, zone_id, event_type, request_id, decision, policy_set_id, policy_set_version_id,
    manifest_sha, evaluation_status, determining_policies_json, diagnostics_json, metadata_json, occurred_at, ingested_at,
    content_sha256, prev_content_sha256, chain_hmac, chain_seq, ingest_signature
from bridge.audit_events_default order by occurred_at, id;
insert into bridge.audit_event_id (id, occurred_at)
select id, min(occurred_at) from bridge.audit_events_default group by id;
drop table bridge.audit_events_default;
