-- Whether an activation is held to the zone's canaries; off for all settings that were changed before.

alter table command.zone_settings add column canaries text not null default 'off';
