-- How long decision audit events are kept, as last chosen.

create table command.audit_retention (
    only_one   boolean     not null primary key default true check (only_one),
    days       integer     not null check (days > 0),
    updated_by text        not null,
    updated_at timestamptz not null
);
