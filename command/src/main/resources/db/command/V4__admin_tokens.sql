-- Who is let in. The secret itself is nowhere; its hash is enough, since it has 256 random bits.

create table command.admin_token (
    token_id     text        not null primary key,
    name         text        not null,
    sha256       text        not null unique,
    zone_id      text,
    capability   text        not null check (capability in ('read', 'write', 'approve')),
    created_by   text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz
);
comment on column command.admin_token.zone_id is 'the one zone it is good for; null for all';
comment on column command.admin_token.last_used_at is 'to the minute; not from the log';
create index admin_token_page on command.admin_token (created_at desc, token_id desc);
