-- A stand-in for the policy tables of a Caracal 1.0 database, after contract 6.1 and appendix B: the types, keys, triggers
-- and row policies that its readers and writers meet, and nothing else of it.

create table zones (
    id                      text        primary key,
    name                    text        not null,
    slug                    text        not null unique,
    dcr_enabled             boolean     not null default false,
    operator_coauthor_badge boolean     not null default true,
    operator_governed       boolean     not null default false,
    created_by              text        not null,
    created_via_operator    boolean     not null default false,
    updated_by              text,
    updated_via_operator    boolean     not null default false,
    created_at              timestamptz not null default now(),
    updated_at              timestamptz not null default now(),
    archived_at             timestamptz,
    owner_account_id        text
);

create table policies (
    id                   text        primary key,
    zone_id              text        not null references zones,
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
create unique index policies_live on policies (zone_id, name) where archived_at is null;

create table policy_versions (
    id                   text        primary key,
    policy_id            text        not null references policies,
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

create table policy_sets (
    id                   text        primary key,
    zone_id              text        not null references zones,
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
create unique index policy_sets_live on policy_sets (zone_id, name) where archived_at is null;

create table policy_set_versions (
    id                   text        primary key,
    policy_set_id        text        not null references policy_sets,
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

create table policy_set_bindings (
    zone_id           text        not null references zones,
    policy_set_id     text        not null references policy_sets,
    active_version_id text        references policy_set_versions,
    updated_at        timestamptz not null default now(),
    primary key (zone_id, policy_set_id)
);
create unique index policy_set_bindings_active on policy_set_bindings (zone_id) where active_version_id is not null;

create function never_change() returns trigger language plpgsql as $$
begin
    raise exception 'versions are immutable';
end $$;
create trigger immutable before update or delete on policy_versions for each row execute function never_change();
create trigger immutable before update or delete on policy_set_versions for each row execute function never_change();

alter table policies enable row level security;
alter table policy_sets enable row level security;
alter table policy_set_bindings enable row level security;
create policy by_zone on policies
    using (current_setting('caracal.zone_id', true) in ('*', zone_id));
create policy by_zone on policy_sets
    using (current_setting('caracal.zone_id', true) in ('*', zone_id));
create policy by_zone on policy_set_bindings
    using (current_setting('caracal.zone_id', true) in ('*', zone_id));

do $$ begin create role caracal_sts login; exception when duplicate_object then null; end $$;
do $$ begin create role caracal_api login; exception when duplicate_object then null; end $$;
grant select on zones, policies, policy_versions, policy_sets, policy_set_versions, policy_set_bindings
    to caracal_sts, caracal_api;
grant insert on policies, policy_versions, policy_sets, policy_set_versions, policy_set_bindings to caracal_api;
grant update on policies, policy_sets, policy_set_bindings to caracal_api;
