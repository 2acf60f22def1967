-- The catalogues of zones: which version each has, and which text of events.content it is.

create table command.catalogue (
    zone_id           text        not null primary key,
    catalogue_version bigint      not null,
    content_sha256    text        not null,
    content_length    integer     not null,
    applications      integer     not null,
    resources         integer     not null,
    terms             integer     not null,
    replaced_by       text        not null,
    replaced_at       timestamptz not null
);
comment on column command.catalogue.catalogue_version is 'counts the changes, and is the state''s ETag';
comment on column command.catalogue.content_sha256 is 'of the catalogue as canonical JSON, which events.content holds';
comment on column command.catalogue.content_length is 'in bytes';
