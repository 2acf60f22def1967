-- A rollback finds its target in one step, however long the zone's history is: each change keeps the places that a
-- rollback of it could go back to, and what is true of a version in a zone stands in one row.

create table command.governed_version (
    zone_id     text    not null,
    version_id  text    not null,
    latest_seq  bigint  not null,
    rolled_back boolean not null default false,
    primary key (zone_id, version_id)
);
comment on table command.governed_version is 'the versions that ever governed a zone';
comment on column command.governed_version.latest_seq is 'the latest activation of the version';
comment on column command.governed_version.rolled_back is 'rolled back from, and not brought back since';

insert into command.governed_version (zone_id, version_id, latest_seq, rolled_back)
select distinct on (zone_id, version_id) zone_id, version_id, activation_seq, rolled_back
from command.activation where version_id is not null
order by zone_id, version_id, activation_seq desc;

drop index command.activation_version;
alter table command.activation drop column rolled_back, add column retreat bigint[];
comment on table command.activation is 'activations and deactivations (version_id null)';
comment on column command.activation.retreat is
    'the nearest activation of each other version on the way back from here, nearest first, 50 at most';

-- The way back from an activation of this version (null: a deactivation) that replaces that one (null: nothing). As the
-- list of what it replaces names each version once, so does this one.
create function command.retreat_over(zone text, replaced bigint, version text) returns bigint[] language plpgsql stable
as $$
begin
    return coalesce((
        select array_agg(nearest.seq order by nearest.step) from (
            select a.activation_seq as seq, way.step
            from command.activation r
            cross join unnest(r.activation_seq || r.retreat) with ordinality as way (seq, step)
            join command.activation a on a.zone_id = zone and a.activation_seq = way.seq
            where r.zone_id = zone and r.activation_seq = replaced
                and a.version_id is not null and a.version_id is distinct from version
            order by way.step limit 50) nearest), '{}');
end $$;

do $$
declare
    change record;
begin
    for change in select zone_id, activation_seq, replaced_seq, version_id from command.activation
        order by zone_id, activation_seq
    loop
        update command.activation
        set retreat = command.retreat_over(change.zone_id, change.replaced_seq, change.version_id)
        where zone_id = change.zone_id and activation_seq = change.activation_seq;
    end loop;
end $$;

alter table command.activation alter column retreat set not null;
