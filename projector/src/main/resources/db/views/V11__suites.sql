-- The suites of zones in all their versions, and the state that they are in together.

create table views.zone_suites (
    zone_id        text    not null primary key,
    suites_version bigint  not null,
    suites         integer not null,
    cases          integer not null
);
comment on table views.zone_suites is 'one row per zone that ever had a suite';
comment on column views.zone_suites.suites_version is 'the number of the latest change, which is the state''s ETag';
comment on column views.zone_suites.cases is 'how many cases the suites of the zone have together';

create table views.suite_versions (
    zone_id        text        not null,
    name           text        not null collate "C",
    version        bigint      not null,
    description    text,
    content        text        not null,
    content_sha256 text        not null,
    cases          integer     not null,
    in_force       boolean     not null,
    defined_by     text        not null,
    defined_at     timestamptz not null,
    primary key (zone_id, name, version)
);
create unique index suites_in_force on views.suite_versions (zone_id, name) where in_force;
comment on column views.suite_versions.content is 'the cases as JSON, with the bytes that content_sha256 is of';
comment on column views.suite_versions.in_force is 'whether the zone has this version now';
