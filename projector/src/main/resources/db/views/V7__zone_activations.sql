-- What decision points read beside the five tables: which change of its governance a zone's bundle belongs to.

create table views.zone_activations (
    zone_id         text        not null primary key,
    activation_seq  bigint      not null,
    policy_set_id   text        not null,
    version_id      text,
    manifest_sha256 text,
    since           timestamptz not null,
    position        bigint      not null unique
);
comment on table views.zone_activations is
    'the latest activation, rollback (version_id set) or deactivation (version_id null) of each zone that ever had one';
comment on column views.zone_activations.position is 'the global index of its event: the cursor of whoever follows the changes';

insert into views.zone_activations (zone_id, activation_seq, policy_set_id, version_id, manifest_sha256, since, position)
select g.zone_id, g.activation_seq, g.policy_set_id, g.version_id, v.manifest_sha256, g.since, changed.global_index
from views.governance g
    left join views.policy_set_versions v on v.id = g.version_id
    cross join lateral (
        -- the newest first: other events of a zone are few after its latest activation
        select e.global_index from events.domain_event e
        where e.aggregate_id = g.zone_id and e.payload::json ->> 'dispatchId' = g.dispatch_id
        order by e.sequence_number desc limit 1) changed;
