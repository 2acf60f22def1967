-- The canaries of zones, and the state that they are in together.

create table views.zone_canaries (
    zone_id          text    not null primary key,
    canaries_version bigint  not null,
    canaries         integer not null
);
comment on table views.zone_canaries is 'one row per zone that ever had a canary';
comment on column views.zone_canaries.canaries_version is 'the number of the latest change, which is the state''s ETag';
comment on column views.zone_canaries.canaries is 'how many canaries the zone has';

create table views.canaries (
    zone_id       text        not null,
    name          text        not null collate "C",
    input         text        not null,
    input_sha256  text        not null,
    expect        text        not null,
    expect_reason text,
    defined_by    text        not null,
    defined_at    timestamptz not null,
    primary key (zone_id, name)
);
comment on column views.canaries.input is 'a policy input as JSON, with the bytes that input_sha256 is of';
