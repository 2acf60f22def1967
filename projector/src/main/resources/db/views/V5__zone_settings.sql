-- The settings of each zone whose settings were ever changed.

create table views.zone_settings (
    zone_id      text    not null primary key,
    settings_seq bigint  not null,
    strict       boolean not null
);
comment on column views.zone_settings.settings_seq is 'the number of the latest change, which is the state''s ETag';
