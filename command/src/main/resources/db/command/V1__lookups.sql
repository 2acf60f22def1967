-- Facts that commands are decided on, kept in the transaction of the event; can be rebuilt from events.

create table command.zone (
    zone_id    text        not null primary key,
    slug       text        not null unique,
    governing_version_id text,
    created_at timestamptz not null
);

create table command.policy (
    policy_id  text        not null primary key,
    zone_id    text        not null,
    name       text        not null,
    archived   boolean     not null default false,
    created_at timestamptz not null
);
create unique index policy_live_name on command.policy (zone_id, name) where not archived;

create table command.policy_version (
    version_id     text        not null primary key,
    policy_id      text        not null references command.policy,
    zone_id        text        not null,
    version        integer     not null,
    content_sha256 text        not null,
    schema_version text        not null,
    created_at     timestamptz not null,
    unique (policy_id, version)
);

create table command.policy_set (
    policy_set_id text        not null primary key,
    zone_id       text        not null,
    name          text        not null,
    archived      boolean     not null default false,
    created_at    timestamptz not null
);
create unique index policy_set_live_name on command.policy_set (zone_id, name) where not archived;

create table command.sealed_version (
    version_id      text        not null primary key,
    policy_set_id   text        not null references command.policy_set,
    zone_id         text        not null,
    version         integer     not null,
    manifest_sha256 text        not null,
    schema_version  text        not null,
    created_at      timestamptz not null,
    unique (policy_set_id, version)
);

create table command.manifest_entry (
    version_id        text    not null references command.sealed_version,
    position          integer not null,
    policy_version_id text    not null references command.policy_version,
    primary key (version_id, position)
);
create index manifest_entry_policy_version on command.manifest_entry (policy_version_id);

create table command.activation (
    zone_id         text    not null,
    activation_seq  bigint  not null,
    policy_set_id   text    not null,
    version_id      text,
    manifest_sha256 text,
    replaced_seq    bigint,
    rolled_back     boolean not null default false,
    primary key (zone_id, activation_seq)
);
comment on table command.activation is 'activations and deactivations (version_id null) that a rollback may walk';
create index activation_version on command.activation (zone_id, version_id, activation_seq);

create table command.simulation (
    simulation_id   text        not null primary key,
    zone_id         text        not null,
    manifest_sha256 text        not null,
    created_at      timestamptz not null
);
create index simulation_manifest on command.simulation (zone_id, manifest_sha256, created_at desc, simulation_id desc);

create table command.simulation_report (
    simulation_id text        not null primary key,
    report        text        not null,
    created_at    timestamptz not null
);
comment on table command.simulation_report is 'full reports; may be pruned, the event keeps digest, counts and verdict';
