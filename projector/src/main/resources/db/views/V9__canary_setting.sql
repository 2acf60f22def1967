-- Whether an activation is held to the zone's canaries; off for all settings that were changed before.

alter table views.zone_settings add column canaries text not null default 'off';
comment on column views.zone_settings.canaries is 'off, warn or required';
