-- The suites of zones: what a new one is compared with, and what is run in simulations.

create table command.zone_suites (
    zone_id        text    not null primary key,
    suites_version bigint  not null,
    suites         integer not null,
    cases          integer not null
);
comment on column command.zone_suites.suites_version is 'the number of the latest change, which is the state''s ETag';
comment on column command.zone_suites.suites is 'how many suites the zone has';
comment on column command.zone_suites.cases is 'how many cases they have together';

create table command.suite (
    zone_id        text        not null,
    name           text        not null collate "C",
    suite_version  bigint      not null,
    description    text,
    content_sha256 text        not null,
    cases          integer     not null,
    in_force       boolean     not null,
    defined_by     text        not null,
    defined_at     timestamptz not null,
    primary key (zone_id, name)
);
comment on table command.suite is 'the newest version of each name; not in force after a removal, so that numbers go on';
comment on column command.suite.content_sha256 is 'of the cases, which events.content holds';
