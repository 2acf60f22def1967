-- What is known of each simulation without its event: what it ran, by which contract, and what came out.

alter table command.simulation
    add column policy_set_id     text,
    add column version_id        text,
    add column engine            text,
    add column passed            integer,
    add column failed            integer,
    add column not_executed      integer,
    add column verdict           text,
    add column report_sha256     text,
    add column suites            text not null default '[]',
    add column suites_version    bigint,
    add column catalogue_version bigint not null default 0,
    add column contract          text not null default 'unknown',
    add column simulated_by      text;

update command.simulation s
set policy_set_id = e.payload::json ->> 'policySetId',
    version_id = e.payload::json ->> 'versionId',
    engine = e.payload::json ->> 'engine',
    passed = (e.payload::json ->> 'passed')::integer,
    failed = (e.payload::json ->> 'failed')::integer,
    not_executed = (e.payload::json ->> 'notExecuted')::integer,
    verdict = lower(e.payload::json ->> 'verdict'),
    report_sha256 = e.payload::json ->> 'reportSha256',
    simulated_by = events.author(e.metadata::json ->> 'onBehalfOfNote', e.metadata::json ->> 'actor')
from events.domain_event e
where e.aggregate_id = s.simulation_id and e.event_type = 'policy_set.version_simulated';

alter table command.simulation
    alter column policy_set_id set not null,
    alter column version_id set not null,
    alter column engine set not null,
    alter column passed set not null,
    alter column failed set not null,
    alter column not_executed set not null,
    alter column verdict set not null,
    alter column report_sha256 set not null,
    alter column simulated_by set not null,
    alter column suites drop default,
    alter column catalogue_version drop default,
    alter column contract drop default;

comment on column command.simulation.verdict is 'pass, fail or not_executed';
comment on column command.simulation.suites is 'JSON: name, version and sha256 of each suite that was run';
comment on column command.simulation.suites_version is 'of the zone''s suites if all in force were run, otherwise null';
comment on column command.simulation.contract is 'SHA-256 of the engine''s decision contract, or unknown';

create index simulation_of_version
    on command.simulation (zone_id, policy_set_id, version_id, created_at desc, simulation_id desc);
create index complete_simulation
    on command.simulation (zone_id, manifest_sha256, created_at desc, simulation_id desc) where suites_version is not null;
create index simulation_report_age on command.simulation_report (created_at);
