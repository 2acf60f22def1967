-- Whether an activation needs evidence; none for all settings that were changed before.

alter table views.zone_settings add column evidence text not null default 'none';
comment on column views.zone_settings.evidence is 'none, warn or required';
