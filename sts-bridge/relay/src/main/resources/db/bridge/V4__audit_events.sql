create table bridge.audit_events (
    id                        text        not null,
    zone_id                   text        not null,
    event_type                text        not null,
    request_id                text        not null,
    decision                  text        not null,
    policy_set_id             text,
    policy_set_version_id     text,
    manifest_sha              text,
    evaluation_status         text,
    determining_policies_json jsonb,
    diagnostics_json          jsonb,
    metadata_json             jsonb,
    occurred_at               timestamptz not null,
    ingested_at               timestamptz not null default now(),
    content_sha256            text,
    prev_content_sha256       text,
    chain_hmac                text,
    chain_seq                 bigint,
    ingest_signature          text,
    primary key (id, occurred_at)
) partition by range (occurred_at);
comment on table bridge.audit_events is 'decisions that decision points reported';
comment on column bridge.audit_events.manifest_sha is 'bare hex, or no_active_policy_set';
create table bridge.audit_events_default partition of bridge.audit_events default;
create index audit_events_newest on bridge.audit_events (zone_id, occurred_at desc, id desc);
create index audit_events_request on bridge.audit_events (zone_id, request_id, occurred_at);
