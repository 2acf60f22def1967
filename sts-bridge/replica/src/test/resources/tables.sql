-- The tables that a decision point reads, as the contract (6.1) and the view zone_activations have them.
create schema views;
create table views.policy_versions (
    id             text not null primary key,
    content        text not null,
    content_sha256 text not null
);
create table views.policy_set_versions (
    id              text  not null primary key,
    manifest_json   jsonb not null,
    manifest_sha256 text  not null
);
create table views.governance (
    zone_id         text        not null primary key,
    activation_seq  bigint      not null,
    policy_set_id   text        not null,
    version_id      text,
    since           timestamptz not null,
    position        bigint      not null
);
create view views.zone_activations as
    select g.zone_id, g.activation_seq, g.policy_set_id, g.version_id, v.manifest_sha256, g.since, g.position
    from views.governance g
    left join views.policy_set_versions v on v.id = g.version_id;
create sequence views.position;

create role sts login;
alter role sts set search_path = views, public;
grant usage on schema views to sts;
grant select on views.policy_versions, views.policy_set_versions, views.zone_activations to sts;
