-- The catalogues of zones: what policy documents may name.

create table views.catalogues (
    zone_id           text        not null primary key,
    catalogue_version bigint      not null,
    content           text        not null,
    content_sha256    text        not null,
    replaced_by       text        not null,
    replaced_at       timestamptz not null
);
comment on table views.catalogues is 'one row per zone that ever had a catalogue';
comment on column views.catalogues.catalogue_version is 'counts the changes, and is the state''s ETag';
comment on column views.catalogues.content is 'canonical JSON, with the bytes that content_sha256 is of';
