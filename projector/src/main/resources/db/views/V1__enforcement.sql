-- The five tables a security token service reads, with the names and types of the wire contract (6.1),
-- and what else the Admin API answers from. Derived from the events.

create table views.registered_zones (
    id          text        not null primary key,
    name        text        not null,
    slug        text        not null unique,
    dcr_enabled boolean     not null,
    created_by  text        not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null
);
comment on table views.registered_zones is 'not called zones: an existing public.zones must stay visible on the search path';
create index registered_zones_page on views.registered_zones (created_at desc, id desc);

create table views.policies (
    id                   text        not null primary key,
    zone_id              text        not null,
    name                 text        not null,
    description          text,
    archived_at          timestamptz,
    created_by           text        not null,
    created_at           timestamptz not null default now(),
    updated_at           timestamptz not null default now(),
    created_via_operator boolean     not null default false,
    updated_by           text,
    updated_via_operator boolean     not null default false
);
create unique index policies_live_name on views.policies (zone_id, name) where archived_at is null;
create index policies_page on views.policies (zone_id, created_at desc, id desc) where archived_at is null;

create table views.policy_versions (
    id                   text        not null primary key,
    policy_id            text        not null references views.policies,
    version              integer     not null,
    content              text        not null,
    content_sha256       text        not null,
    schema_version       text        not null,
    created_by           text        not null,
    created_at           timestamptz not null default now(),
    archived_at          timestamptz,
    created_via_operator boolean     not null default false,
    unique (policy_id, version)
);

create table views.policy_sets (
    id                   text        not null primary key,
    zone_id              text        not null,
    name                 text        not null,
    description          text,
    archived_at          timestamptz,
    created_by           text        not null,
    created_at           timestamptz not null default now(),
    updated_at           timestamptz not null default now(),
    created_via_operator boolean     not null default false,
    updated_by           text,
    updated_via_operator boolean     not null default false
);
create unique index policy_sets_live_name on views.policy_sets (zone_id, name) where archived_at is null;
create index policy_sets_page on views.policy_sets (zone_id, created_at desc, id desc) where archived_at is null;

create table views.policy_set_versions (
    id                   text        not null primary key,
    policy_set_id        text        not null references views.policy_sets,
    version              integer     not null,
    manifest_json        jsonb       not null,
    manifest_sha256      text        not null,
    schema_version       text        not null,
    created_by           text        not null,
    created_at           timestamptz not null default now(),
    archived_at          timestamptz,
    created_via_operator boolean     not null default false,
    unique (policy_set_id, version)
);
create index policy_set_versions_page on views.policy_set_versions (policy_set_id, created_at desc, id desc);

create table views.policy_set_bindings (
    zone_id           text        not null,
    policy_set_id     text        not null references views.policy_sets,
    active_version_id text        references views.policy_set_versions,
    updated_at        timestamptz not null default now(),
    primary key (zone_id, policy_set_id)
);
create unique index policy_set_bindings_one_active on views.policy_set_bindings (zone_id)
    where active_version_id is not null;

create table views.governance (
    zone_id             text        not null primary key,
    activation_seq      bigint      not null,
    policy_set_id       text        not null,
    version_id          text,
    previous_version_id text,
    dispatch_id         text        not null,
    actor               text        not null,
    since               timestamptz not null
);
comment on table views.governance is 'the latest activation, rollback (version_id set) or deactivation (version_id null) of each zone';
