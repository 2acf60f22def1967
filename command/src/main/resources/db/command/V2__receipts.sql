-- What was answered to requests that carried a key, written in the transaction of their command. Unlike the look-ups
-- beside it this cannot be rebuilt from events; it is of no use a day later.

create table command.receipt (
    actor       text        not null,
    key         text        not null,
    fingerprint text        not null,
    status      integer     not null,
    body        text        not null,
    answered_at timestamptz not null default now(),
    primary key (actor, key)
);
create index receipt_answered_at on command.receipt (answered_at);
