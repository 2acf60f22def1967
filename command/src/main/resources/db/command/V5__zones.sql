-- What the right to a zone depends on, whether it is in use, and what a client that changes it is told.

alter table command.zone
    add column name text,
    add column dcr_enabled boolean,
    add column account text,
    add column operator_coauthor_badge boolean not null default true,
    add column operator_governed boolean not null default false,
    add column created_by text,
    add column created_via_operator boolean not null default false,
    add column updated_by text,
    add column updated_via_operator boolean not null default false,
    add column updated_at timestamptz,
    add column archived boolean not null default false;

update command.zone z
set name = e.payload::json ->> 'name', dcr_enabled = (e.payload::json ->> 'dcrEnabled')::boolean,
    created_by = e.metadata::json ->> 'actor', updated_at = z.created_at
from events.domain_event e where e.event_type = 'zone.registered' and e.aggregate_id = z.zone_id;

alter table command.zone
    alter column name set not null,
    alter column dcr_enabled set not null,
    alter column created_by set not null,
    alter column updated_at set not null;
comment on column command.zone.account is 'the console account that it belongs to; null for none';
