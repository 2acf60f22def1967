-- Who called the Admin API and what came of it. Unlike the look-ups beside it this cannot be rebuilt from events:
-- refused calls leave none.

create table command.admin_audit (
    id           text        not null primary key,
    request_id   text        not null,
    actor_id     text,
    actor_name   text,
    actor_scope  text,
    action       text        not null,
    method       text        not null,
    path         text        not null,
    zone_id      text,
    entity_type  text,
    entity_id    text,
    status_code  integer     not null,
    payload_json text,
    occurred_at  timestamptz not null default now(),
    chain_seq    bigint,
    signed       boolean     not null default false,
    check (payload_json is json object)
);
comment on column command.admin_audit.zone_id is 'null: the call was about no zone';
comment on column command.admin_audit.payload_json is 'names of what was changed, no values';
create index admin_audit_newest on command.admin_audit (zone_id, occurred_at desc, id desc);
create index admin_audit_actor on command.admin_audit (zone_id, actor_id, occurred_at desc, id desc);
create index admin_audit_entity on command.admin_audit (zone_id, entity_id, occurred_at desc, id desc);
