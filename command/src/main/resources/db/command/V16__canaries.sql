-- The canaries of zones: what a new one is compared with, and what is evaluated before an activation.

create table command.zone_canaries (
    zone_id          text    not null primary key,
    canaries_version bigint  not null,
    canaries         integer not null
);
comment on column command.zone_canaries.canaries_version is 'the number of the latest change, which is the state''s ETag';
comment on column command.zone_canaries.canaries is 'how many canaries the zone has';

create table command.canary (
    zone_id       text        not null,
    name          text        not null collate "C",
    input_sha256  text        not null,
    expect        text        not null,
    expect_reason text,
    defined_by    text        not null,
    defined_at    timestamptz not null,
    primary key (zone_id, name)
);
comment on column command.canary.input_sha256 is 'of the policy input, which events.content holds';
create index canary_input on command.canary (zone_id, input_sha256);
