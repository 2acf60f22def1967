-- Who is signed in to the console. Secrets are stored as hashes only.

create table command.console_session (
    sha256       text        not null primary key,
    token_sha256 text        not null,
    opened_at    timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at   timestamptz not null
);
comment on table command.console_session is 'one row per browser that is signed in; each request looks up the token again';
comment on column command.console_session.sha256 is 'of the secret in the cookie';
create index console_session_expiry on command.console_session (expires_at);

create table command.sign_in_code (
    sha256       text        not null primary key,
    token_sha256 text        not null,
    expires_at   timestamptz not null,
    redeemed_at  timestamptz
);
comment on table command.sign_in_code is 'codes of one-time links, each good for one session of the token';
