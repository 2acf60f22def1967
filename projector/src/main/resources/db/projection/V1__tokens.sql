create table projection.token (
    processor_name text    not null,
    segment        integer not null,
    token          bytea,
    token_type     text,
    claimed_at     text    not null,
    owner          text,
    primary key (processor_name, segment)
);
comment on table projection.token is 'how far each streaming projector has read, and which node holds it';
