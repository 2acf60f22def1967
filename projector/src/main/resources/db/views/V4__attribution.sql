-- Who did it and for whom, and what may change about a zone.

alter table views.registered_zones
    add column operator_coauthor_badge boolean not null default true,
    add column operator_governed boolean not null default false,
    add column archived_at timestamptz,
    add column account text,
    add column created_via_operator boolean not null default false,
    add column updated_by text,
    add column updated_via_operator boolean not null default false;
comment on column views.registered_zones.account is 'the console account that it belongs to; null for none';

alter table views.timeline
    add column on_behalf_of_note_id text,
    add column via_operator boolean not null default false;
comment on column views.timeline.on_behalf_of_note_id is 'the name stands in events.note, so that erasing it there erases it here';
