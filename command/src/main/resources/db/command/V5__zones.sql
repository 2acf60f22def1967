-- What the right to a zone depends on, and whether it is in use.

alter table command.zone
    add column name text,
    add column account text,
    add column operator_coauthor_badge boolean not null default true,
    add column archived boolean not null default false;

update command.zone z set name = e.payload::json ->> 'name'
from events.domain_event e where e.event_type = 'zone.registered' and e.aggregate_id = z.zone_id;

alter table command.zone alter column name set not null;
comment on column command.zone.account is 'the console account that it belongs to; null for none';
