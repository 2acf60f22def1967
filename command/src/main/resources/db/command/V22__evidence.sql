-- Whether an activation needs evidence; none for all settings that were changed before.

alter table command.zone_settings add column evidence text not null default 'none';
comment on column command.zone_settings.evidence is 'none, warn or required';
