-- What is known of decisions that are dropped: one row for a zone and a month.

create table command.sealed_decisions (
    month     text        collate "C" not null,
    zone_id   text        collate "C" not null,
    decisions bigint      not null,
    allowed   bigint      not null,
    denied    bigint      not null,
    others    bigint      not null,
    first_at  timestamptz not null,
    last_at   timestamptz not null,
    digest    text        not null,
    primary key (month, zone_id)
);
comment on column command.sealed_decisions.month is 'in UTC, as 2026-05';
comment on column command.sealed_decisions.others is 'decisions that neither allowed nor denied';
comment on column command.sealed_decisions.digest is 'SHA-256 over the content hashes in the order of occurred_at and id';
