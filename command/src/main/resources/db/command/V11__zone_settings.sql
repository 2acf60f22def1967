-- What a zone asks of its policies. No row: nobody has changed it, and the defaults hold.

create table command.zone_settings (
    zone_id      text    not null primary key,
    settings_seq bigint  not null,
    strict       boolean not null
);
